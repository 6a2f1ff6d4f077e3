from pathlib import Path
from threading import Event

import pytest

from workbench.bodies.decoded import Held
from workbench.engine.filters import command
from workbench.engine.filters.command import CommandFilter
from workbench.store.spool import Spool

LARGE = b"0123456789abcde\n" * 100_000


def through(data: bytes, text: str) -> CommandFilter:
    """Run a command on a body until it ends."""
    made = CommandFilter(Held(data), text)
    made.start(whole=True)
    made._thread.join(20)
    assert not made.running
    return made


def output(made: CommandFilter) -> bytes:
    return made.output.read(0, made.output.size)


def test_a_body_larger_than_any_pipe_goes_in_and_out() -> None:
    made = through(LARGE, "cat")

    assert output(made) == LARGE
    assert (made.told, made.problem) == ("exit code 0", "")


def test_a_shell_reads_the_line() -> None:
    assert output(through(LARGE, "sort -u | tr a-e A-E")) == b"0123456789ABCDE\n"


def test_a_command_that_wants_no_more_is_fine() -> None:
    made = through(LARGE, "head -c 4")

    assert (output(made), made.told) == (b"0123", "exit code 0")


def test_failures_are_told_with_the_last_complaint_made_safe() -> None:
    made = through(b"x", "cat; echo first >&2; printf 'bad \\033[31m\\n' >&2; exit 3")

    assert (output(made), made.told) == (b"x", "exit code 3: bad ␛[31m")
    assert through(b"", "kill -9 $$").told == "signal 9"
    assert through(b"", "/nowhere/at/all").told.startswith("exit code 127: ")


def test_output_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "MOST_OUTPUT", 1 << 20)
    made = through(b"", "yes")

    assert made.problem == "it printed more than 1 MB"
    assert made.output.size <= 1 << 20


def test_a_command_sees_a_body_as_it_grows() -> None:
    spool, came = Spool(), Event()
    spool.append(b"one\n")
    made = CommandFilter(spool, "cat")
    made.start(whole=False)
    while made.output.size < 4:
        came.wait(0.01)
    assert made.told == "running"
    spool.append(b"two\n")
    made.finish()
    made._thread.join(20)
    assert output(made) == b"one\ntwo\n"


def test_a_stopped_command_ends_with_all_that_it_started(tmp_path: Path) -> None:
    made = CommandFilter(Held(b""), f"sleep 1000 & echo $! > {tmp_path}/pid; wait")
    made.start(whole=True)
    came = Event()
    while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text():
        came.wait(0.01)
    made.stop()
    made._thread.join(20)
    assert not made.running
    state = Path(f"/proc/{(tmp_path / 'pid').read_text().strip()}/stat")
    assert not state.exists() or state.read_text().split()[2] == "Z"

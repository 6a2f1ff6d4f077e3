import os
import re
import signal
import subprocess
from pathlib import Path

import pytest

from .command import COMMAND, workbench


def variable(url: str) -> list[str]:
    return ["--var", f"base_url={url}"]


def test_each_response_is_a_line_and_the_summary_follows(shop: Path, demo_url: str) -> None:
    done = workbench("run", shop, *variable(demo_url))

    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert re.fullmatch(rf"200  GET +[\d.]+ ms +[\d.]+ k?B  List  {demo_url}/users", lines[0])
    assert [line.split()[0] for line in lines[:3]] == ["200", "404", "200"]
    assert lines[3] == ""
    assert lines[4].startswith("3 of 3 responses in ")


def test_no_response_is_exit_code_3_with_a_hint(shop: Path) -> None:
    done = workbench("run", shop / "list", *variable("http://127.0.0.1:1"))

    assert done.code == 3
    assert done.out.splitlines()[0].endswith("! 127.0.0.1:1 refused the connection")
    assert "0 of 1 responses" in done.out
    assert done.err == "127.0.0.1:1 refused the connection\nhint: is the server running?\n"


def test_what_is_unresolved_is_exit_code_2_and_sends_nothing(shop: Path) -> None:
    done = workbench("run", "users", cwd=shop)

    assert (done.code, done.out) == (2, "")
    assert done.err.count("unresolved") == 1
    assert "hint: an environment has it: live" in done.err


def test_nothing_to_send_is_an_error(shop: Path) -> None:
    (shop / "empty" / "folder.toml").write_text('name = "Empty"\n')
    done = workbench("run", shop / "empty")

    assert (done.code, done.out) == (2, "")
    assert "there is no request to send" in done.err


def test_a_broken_request_is_explained_with_its_line(shop: Path) -> None:
    (shop / "users" / "get.toml").write_text('method = "GET"\nurl = \n')
    done = workbench("run", shop)

    assert (done.code, done.out) == (2, "")
    assert "users/get.toml:2" in done.err


def test_a_protected_environment_needs_a_word(shop: Path) -> None:
    done = workbench("run", shop, "--env", "live")
    assert (done.code, done.out) == (2, "")
    assert 'the environment "live" is protected: to send DELETE to it needs your word' in done.err

    done = workbench("run", shop / "list", "--env", "live", "-c", "2", "-n", "2")
    assert (done.code, done.out) == (2, "")

    assert workbench("run", shop / "list", "--env", "live").code == 3
    assert workbench("run", shop, "--env", "live", "--yes").code == 3


def test_the_embedded_demo_can_be_the_target(shop: Path) -> None:
    done = workbench("run", shop / "list.toml", "--demo", "-n", "20", "-c", "5")

    assert (done.code, done.err) == (0, "")
    assert "20 of 20 responses" in done.out
    assert "p50" in done.out


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_it_with_the_summary_of_what_finished(
    number: signal.Signals, code: int, shop: Path, demo_url: str
) -> None:
    (shop / "slow.toml").write_text('url = "{{base_url}}/slow?seconds=60"\n')
    with subprocess.Popen(
        [*COMMAND, "run", str(shop), *variable(demo_url)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        for _ in range(3):
            running.stdout.readline()
        running.send_signal(number)
        out, err = running.communicate(timeout=20)

    assert (running.returncode, err) == (code, b"")
    assert b"3 of 4 responses" in out
    assert b"(stopped early)" in out


def test_a_reader_that_goes_away_ends_it_quietly(shop: Path, demo_url: str) -> None:
    with subprocess.Popen(
        [*COMMAND, "run", str(shop / "list"), "-n", "5000", *variable(demo_url)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        err = running.stderr.read()

    assert (running.returncode, err) == (141, b"")


def test_an_ascii_terminal_gets_escapes_and_no_traceback(shop: Path, demo_url: str) -> None:
    (shop / "list.toml").write_text('name = "Größe \\u202e"\nurl = "{{base_url}}/users"\n')
    done = workbench(
        "run",
        shop / "list",
        *variable(demo_url),
        LC_ALL="C",
        PYTHONUTF8="0",
        PYTHONCOERCECLOCALE="0",
    )

    assert done.code == 0
    assert "Gr\\xf6\\xdfe \\u202e" in done.out


def test_closed_standard_streams_are_no_problem(shop: Path, demo_url: str) -> None:
    arguments = " ".join([*COMMAND, "run", str(shop / "list"), *variable(demo_url)])
    done = subprocess.run(
        ["sh", "-c", f"{arguments} <&- >&-"], stderr=subprocess.PIPE, env=os.environ
    )

    assert (done.returncode, done.stderr) == (0, b"")

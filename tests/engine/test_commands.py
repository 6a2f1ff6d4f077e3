import asyncio
import os
import shlex
import sys
from pathlib import Path

import pytest

from workbench.engine.commands import MOST_OUTPUT, output_of
from workbench.errors import Problem, WorkbenchError


def run(*words: str, folder: Path | None = None, seconds: float = 20.0) -> str:
    return asyncio.run(output_of(words, folder or Path.cwd(), seconds))


def problem_of(*words: str, seconds: float = 20.0) -> Problem:
    with pytest.raises(WorkbenchError) as caught:
        run(*words, seconds=seconds)
    (problem,) = caught.value.problems
    return problem


def python(script: str) -> tuple[str, ...]:
    return (sys.executable, "-c", script)


def test_the_value_is_what_is_printed_without_the_last_line_end(tmp_path: Path) -> None:
    assert run("printf", "a b\\n\\n") == "a b\n"
    assert run("pwd", "-P", folder=tmp_path) == str(tmp_path.resolve())


def test_no_shell_reads_the_words() -> None:
    assert run("printf", "%s", "$HOME `id` ; ls *") == "$HOME `id` ; ls *"


def test_it_gets_no_input() -> None:
    assert run("cat") == ""


def test_one_that_fails_says_so_with_its_last_line_made_safe() -> None:
    script = "import sys; sys.stderr.write('first\\n\\x1b[31mno such item\\n'); sys.exit(3)"

    problem = problem_of(*python(script))

    assert problem.what.endswith("failed with exit code 3")
    assert problem.hint == "it said: ␛[31mno such item"
    assert problem_of("false").hint == ""


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("/no/such/program",), "no such file or directory"),
        (("a\0b",), "embedded null"),
        ((), "there is no command"),
    ],
)
def test_one_that_cannot_be_started_says_why(words: tuple[str, ...], reason: str) -> None:
    assert reason in problem_of(*words).what


def test_one_that_takes_too_long_is_killed_with_all_that_it_started(tmp_path: Path) -> None:
    written = tmp_path / "pid"
    script = f"sleep 300 & echo $! > {shlex.quote(str(written))}; wait"

    problem = problem_of("sh", "-c", script, seconds=1.0)

    assert problem.what == '"sh" took longer than 1 s'
    pid = int(written.read_text())
    state = Path(f"/proc/{pid}/stat")
    # It is gone, or dead and waiting for its new parent to notice.
    if state.exists():
        assert state.read_text().rpartition(")")[2].split()[0] == "Z"
    else:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_too_much_output_and_no_text_are_refused() -> None:
    much = python(f"print('x' * {MOST_OUTPUT})")

    assert problem_of(*much).what.endswith(f"printed more than {MOST_OUTPUT} bytes")
    assert problem_of("printf", "\\377").what == '"printf" printed something that is not UTF-8'
    assert run(*python("import sys; sys.stderr.write('x' * 10**6)")) == ""

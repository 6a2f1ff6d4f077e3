import re
import subprocess
from pathlib import Path

import pytest

import workbench

from .command import COMMAND
from .command import workbench as run


def test_the_version_is_printed() -> None:
    done = run("--version")

    assert (done.code, done.out) == (0, f"workbench {workbench.__version__}\n")


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["help"]])
def test_the_help_names_every_command(arguments: list[str]) -> None:
    done = run(*arguments)

    assert done.code == 0
    commands = done.out.partition("Commands:\n")[2]
    assert re.findall(r"^  ([\w-]+) ", commands, re.MULTILINE) == [
        "check",
        "demo",
        "explain",
        "fmt",
        "help",
        "init",
        "keys",
        "merge-driver",
        "open",
        "run",
        "schema",
    ]
    assert "workbench [DIRECTORY]" in done.out


@pytest.mark.parametrize(
    "command", ["run", "demo", "open", "help", "fmt", "schema", "merge-driver"]
)
def test_each_command_explains_itself(command: str) -> None:
    assert run("help", command).out == run(command, "--help").out != ""


def test_a_word_that_is_neither_command_nor_directory_is_explained(tmp_path: Path) -> None:
    for behind in ((), ("shop",), ("shop", "--dry-run")):
        done = run("rnu", *behind, cwd=tmp_path)

        assert (done.code, done.out) == (2, "")
        assert done.err == 'there is no command or directory "rnu"\nhint: did you mean "run"?\n'


def test_a_command_that_is_not_there_cannot_be_explained() -> None:
    done = run("help", "rnu")

    assert (done.code, done.out) == (2, "")
    assert done.err == 'there is no command "rnu"\nhint: did you mean "run"?\n'


@pytest.mark.parametrize("arguments", [[], ["shop"], ["--env", "local", "shop"], ["demo"]])
def test_without_a_terminal_the_interface_is_refused(arguments: list[str], shop: Path) -> None:
    done = run(*arguments, cwd=shop.parent)

    assert (done.code, done.out) == (2, "")
    assert "needs a terminal" in done.err


@pytest.mark.parametrize("arguments", [["run"], ["run", "x", "-n", "0"], ["help", "nothing"]])
def test_wrong_usage_is_exit_code_2(arguments: list[str]) -> None:
    done = run(*arguments)

    assert (done.code, done.out) == (2, "")
    assert "Traceback" not in done.err


COMMANDS = [("run", "{shop}", "--dry-run"), ("check", "{shop}"), ("--help",)]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full device")
@pytest.mark.parametrize("words", COMMANDS)
def test_output_that_cannot_be_written_is_one_line(words: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "collection.toml").write_text("format = 1\n")
    (tmp_path / "one.toml").write_text('url = "http://h"\n')
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*COMMAND, *(word.format(shop=tmp_path) for word in words)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )

    assert done.returncode == 2
    told = "" if words == ("--help",) else "the output cannot be written: "
    assert done.stderr == f"{told}no space left on device\n"


@pytest.mark.parametrize("command", ["open", "run", "check", "fmt"])
def test_a_path_that_no_system_takes_is_one_line(command: str) -> None:
    done = run(command, "x" * 300)

    assert (done.code, done.out) == (2, "")
    assert re.fullmatch(r"[^\n]*xxx: file name too long\n", done.err)


def test_an_option_before_its_command_says_where_it_stands(tmp_path: Path) -> None:
    done = run("--env", "local", "run", tmp_path)

    assert done.code == 2
    assert done.err.endswith("Error: options stand behind the command: workbench run --env …\n")

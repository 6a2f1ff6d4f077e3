import os
import pty
import sys
import threading

import pytest

from workbench.tui.terminal_colors import (
    QUESTION,
    is_terminal_light,
    light_answer,
    light_variable,
)


@pytest.mark.parametrize(
    ("answer", "light"),
    [
        (b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?62c", True),
        (b"\x1b]11;rgb:1e/1e/2e\x07", False),
        (b"\x1b]11;rgba:fafa/fafa/fafa/ffff\x1b\\", True),
        (b"\x1b[?62;4c", None),
        (b"", None),
    ],
)
def test_an_answer_names_a_light_colour_a_dark_one_or_none(
    answer: bytes, light: bool | None
) -> None:
    assert light_answer(answer) is light


@pytest.mark.parametrize(
    ("value", "light"), [("0;15", True), ("15;0", False), ("15;default;0", False), ("", None)]
)
def test_the_variable_of_rxvt_says_it_too(value: str, light: bool | None) -> None:
    assert light_variable(value) is light


@pytest.mark.parametrize(
    ("answer", "light"),
    [(b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?62c", True), (b"\x1b[?6c", False)],
)
def test_a_real_terminal_is_asked(
    monkeypatch: pytest.MonkeyPatch, answer: bytes, light: bool
) -> None:
    ours, theirs = pty.openpty()

    def reply() -> None:
        asked = b""
        while QUESTION not in asked:
            asked += os.read(ours, 100)
        os.write(ours, answer)

    terminal = threading.Thread(target=reply)
    terminal.start()
    with os.fdopen(theirs, "r") as source, os.fdopen(os.dup(theirs), "w") as target:
        monkeypatch.setattr(sys, "stdin", source)
        monkeypatch.setattr(sys, "stdout", target)
        assert is_terminal_light({}) is light
    terminal.join()
    os.close(ours)


def test_without_a_terminal_the_variable_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)

    assert is_terminal_light({"COLORFGBG": "0;15"})
    assert not is_terminal_light({"TERM": "xterm"})

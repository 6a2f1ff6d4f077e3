import io

import pytest

from workbench.cli.colors import painter


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def test_the_mark_of_a_line_is_coloured_and_nothing_else() -> None:
    paint = painter(Terminal())

    assert paint("✓ 200  a ✓ b") == "\x1b[32m✓\x1b[0m 200  a ✓ b"
    assert paint("    ✗ status == 201") == "    \x1b[31m✗\x1b[0m status == 201"
    assert paint("⚠ ---") == "\x1b[33m⚠\x1b[0m ---"
    assert paint("– ---") == "\x1b[2m–\x1b[0m ---"
    assert paint("3 requests: 2 passed") == "3 requests: 2 passed"
    assert paint("✓✓") == "✓✓"


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_who_wants_no_colour_gets_none(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)

    assert painter(Terminal())("✓ 200") == "✓ 200"


def test_an_empty_no_color_is_as_if_it_was_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "")

    assert painter(Terminal())("✓ 200") != "✓ 200"


def test_there_are_no_colours_in_a_pipe() -> None:
    assert painter(io.StringIO())("✓ 200") == "✓ 200"
    assert painter(None)("✓ 200") == "✓ 200"

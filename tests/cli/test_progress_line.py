import io
import sys

import pytest

from workbench.cli.progress_line import ProgressLine


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_line_says_how_far_it_is_and_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "12")
    line = ProgressLine(2)
    line.begin("one")
    line.end()
    line.begin("\x1bfar too long")
    line.clear()
    line.clear()

    assert screen.getvalue() == "\r\x1b[K0/2  one\r\x1b[K\r\x1b[K1/2  ␛far t\r\x1b[K"


@pytest.mark.parametrize(("stream", "term"), [(io.StringIO(), "xterm"), (Terminal(), "dumb")])
def test_nothing_is_drawn_where_a_line_cannot_be_taken_back(
    stream: io.StringIO, term: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", term)
    line = ProgressLine(1)
    line.begin("one")
    line.end()

    assert stream.getvalue() == ""

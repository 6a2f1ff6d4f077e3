"""Colour the marks of a result, where somebody sees them on a terminal."""

import os
import re
from collections.abc import Callable
from typing import TextIO

# Of a line that begins with one, only the mark: the rest is what a server said.
_MARK = re.compile(r"^( *)([✓✗⚠–])(?= )")
_COLORS = {"✓": "32", "✗": "31", "⚠": "33", "–": "2"}


def painter(stream: TextIO | None) -> Callable[[str], str]:
    """Return what colours the mark of a line that is printed to a stream.

    Nothing is coloured in a pipe, on a terminal that cannot do it, and with NO_COLOR set.
    """
    is_seen = stream is not None and stream.isatty()
    if not is_seen or os.environ.get("NO_COLOR") or os.environ.get("TERM", "dumb") == "dumb":
        return lambda line: line
    return lambda line: _MARK.sub(_painted, line)


def _painted(found: re.Match[str]) -> str:
    return f"{found[1]}\x1b[{_COLORS[found[2]]}m{found[2]}\x1b[0m"

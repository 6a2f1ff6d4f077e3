"""The runs of equally wide characters in a line: a megabyte has few of them.

Only of characters whose width is known here; most scripts are.
"""

import re
from bisect import bisect_right

# All of these take one cell, or two.
NARROW = (
    " -~\xa0-\xac\xae-\u02ff\u0370-\u0377\u037a-\u037f\u038a-\u0482\u048a-\u052f\u05d0-\u05ea"
    "\u0620-\u064a\u0660-\u066f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u21ff\u2200-\u22ff"
    "\u2500-\u25fc"
)
WIDE = "\u3000-\u3029\u3041-\u3096\u309b-\u30ff\u3105-\u312f\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60"
_RUN = re.compile(f"([{NARROW}]+)|([{WIDE}]+)|\t")
_WIDES = re.compile(f"[{WIDE}]+")
_NOT_NARROW = re.compile(f"[^{NARROW}]")
_OTHER = re.compile(f"[^{NARROW}{WIDE}\t]")


def has_runs(line: str) -> bool:
    """Tell whether the widths of all characters of a line are known here."""
    return _OTHER.search(line) is None


def is_narrow(line: str) -> bool:
    """Tell whether each character of a line is known to take one cell."""
    return _NOT_NARROW.search(line) is None


def run_width(line: str, tab_width: int) -> int:
    """Return how many cells a line that has runs takes."""
    *parts, last = line.split("\t")
    at = 0
    for part in parts:
        at += _width(part)
        at += tab_width - at % tab_width
    return at + _width(last)


def _width(text: str) -> int:
    return len(text) if text.isascii() else 2 * len(text) - len(_WIDES.sub("", text))


class Runs:
    """Where the runs of a line begin and end, in columns and in cells."""

    def __init__(self, line: str, tab_width: int) -> None:
        self._columns, self._cells = [0], [0]
        self._widths: list[int] = []
        start = cells = 0
        for found in _RUN.finditer(line):
            end = found.end()
            width = found.lastindex or tab_width - cells % tab_width
            cells += (end - start) * width
            start = end
            self._columns.append(end)
            self._cells.append(cells)
            self._widths.append(width)

    def room_from(self, column: int, room: int) -> int:
        """Return the column behind the last character that fits in some cells from a column on."""
        run = bisect_right(self._columns, column) - 1
        if run == len(self._widths):
            return column
        limit = self._cells[run] + (column - self._columns[run]) * self._widths[run] + room
        run = bisect_right(self._cells, limit) - 1
        if run == len(self._widths):
            return self._columns[-1]
        return self._columns[run] + (limit - self._cells[run]) // self._widths[run]

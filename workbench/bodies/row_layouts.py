"""Which rows of an index are shown, and in which lines: all but the folded, or what is wanted.

A *line* is a place among the rows that are shown; both count from 0.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable
from itertools import groupby
from typing import Protocol

from .folds import Folds, folded_line
from .index import Line, RowIndex

MOST_FOUND = 1_000_000
"""The most rows that a filter keeps."""

_STEP = 500  # rows that a filter looks at in one step


class RowLayout(Protocol):
    """The rows of an index that are shown. Any thread may ask."""

    @property
    def total(self) -> int:
        """How many lines there are by now."""
        ...

    def lines(self, first: int, count: int) -> list[Line]:
        """Return up to `count` lines from number `first`."""
        ...

    def row_at(self, line: int) -> int:
        """Return the row that a line shows."""
        ...

    def line_of(self, row: int) -> int:
        """Return the line that shows a row, or the nearest one before."""
        ...


class FoldedRows(RowLayout):
    """All rows but those that are folded away."""

    def __init__(self, index: RowIndex) -> None:
        self._index = index
        self._folds = Folds()
        self._members: dict[int, int] = {}

    @property
    def total(self) -> int:
        """How many lines there are by now."""
        return self._folds.lines_total(self._index.rows_total)

    def lines(self, first: int, count: int) -> list[Line]:
        """Return up to `count` lines from number `first`."""
        if not self._folds:
            return self._index.rows(first, count)
        last = min(first + count, self.total)
        rows = [self._folds.row_at(line) for line in range(first, last)]
        found = _rows_of(self._index, rows)
        return [self._drawn(row, line) for row, line in zip(rows, found, strict=False)]

    def row_at(self, line: int) -> int:
        """Return the row that a line shows."""
        return self._folds.row_at(line)

    def line_of(self, row: int) -> int:
        """Return the line that shows a row, or the fold that hides it."""
        return self._folds.line_of(row)

    def fold(self, first: int, last: int, members: int) -> None:
        """Put the rows of a node with that many members into one line."""
        self._members[first] = members
        self._folds.fold(first, last)

    def unfold(self, row: int) -> bool:
        """Show what is folded at a row; False if nothing is."""
        return self._folds.unfold(row)

    def unfold_all(self) -> None:
        """Show all rows."""
        self._folds.clear()

    def reveal(self, row: int) -> None:
        """Unfold what hides a row."""
        self._folds.reveal(row)

    def _drawn(self, row: int, line: Line) -> Line:
        last = self._folds.last_row(row)
        if last is None:
            return line
        closing = self._index.rows(last, 1)
        text = "".join(text for kind, text in line if kind != "indent")
        noun = "element" if text.startswith("<") else "item" if text.endswith("[") else "key"
        return folded_line(line, closing[0] if closing else (), self._members[row], noun)


class FilteredRows(RowLayout):
    """Only rows whose text is wanted. One thread steps; what it has found is shown."""

    def __init__(self, index: RowIndex, wanted: Callable[[str], object]) -> None:
        self._index = index
        self._wanted = wanted
        self._found = array("q")
        self._looked = 0

    @property
    def total(self) -> int:
        """How many lines there are by now."""
        return len(self._found)

    @property
    def behind(self) -> bool:
        """True while there are rows that have not been looked at."""
        return self._looked < self._index.rows_total and len(self._found) < MOST_FOUND

    def step(self) -> bool:
        """Look at some more rows. False means that there are none by now."""
        if not self.behind:
            return False
        lines = self._index.rows(self._looked, _STEP)
        for row, line in enumerate(lines, self._looked):
            if self._wanted("".join(text for _, text in line)):
                self._found.append(row)
        self._looked += len(lines)
        return bool(lines)

    def lines(self, first: int, count: int) -> list[Line]:
        """Return up to `count` lines from number `first`."""
        return _rows_of(self._index, list(self._found[first : first + count]))

    def row_at(self, line: int) -> int:
        """Return the row that a line shows."""
        return self._found[line] if line < len(self._found) else 0

    def line_of(self, row: int) -> int:
        """Return the line that shows a row, or the nearest one before."""
        place = bisect_left(self._found, row)
        if place < len(self._found) and self._found[place] == row:
            return place
        return max(0, place - 1)


def _rows_of(index: RowIndex, rows: list[int]) -> list[Line]:
    """Return single rows, those that follow each other read at once."""
    lines: list[Line] = []
    for _, run in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        numbers = [row for _, row in run]
        lines += index.rows(numbers[0], len(numbers))
    return lines

"""Which rows of the screen the lines of a text take."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from itertools import accumulate
from operator import add


class CodeRows:
    """The lines that take more rows than one, and so which row is of which line.

    What all other lines need is nothing, so that a text of a megabyte takes no longer.
    """

    def __init__(self) -> None:
        self.lines = 0
        self._cut: list[int] = []  # the lines that go on in more rows, in order
        self._cuts: list[list[int]] = []  # of each of these, where
        self._firsts: list[int] = []  # and its first row

    @property
    def height(self) -> int:
        """How many rows there are."""
        if not self._cut:
            return self.lines
        return self._firsts[-1] + len(self._cuts[-1]) + self.lines - self._cut[-1]

    def put(self, top: int, behind: int, lines: int, cuts: Mapping[int, list[int]]) -> None:
        """Put so many lines in the place of those from `top`; `cuts` has those of more rows."""
        first, last = bisect_left(self._cut, top), bisect_left(self._cut, behind)
        grown = top + lines - behind
        counts = [*map(len, self._cuts[first:last])]
        same = self._cut[first:last] == [*cuts] and counts == [*map(len, cuts.values())]
        self._cuts[first:last] = cuts.values()
        if same and not grown:
            return
        moved = self._cut[last:]
        self._cut[first:] = [*cuts, *((each + grown for each in moved) if grown else moved)]
        self.lines += grown
        more = accumulate(map(len, self._cuts), initial=0)
        self._firsts = [*map(add, self._cut, more)]

    def cuts(self, line: int) -> list[int]:
        """Return where a line goes on in the next row."""
        at = bisect_left(self._cut, line)
        return self._cuts[at] if at < len(self._cut) and self._cut[at] == line else []

    def first(self, line: int) -> int:
        """Return the first row of a line."""
        at = bisect_left(self._cut, line) - 1
        if at < 0:
            return line
        return self._firsts[at] + len(self._cuts[at]) + line - self._cut[at]

    def at(self, row: int) -> tuple[int, int]:
        """Return the line that a row is of, and which of its rows it is."""
        at = bisect_right(self._firsts, row) - 1
        if at < 0:
            return row, 0
        number, more = row - self._firsts[at], len(self._cuts[at])
        if number <= more:
            return self._cut[at], number
        return self._cut[at] + number - more, 0

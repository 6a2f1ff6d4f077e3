"""Rows that are folded away, as a view over the rows of an index: nothing is read again."""

from bisect import bisect_right, insort
from itertools import accumulate

from .index import Line


class Folds:
    """Which rows are hidden. A fold keeps its first row and hides the others to its last.

    A *line* is the place of a row among those that are not hidden. Folds lie inside each other
    or apart; one inside another comes back as it was when the outer one is unfolded.
    """

    def __init__(self) -> None:
        self._all: list[tuple[int, int]] = []
        self._outer: list[tuple[int, int]] = []
        self._hidden: list[int] = [0]  # rows hidden by the first folds, by their number
        self._lines: list[int] = []  # the line of each outer fold

    def __bool__(self) -> bool:
        return bool(self._all)

    def fold(self, first: int, last: int) -> None:
        """Hide the rows behind `first`, up to `last`."""
        if last > first and (first, last) not in self._all:
            insort(self._all, (first, last))
            self._arrange()

    def unfold(self, row: int) -> bool:
        """Show what the fold at a row hides; False if there is none."""
        kept = [fold for fold in self._all if fold[0] != row]
        found = len(kept) < len(self._all)
        self._all = kept
        self._arrange()
        return found

    def reveal(self, row: int) -> None:
        """Unfold whatever hides a row."""
        self._all = [(first, last) for first, last in self._all if not first < row <= last]
        self._arrange()

    def clear(self) -> None:
        """Show all rows."""
        self._all = []
        self._arrange()

    def last_row(self, row: int) -> int | None:
        """Return the last row that the fold at a row hides, or None if there is no fold."""
        place = bisect_right(self._outer, row, key=lambda fold: fold[0]) - 1
        if place < 0 or self._outer[place][0] != row:
            return None
        return self._outer[place][1]

    def lines_total(self, rows_total: int) -> int:
        """Return how many of all rows are shown."""
        return self.line_of(rows_total - 1) + 1 if rows_total else 0

    def row_at(self, line: int) -> int:
        """Return the row that is shown in a line."""
        return line + self._hidden[bisect_right(self._lines, line - 1)]

    def line_of(self, row: int) -> int:
        """Return the line that shows a row, or the fold that hides it."""
        place = bisect_right(self._outer, row, key=lambda fold: fold[0])
        if place and row <= self._outer[place - 1][1]:
            return self._lines[place - 1]
        return row - self._hidden[place]

    def _arrange(self) -> None:
        outer: list[tuple[int, int]] = []
        for first, last in self._all:
            if not outer or first > outer[-1][1]:
                outer.append((first, last))
            elif first == outer[-1][0]:
                outer[-1] = first, last  # sorted, so this one is longer
        sizes = (last - first for first, last in outer)
        self._outer = outer
        self._hidden = list(accumulate(sizes, initial=0))
        self._lines = [fold[0] - hidden for fold, hidden in zip(outer, self._hidden, strict=False)]


def folded_line(opening: Line, closing: Line, members: int, noun: str) -> Line:
    """Return the one line that stands for the rows of a node with that many members."""
    count = f" {members:,} {noun}{'' if members == 1 else 's'} " if members else " … "
    return (*opening, ("more", count), *(piece for piece in closing if piece[0] != "indent"))

"""Rows that are made once, out of all of a body."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from workbench.model import Bytes

from .index import Line, RowIndex

MOST_ROWS = 100_000
"""The most rows that are made; the last one says that there would be more."""

LARGEST = 16 << 20
"""The most bytes of a body out of which rows are made."""


class Placed(NamedTuple):
    """A line, and the bytes of the body that it stands for."""

    line: Line
    start: int = 0
    end: int = 0


Make = Callable[[Bytes], Iterator[Placed | Line]]


class LinesIndex(RowIndex):
    """Rows that `make` yields once the body is complete.

    A ValueError from `make` says that the body is not what it seemed: `ok` turns False.
    """

    def __init__(self, source: Bytes, make: Make, largest: int = LARGEST) -> None:
        self._source = source
        self._make = make
        self._largest = largest
        self._lines: list[Line] = [(("more", "shown when it has all arrived"),)]
        self._starts: list[int] = [0]
        self._ends: list[int] = [0]
        self._fed = 0
        self._made = self._refuted = False

    @property
    def ok(self) -> bool:
        """False if the body is not what it seemed to be."""
        return not self._refuted

    @property
    def fed(self) -> int:
        """How many bytes of the source have been indexed."""
        return self._fed

    @property
    def rows_total(self) -> int:
        """How many rows there are by now."""
        return len(self._lines) if self._fed else 0

    def feed(self, data: bytes) -> None:
        """Count the next bytes."""
        self._fed += len(data)

    def finish(self) -> None:
        """Make the rows."""
        if self._made:
            return
        self._made = True
        if self._source.size > self._largest:
            text = f"more than {self._largest >> 20} MB are not decoded; the raw bytes are shown in"
            self._lines = [(("more", f"{text} other views"),)]
            return
        try:
            made = [
                item if isinstance(item, Placed) else Placed(item)
                for item in islice(self._make(self._source), MOST_ROWS + 1)
            ]
        except ValueError:
            self._refuted = True
            return
        if len(made) > MOST_ROWS:
            made[-1] = Placed((("more", f"… only {MOST_ROWS:,} rows are shown"),))
        self._starts = [placed.start for placed in made]
        self._ends = [placed.end for placed in made]
        self._lines = [placed.line for placed in made] or [(("more", "nothing in it"),)]

    def rows(self, first: int, count: int) -> list[Line]:
        """Return up to `count` rows from number `first`, which starts at 0."""
        return self._lines[first : first + max(count, 0)]

    def row_at(self, offset: int) -> int:
        """Return the row that stands for the byte at an offset, or the one before."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def span(self, row: int) -> tuple[int, int]:
        """Return the bytes that a row stands for; none if its text is nowhere in the body."""
        if row >= len(self._starts):
            return self._fed, self._fed
        return self._starts[row], self._ends[row]


def facts(*pairs: tuple[str, object]) -> Iterator[Line]:
    """Yield a line for each name with its value, the values one below the other."""
    from .safe import safe_line

    known = [(name, str(value)) for name, value in pairs if value not in (None, "")]
    width = max((len(name) for name, _ in known), default=0)
    for name, value in known:
        yield (("key", f"{safe_line(name):<{width}}"), ("indent", "  "), ("text", safe_line(value)))

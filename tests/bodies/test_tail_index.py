from workbench.bodies.index import Line
from workbench.bodies.tail_index import TailIndex

from .growing import Grown, feed


class Words(TailIndex):
    """One row for each word; a space ends it."""

    def rows(self, first: int, count: int) -> list[Line]:
        return []

    def row_at(self, offset: int) -> int:
        return 0

    def span(self, row: int) -> tuple[int, int]:
        return 0, 0

    def _take(self, *, is_last: bool) -> None:
        *whole, tail = self._tail.split(b" ")
        self._total += len(whole) + (is_last and bool(tail))
        self._tail = b"" if is_last else tail


def test_parts_that_are_cut_are_taken_when_they_are_whole() -> None:
    source = Grown()
    index = Words(source)
    feed(index, source, b"one two three", [1, 5, 9])
    assert (index.fed, index.rows_total) == (13, 2)
    index.finish()
    assert index.rows_total == 3

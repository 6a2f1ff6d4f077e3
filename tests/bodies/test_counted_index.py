from workbench.bodies.counted_index import CountedIndex
from workbench.bodies.index import Line

from .growing import Grown, feed


class Bytes(CountedIndex):
    """One row for each byte."""

    def feed(self, data: bytes) -> None:
        self._fed += len(data)
        self._total += len(data)

    def rows(self, first: int, count: int) -> list[Line]:
        return []

    def row_at(self, offset: int) -> int:
        return offset

    def span(self, row: int) -> tuple[int, int]:
        return row, row + 1


def test_what_a_subclass_has_counted_is_told() -> None:
    source = Grown()
    index = Bytes(source)
    assert (index.fed, index.rows_total) == (0, 0)
    feed(index, source, b"four")
    assert (index.fed, index.rows_total) == (4, 4)

"""A body for tests: bytes in memory that grow."""

from itertools import pairwise

from hypothesis import strategies as st

from workbench.bodies.index import Line, RowIndex
from workbench.bodies.json_index import JsonIndex

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4)
    ),
    max_leaves=20,
)


class Grown:
    """`model.Bytes` over a bytearray."""

    def __init__(self, data: bytes = b"") -> None:
        self.data = bytearray(data)

    @property
    def size(self) -> int:
        return len(self.data)

    def read(self, start: int, length: int) -> bytes:
        return bytes(self.data[start : start + length])


def feed(index: RowIndex, source: Grown, data: bytes, cuts: list[int] | None = None) -> None:
    """Grow the source and feed the index, in pieces that end at `cuts`."""
    places = sorted({cut % (len(data) + 1) for cut in cuts or []} | {0, len(data)})
    for start, end in pairwise(places):
        source.data += data[start:end]
        index.feed(data[start:end])


def plain(lines: list[Line]) -> list[str]:
    """Return the text of rows."""
    return ["".join(text for _, text in line) for line in lines]


def json_rows(data: bytes) -> list[str]:
    """Return all rows of JSON fed at once."""
    source = Grown()
    index = JsonIndex(source)
    feed(index, source, data)
    return plain(index.rows(0, index.rows_total))

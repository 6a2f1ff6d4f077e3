"""Rows of any bytes as a hex dump."""

from workbench.model import Bytes

from .index import Line, RowIndex

WIDTH = 16
"""Bytes in a row."""

_HALF = WIDTH // 2
_PRINTABLE = bytes(code if 0x20 <= code < 0x7F else ord(".") for code in range(256))


class HexIndex(RowIndex):
    """Rows of sixteen bytes: where they are, what they are, and what of it is printable ASCII."""

    def __init__(self, source: Bytes) -> None:
        self._source = source
        self._fed = 0

    @property
    def fed(self) -> int:
        """How many bytes of the source have been indexed."""
        return self._fed

    @property
    def rows_total(self) -> int:
        """How many rows there are by now."""
        return (self._fed + WIDTH - 1) // WIDTH

    def feed(self, data: bytes) -> None:
        """Index the next bytes: their number is all that matters."""
        self._fed += len(data)

    def rows(self, first: int, count: int) -> list[Line]:
        """Return up to `count` rows from number `first`, which starts at 0."""
        end = min(self._fed, (first + max(count, 0)) * WIDTH)
        start = first * WIDTH
        data = self._source.read(start, end - start) if end > start else b""
        return [_line(start + at, data[at : at + WIDTH]) for at in range(0, len(data), WIDTH)]

    def row_at(self, offset: int) -> int:
        """Return the row that the byte at an offset is drawn in."""
        return max(0, min(offset // WIDTH, self.rows_total - 1))

    def span(self, row: int) -> tuple[int, int]:
        """Return where the bytes of a row begin and end."""
        return min(row * WIDTH, self._fed), min((row + 1) * WIDTH, self._fed)


def _line(at: int, row: bytes) -> Line:
    left, right = row[:_HALF].hex(" "), row[_HALF:].hex(" ")
    digits = f"{left:<{_HALF * 3}} {right:<{_HALF * 3}}"
    return (
        ("offset", f"{at:08x}  "),
        ("hex", digits),
        ("text", f" {row.translate(_PRINTABLE).decode('ascii')}"),
    )

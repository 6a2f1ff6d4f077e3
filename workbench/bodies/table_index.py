"""Rows of a table in text: one for each record, in columns that stand below each other."""

import csv
from collections.abc import Iterator
from unicodedata import east_asian_width

from workbench.model import Bytes

from .checkpoints import SPACING, Checkpoint, blocks
from .counted_index import CountedIndex
from .index import Line, Piece
from .records import Record, row_holding, span_of
from .safe import safe_line

WIDEST = 40
"""Columns on the screen that a column of the table gets at most; longer cells are cut."""

_SAMPLE = 200  # records that decide how wide columns are
_LONGEST = 1 << 20  # bytes of a record; the rest of a longer one counts as another
_MOST_CELLS = 1000


class TableIndex(CountedIndex):
    """Records of RFC 4180 with any separator. A newline in quotes does not end one.

    The first record is taken for names. How wide columns are is settled by the records that
    come first; a later cell may reach further, up to `WIDEST`.
    """

    def __init__(self, source: Bytes, separator: str) -> None:
        super().__init__(source)
        self._separator = separator
        self._tail = b""
        self._quoted = False  # whether the end of the tail is in quotes
        self._widths: tuple[int, ...] = ()
        self._numeric: tuple[bool, ...] = ()
        self._ended = 0

    @property
    def rows_total(self) -> int:
        """How many records there are by now."""
        return self._ended + bool(self._tail.strip(b"\r\n"))

    def feed(self, data: bytes) -> None:
        """Index the next bytes, which the source must hold already."""
        for block in blocks(data):
            self._feed_block(block)
        if not self._widths and self._fed:
            self._settle()

    def rows(self, first: int, count: int) -> list[Line]:
        """Return up to `count` rows from number `first`, which starts at 0."""
        lines: list[Line] = []
        for row, _, record in self._records(self._checkpoints.at_or_before(first)):
            if len(lines) >= count:
                break
            if row >= first:
                lines.append(self._line(row, self._cells(record)))
        return lines

    def row_at(self, offset: int) -> int:
        """Return the row of the record that holds the byte at an offset."""
        checkpoint = self._checkpoints.at_offset(offset)
        found = row_holding(offset, self._records(checkpoint), checkpoint.row)
        return max(0, min(found, self.rows_total - 1))

    def span(self, row: int) -> tuple[int, int]:
        """Return where the bytes of a record begin and end."""
        records = self._records(self._checkpoints.at_or_before(row))
        return span_of(row, records) or (self._fed, self._fed)

    def _feed_block(self, block: bytes) -> None:
        ends, self._quoted = _ends(block, self._quoted)
        base = self._fed
        self._fed += len(block)
        if ends:
            self._ended += len(ends)
            self._tail = block[ends[-1] :]
            at = base + ends[-1]
            if at - self._checkpoints.last.at >= SPACING:
                self._checkpoints.add(Checkpoint(at, self._ended))
        else:
            self._tail += block
        if len(self._tail) > _LONGEST:
            self._ended, self._tail, self._quoted = self._ended + 1, b"", False
            self._checkpoints.add(Checkpoint(self._fed, self._ended))

    def _records(self, checkpoint: Checkpoint) -> Iterator[Record]:
        """Yield the records from a checkpoint on."""
        at, row, _ = checkpoint
        end, quoted, rest = self._fed, False, b""
        place = at
        while place < end:
            data = self._source.read(place, min(2 * SPACING, end - place))
            place += len(data)
            ends, quoted = _ends(data, quoted)
            start = 0
            for stop in ends:
                record = rest + data[start:stop]
                yield row, at, record.rstrip(b"\r\n")
                at, row, rest, start = at + len(record), row + 1, b"", stop
            rest += data[start:]
            if len(rest) > _LONGEST:
                yield row, at, rest
                at, row, rest, quoted = at + len(rest), row + 1, b"", False
        if rest.strip(b"\r\n"):
            yield row, at, rest

    def _cells(self, record: bytes) -> list[str]:
        text = record.decode("utf-8", "replace").removeprefix("\ufeff").replace("\0", "\ufffd")
        try:
            cells = next(csv.reader([text], delimiter=self._separator), [])
        except csv.Error:  # a cell beyond the limit of the library
            cells = text.split(self._separator)
        return [safe_line(cell) for cell in cells[:_MOST_CELLS]]

    def _settle(self) -> None:
        sample = []
        for row, _, record in self._records(Checkpoint(0, 0)):
            if row >= _SAMPLE:
                break
            sample.append(self._cells(record))
        columns = max(map(len, sample), default=0)
        by_column = [[cells[n] for cells in sample if n < len(cells)] for n in range(columns)]
        self._numeric = tuple(
            all(map(_is_number, cells[1:])) and len(cells) > 1 for cells in by_column
        )
        self._widths = tuple(min(WIDEST, max(map(width_of, cells))) for cells in by_column)

    def _line(self, row: int, cells: list[str]) -> Line:
        pieces: list[Piece] = []
        for number, cell in enumerate(cells):
            if pieces:
                pieces.append(("punct", " │ "))
            width = self._widths[number] if number < len(self._widths) else WIDEST
            numeric = number < len(self._numeric) and self._numeric[number]
            kind = "key" if row == 0 else "number" if numeric else "text"
            pieces.append((kind, _fitted(cell, width, numeric)))
        return tuple(pieces)


def width_of(text: str) -> int:
    """Return how many columns a text takes on the screen."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _fitted(cell: str, width: int, right: bool) -> str:
    size = width_of(cell)
    if size <= WIDEST:
        padding = " " * (width - size)
        return padding + cell if right else cell + padding
    kept, room = [], WIDEST - 1
    for char in cell:
        room -= width_of(char)
        if room < 0:
            break
        kept.append(char)
    return "".join(kept) + "…"


def _is_number(cell: str) -> bool:
    if not cell:
        return True
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _ends(block: bytes, quoted: bool) -> tuple[list[int], bool]:
    """Return the places behind the newlines outside of quotes, and whether it ends in quotes."""
    ends: list[int] = []
    at = 0
    for part in block.split(b'"'):
        if not quoted:
            here = part.find(b"\n")
            while here >= 0:
                ends.append(at + here + 1)
                here = part.find(b"\n", here + 1)
        at += len(part) + 1
        quoted = not quoted
    return ends, not quoted

"""Rows of plain text: one per line, with long lines cut in pieces."""

from collections.abc import Callable, Iterator

from workbench.model import Bytes

from .checkpoints import SPACING, Checkpoint, blocks
from .counted_index import CountedIndex
from .index import Line
from .records import Record, row_holding, span_of
from .safe import safe_text
from .utf8 import boundary

PIECE = 4096
"""The most bytes in a row unless the caller says otherwise."""


class TextIndex(CountedIndex):
    """Rows of a text in UTF-8; what is not UTF-8 in it shows as `�`.

    A line of more than `piece` bytes becomes several rows, none of which ends inside a
    character. A newline at the very end starts no further row. `draw` makes the line of a
    row's text; without one it is a single piece.
    """

    def __init__(
        self, source: Bytes, piece: int = PIECE, draw: Callable[[str], Line] | None = None
    ) -> None:
        if piece < 8:
            raise ValueError("a piece must have room for two characters of four bytes")
        super().__init__(source)
        self._piece = piece
        self._draw = draw or _plain
        self._window = max(2 * SPACING, 2 * piece)
        self._ended = 0
        self._tail = b""  # the bytes of the row that has not ended

    def wrapped(self, piece: int) -> "TextIndex":
        """Return an index of the same text in rows of that many bytes, to be fed anew."""
        return TextIndex(self._source, piece, self._draw)

    def feed(self, data: bytes) -> None:
        """Index the next bytes, which the source must hold already."""
        for block in blocks(data):
            self._feed_block(block)

    def rows(self, first: int, count: int) -> list[Line]:
        """Return up to `count` rows from number `first`, which starts at 0."""
        wanted = min(count, self._total - first)
        if wanted <= 0:
            return []
        lines = []
        for row, _, data in self._pieces(self._checkpoints.at_or_before(first)):
            if row >= first:
                lines.append(self._draw(data.removesuffix(b"\r").decode("utf-8", "replace")))
                if len(lines) == wanted:
                    break
        return lines

    def row_at(self, offset: int) -> int:
        """Return the row that the byte at an offset is drawn in."""
        checkpoint = self._checkpoints.at_offset(offset)
        found = row_holding(offset, self._pieces(checkpoint), checkpoint.row)
        return max(0, min(found, self._total - 1))

    def span(self, row: int) -> tuple[int, int]:
        """Return where the bytes of a row begin and end, without its newline."""
        pieces = self._pieces(self._checkpoints.at_or_before(row))
        return span_of(row, pieces) or (self._fed, self._fed)

    def _pieces(self, checkpoint: Checkpoint) -> Iterator[Record]:
        """Yield the rows from a checkpoint on."""
        end, piece = self._fed, self._piece
        at, row, _ = checkpoint
        data, here = self._read(at, end), 0
        while at + here < end:
            newline = data.find(b"\n", here, here + piece + 1)
            if newline < 0 and len(data) - here <= piece and at + len(data) < end:
                at, here = at + here, 0
                data = self._read(at, end)
                continue
            if newline < 0:
                stop = following = min(len(data), here + piece)
                if stop < len(data):
                    stop = following = boundary(data, stop, here)
            else:
                stop, following = newline, newline + 1
            yield row, at + here, data[here:stop]
            row, here = row + 1, following

    def _read(self, at: int, end: int) -> bytes:
        return self._source.read(at, min(self._window, end - at))

    def _feed_block(self, block: bytes) -> None:
        lines = (self._tail + block).split(b"\n")
        ended = self._ended + len(lines) - 1
        tail = lines[-1]
        if max(map(len, lines)) > self._piece:
            for line in lines:
                cuts, tail = self._cut(line)
                ended += cuts
        fed = self._fed + len(block)
        start = fed - len(tail)
        if start - self._checkpoints.last.at >= SPACING:
            self._checkpoints.add(Checkpoint(start, ended))
        # Readers take the total first and the end of what they may read after it.
        self._fed, self._tail, self._ended = fed, tail, ended
        self._total = ended + bool(tail)

    def _cut(self, line: bytes) -> tuple[int, bytes]:
        """Return how often a line is cut, and what is left after the last cut."""
        cuts = at = 0
        while len(line) - at > self._piece:
            at = boundary(line, at + self._piece, at)
            cuts += 1
        return cuts, line[at:]


def _plain(text: str) -> Line:
    safe = safe_text(text)
    return (("text", safe),) if safe else ()

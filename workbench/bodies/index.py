"""What every row index offers: rows of a body of any size, read only when they are drawn."""

from dataclasses import dataclass
from typing import Literal, Protocol

from workbench.model import Bytes

PieceKind = (
    Literal["text", "key", "string", "number", "word", "punct", "indent", "more", "offset", "hex"]
    | str
)
"""What a piece of a row is. `more` says that bytes were left out of the drawing, or remarks on
it. A kind such as `#ff0000/#00ff00` gives the colours themselves: of the text and behind it."""

Piece = tuple[PieceKind, str]
Line = tuple[Piece, ...]

STRIDE = 128 * 1024


@dataclass(frozen=True, slots=True)
class Node:
    """A value of JSON, or an element of XML, as places in the body and in the rows.

    `start` is the first byte, `end` the first behind it, or None while it is not all there.
    `members` counts those of an object or array, or the elements of one, that are there by
    now; all else has None. `key` is the text of a member's key as it was sent.
    """

    path: str
    key: bytes | None
    start: int
    end: int | None
    first_row: int
    last_row: int
    members: int | None


class Nodes(Protocol):
    """Answers about the nodes of a body that an index has been fed. They take milliseconds."""

    def node(self, row: int) -> Node | None:
        """Return the node that begins or ends in a row, or None where there is none."""
        ...

    def parent_row(self, row: int) -> int | None:
        """Return the row in which what surrounds a row's node begins; None at the top."""
        ...


class RowIndex(Protocol):
    """Display rows of a growing body.

    One thread feeds it the bytes of its source in order; any thread may ask for rows at
    the same time and sees those that were fed. The texts of rows are safe to draw.
    """

    @property
    def ok(self) -> bool:
        """False once the body turned out not to be what the index is for."""
        return True

    @property
    def remark(self) -> str:
        """What there is to say about the body as a whole, beside its rows."""
        return ""

    @property
    def stride(self) -> int:
        """How many bytes take about 2 ms to feed: what may be done between two frames."""
        return STRIDE

    def finish(self) -> None:
        """All bytes have been fed."""
        return

    @property
    def fed(self) -> int:
        """How many bytes of the source have been indexed."""
        ...

    @property
    def rows_total(self) -> int:
        """How many rows there are by now; it never shrinks, and the last row may still grow."""
        ...

    def feed(self, data: bytes) -> None:
        """Index the next bytes, which the source must hold already."""
        ...

    def rows(self, first: int, count: int) -> list[Line]:
        """Return up to `count` rows from number `first`, which starts at 0."""
        ...

    def row_at(self, offset: int) -> int:
        """Return the row that the byte at an offset is drawn in, or the nearest one."""
        ...

    def span(self, row: int) -> tuple[int, int]:
        """Return where the bytes that a row draws begin and end in the source."""
        ...

    def nodes(self, source: Bytes) -> Nodes | None:
        """Return what knows the nodes of a body that is laid out by them; `source` is read."""
        return None

"""Count the rows of the pretty-printed form of JSON, a block at a time, at C speed."""

from typing import NamedTuple

from .checkpoints import Checkpoint
from .json_outline import Reducer

_CURLY = bytes.maketrans(b"[]", b"{}")


class Place(NamedTuple):
    """What a reader must know besides the row to go on at a checkpoint."""

    depth: int
    inside: bool
    after: bytes

    @classmethod
    def of(cls, checkpoint: Checkpoint) -> "Place":
        """Return what a checkpoint of a `RowCounter` knows."""
        state = checkpoint.state
        return cls(state >> 3, bool(state & 4), (b"", b"{", b"}")[state & 3])


class RowCounter:
    """Counts from the start of a body, or on from a checkpoint that another one made."""

    def __init__(self, checkpoint: Checkpoint | None = None) -> None:
        self.at = self.breaks = self.depth = 0
        """How far tokens can be read: not into an unfinished escape; rows before; brackets."""
        self.after = b""  # the bracket that the last token was; "{" and "}" stand for both kinds
        self.started = False
        self.reducer = Reducer()
        if checkpoint is not None:
            place = Place.of(checkpoint)
            self.at, self.breaks, self.depth = checkpoint.at, checkpoint.row, place.depth
            self.after, self.reducer = place.after, Reducer(place.inside)

    def feed(self, raw: bytes) -> bytes:
        """Count the next bytes, and return them reduced."""
        carried = len(self.reducer.carry)
        text = self.reducer.reduced(raw)
        self.at += carried + len(raw) - len(self.reducer.carry)
        self._count(text.translate(_CURLY))
        return text

    def checkpoint(self) -> Checkpoint:
        """Return the place where it stands."""
        state = self.depth << 3 | self.reducer.inside << 2 | (b"", b"{", b"}").index(self.after)
        return Checkpoint(self.at, self.breaks, state)

    def _count(self, text: bytes) -> None:
        """Count the rows and the depth that reduced text adds, `{` standing for `[` as well.

        A bracket that opens counts when the next token is known, since it may be empty.
        """
        if not text:
            return
        self.started = True
        known = self.after
        text = known + text
        self.after = text[-1:] if text[-1:] in b"{}" else b""
        complete = text[:-1] if self.after == b"{" else text
        opened = complete.count(b"{")
        closed = complete.count(b"}") - (known == b"}")
        self.breaks += opened + closed - 2 * complete.count(b"{}") + complete.count(b",")
        self.breaks += text.count(b"}{") + text.count(b"}a")
        self.depth += opened - closed

"""Turn the tokens of a JSON text into the rows of its pretty-printed form.

The text of a token is never changed: numbers, escapes and repeated keys show as they were
sent. Only the white space between tokens is replaced.
"""

from .index import Line, Piece, PieceKind
from .safe import safe_line
from .utf8 import boundary

ROW_BYTES = 4096
"""The most bytes of tokens that a row shows; it tells how many more there are."""

DEEPEST = 500
"""The depth at which rows stop moving to the right."""

_INDENT = "  "


class RowBuilder:
    """Collects the rows `first` to `first + count - 1` from tokens that begin at or before them.

    `row`, `depth` and `after` (the bracket that the last token was, if any) are where the
    tokens begin; `at` always means an offset in the body.
    """

    def __init__(self, first: int, count: int, row: int, depth: int, after: bytes) -> None:
        self.row = row
        self._first, self._count = first, count
        self._depth, self._after = depth, after
        self._lines: list[Line] = []
        self._pieces: list[Piece] = []
        self._room = ROW_BYTES if row >= first else 0
        self._shown_to: int | None = None  # where the row was cut, once it was
        self._after_value = False

    @property
    def full(self) -> bool:
        """True once all wanted rows are complete."""
        return len(self._lines) >= self._count

    @property
    def skipping(self) -> bool:
        """True while further tokens of this row would not be shown."""
        return self._room <= 0

    def jump(self, depth: int, after: bytes) -> None:
        """Leave tokens of this row out: go on where `depth` and `after` hold."""
        self._depth, self._after = depth, after

    def add(self, token: bytes, at: int) -> None:
        """Add the next token."""
        lead = token[:1]
        if lead in b"}]":
            if self._after not in b"{[" or not self._after:
                self._depth -= 1
                self._break(at)
            self._show("punct", token, at)
            self._after = lead
            return
        if self._after:
            if self._after in b"{[":
                self._depth += 1
                self._break(at)
            elif lead not in b",:":
                self._break(at)  # a value after a value: one JSON text after another
        self._after = lead if lead in b"{[" else b""
        if lead == b",":
            self._show("punct", token, at)
            self._break(at + 1)
        elif lead == b":":
            self._show_colon(at)
        else:
            self._show_value(token, at)

    def finish(self, at: int) -> list[Line]:
        """Return the rows, the last of which ends here."""
        while not self.full:
            self._break(at)
        return self._lines

    def _show_colon(self, at: int) -> None:
        if self._pieces and self._pieces[-1][0] == "string":
            self._pieces[-1] = ("key", self._pieces[-1][1])
        self._show("punct", b":", at)
        if not self.skipping:
            self._pieces.append(("punct", " "))

    def _show_value(self, token: bytes, at: int) -> None:
        if self._after_value and not self.skipping:
            self._pieces.append(("text", " "))
        lead = token[:1]
        kind: PieceKind
        if lead in b"{[":
            kind = "punct"
        elif lead == b'"':
            kind = "string"
        else:
            kind = "number" if lead in b"-0123456789" else "word"
        self._show(kind, token, at)
        self._after_value = kind != "punct"

    def _show(self, kind: PieceKind, token: bytes, at: int) -> None:
        self._after_value = False
        if self.row < self._first or self._shown_to is not None:
            return
        if len(token) > self._room:
            token = token[: boundary(token, self._room)]
            self._shown_to = at + len(token)
            self._room = 0
        else:
            self._room -= len(token)
        if token:
            self._pieces.append((kind, safe_line(token.decode("utf-8", "replace"))))

    def _break(self, at: int) -> None:
        """End the row; `at` is where what belongs to it ends."""
        if self.row >= self._first and not self.full:
            if self._shown_to is not None:
                self._pieces.append(("more", f"… {at - self._shown_to:,} bytes more"))
            self._lines.append(tuple(self._pieces))
        self.row += 1
        self._room = ROW_BYTES if self.row >= self._first else 0
        self._shown_to = None
        self._after_value = False
        indent = _INDENT * min(max(self._depth, 0), DEEPEST)
        self._pieces = [("indent", indent)] if indent and self._room else []

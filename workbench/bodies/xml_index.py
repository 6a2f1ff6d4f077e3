"""Rows of XML, one for each tag or text, for XML of any size and layout.

The form is never built: feeding counts its rows, and a row is made when it is asked for. Tags
and texts show as they were sent; only the space between them is laid out anew.
"""

from collections.abc import Iterator
from typing import NamedTuple

from workbench.model import Bytes

from .checkpoints import SPACING, Checkpoint
from .colors import colored
from .index import Line, Nodes
from .safe import safe_line
from .tail_index import TailIndex
from .xml_outline import XmlOutline
from .xml_parts import LONGEST, Part, parts

DEEPEST = 60
"""Levels that are indented; what is deeper stands below each other."""

MOST_SHOWN = 4096  # bytes of a row
_WINDOW = 2 * LONGEST
_STRIDE = 10 * 1024
_INDENT = "  "
# What the last part was, as far as the next one asks.
_ELSE, _OPEN, _TEXT = range(3)


class _State(NamedTuple):
    """Where a reader is: in which row, how deep, and after what."""

    row: int = -1
    depth: int = 0
    last: int = _ELSE

    def after(self, part: Part) -> "_State":
        """Return the state after a part, which is in its row."""
        row, depth, last = self
        match part.kind:
            case "space":
                return self
            case "open":
                return _State(row + 1, depth + 1, _OPEN)
            case "text" if last == _OPEN:
                return _State(row, depth, _TEXT)
            case "close":
                goes_on = last in (_OPEN, _TEXT)
                return _State(row if goes_on else row + 1, max(0, depth - 1))
            case _:
                return _State(row + 1, depth)


class _Row(NamedTuple):
    number: int
    depth: int
    start: int
    end: int
    text: bytes


class XmlIndex(TailIndex):
    """One row for each tag, comment or line of text; an element with one line of text has one."""

    def __init__(self, source: Bytes) -> None:
        super().__init__(source)
        self._state = _State()
        self.outline = XmlOutline(source)
        """Which elements are open where."""

    @property
    def stride(self) -> int:
        """How many bytes take about 2 ms to feed: each part is looked at."""
        return _STRIDE

    def rows(self, first: int, count: int) -> list[Line]:
        """Return up to `count` rows from number `first`, which starts at 0."""
        wanted, lines = min(count, self._total - first), []
        if wanted <= 0:
            return []
        for row in self._rows(first):
            lines.append(_drawn(row))
            if len(lines) == wanted:
                break
        return lines

    def row_at(self, offset: int) -> int:
        """Return the row that the byte at an offset is drawn in."""
        found = 0
        for part, state in self._parts(self._checkpoints.at_offset(offset)):
            if part.start > offset:
                break
            found = state.row
        return max(0, min(found, self._total - 1))

    def span(self, row: int) -> tuple[int, int]:
        """Return where the bytes of a row begin and end."""
        found = next(self._rows(row), None)
        return (self._fed, self._fed) if found is None else (found.start, found.end)

    def nodes(self, source: Bytes) -> Nodes:
        """Return what knows the elements."""
        from .xml_nodes import XmlNodes

        return XmlNodes(source, self)

    def parts_from(self, at: int) -> Iterator[tuple[Part, bytes, int]]:
        """Yield the parts from a place on at which one begins, each in bytes that begin where."""
        end = self._done
        while at < end:
            data = self._source.read(at, min(_WINDOW, end - at))
            is_last = at + len(data) >= end
            used = 0
            for part in parts(data, 0, is_last=is_last):
                used = part.end
                yield part, data, at
            if not used:
                return
            at += used

    def _take(self, *, is_last: bool) -> None:
        state, at = self._state, 0
        for part in parts(self._tail, 0, is_last=is_last):
            state, at = state.after(part), part.end
            place = self._done + at
            self.outline.feed(part, self._tail, self._done)
            if place - self._checkpoints.last.at >= SPACING:
                packed = (state.depth << 2) | state.last
                self._checkpoints.add(Checkpoint(place, state.row, packed))
        self._tail = self._tail[at:]
        # Readers take the total first and the end of what they may read after it.
        self._done, self._state = self._done + at, state
        self._total = state.row + 1

    def _parts(self, checkpoint: Checkpoint) -> Iterator[tuple[Part, _State]]:
        """Yield the parts from a checkpoint on, with the state after each."""
        at, row, packed = checkpoint
        state = _State(row, packed >> 2, packed & 3) if at else _State()
        for part, _, base in self.parts_from(at):
            state = state.after(part)
            yield Part(part.kind, base + part.start, base + part.end), state

    def _rows(self, first: int) -> Iterator[_Row]:
        """Yield the rows from a number on."""
        number, depth, start, end = -1, 0, 0, 0
        for part, state in self._parts(self._checkpoints.before(first)):
            if part.kind == "space":
                continue
            if state.row != number:
                if number >= first:
                    yield self._row(number, depth, start, end)
                number, start = state.row, part.start
                depth = state.depth - (part.kind == "open")
            end = part.end
        if number >= first:
            yield self._row(number, depth, start, end)

    def _row(self, number: int, depth: int, start: int, end: int) -> _Row:
        text = self._source.read(start, min(end - start, MOST_SHOWN))
        return _Row(number, depth, start, end, text)


def _drawn(row: _Row) -> Line:
    indent = _INDENT * min(row.depth, DEEPEST)
    text = row.text.decode("utf-8", "replace").strip(" \t\r")
    line: Line = tuple((kind, safe_line(part)) for kind, part in colored(safe_line(text), "markup"))
    if indent:
        line = (("indent", indent), *line)
    if row.end - row.start > MOST_SHOWN:
        line = (*line, ("more", f"… {row.end - row.start - MOST_SHOWN:,} bytes more"))
    return line

"""Rows of a stream of records, such as events: one row for each, with the gaps between them."""

import re
from collections.abc import Callable, Iterator
from typing import Protocol, runtime_checkable

from workbench.model import Bytes

from .checkpoints import SPACING, Checkpoint
from .index import Line, Piece
from .records import Record, row_holding, span_of
from .tail_index import TailIndex

LONGEST = 1 << 20
"""Bytes of a record that are looked at; the rest of a longer one counts as another."""

_STEP = 2 * SPACING  # bytes that are read at first to find a record: enough for most
_WIDTH = 7  # of a time: 99.999s


@runtime_checkable
class Stamped(Protocol):
    """Bytes that know when they came."""

    def arrived(self, offset: int) -> float | None:
        """Return the seconds from the first byte to the one at an offset, if they are known."""
        ...


class EventsIndex(TailIndex):
    """One row for each record that is complete; `ends` finds what ends one.

    `counts` tells whether a record's bytes hold anything to show, and `draw` makes its row. If
    the source knows when its bytes came, rows begin with that time and the gap before it.
    """

    def __init__(
        self,
        source: Bytes,
        ends: re.Pattern[bytes],
        counts: Callable[[bytes], object],
        draw: Callable[[bytes], Line],
    ) -> None:
        super().__init__(source)
        self._ends = ends
        self._counts = counts
        self._draw = draw

    def rows(self, first: int, count: int) -> list[Line]:
        """Return up to `count` rows from number `first`, which starts at 0."""
        lines: list[Line] = []
        wanted = min(count, self._total - first)
        if wanted <= 0:
            return []
        before: int | None = None
        for row, start, data in self._records(self._checkpoints.before(first)):
            if row >= first:
                lines.append((*self.gap(before, start), *self._draw(data)))
                if len(lines) == wanted:
                    break
            before = start
        return lines

    def row_at(self, offset: int) -> int:
        """Return the row of the record that holds the byte at an offset."""
        checkpoint = self._checkpoints.at_offset(offset)
        found = row_holding(offset, self._records(checkpoint), checkpoint.row)
        return max(0, min(found, self._total - 1))

    def span(self, row: int) -> tuple[int, int]:
        """Return where the bytes of a record begin and end."""
        records = self._records(self._checkpoints.at_or_before(row))
        return span_of(row, records) or (self._fed, self._fed)

    def noticed(self, record: bytes, start: int) -> None:
        """A record is complete, the next one; nothing more is done with it here."""

    def _take(self, *, is_last: bool) -> None:
        tail, at, base = self._tail, 0, self._done
        for start, end in self._cut(tail, is_last):
            if self._counts(record := tail[start:end]):
                self._total += 1
                self.noticed(record, base + start)
            at = end
            place = base + at
            if place - self._checkpoints.last.at >= SPACING:
                self._checkpoints.add(Checkpoint(place, self._total))
            self._done = place
        self._tail = tail[at:]

    def _cut(self, data: bytes, is_last: bool) -> Iterator[tuple[int, int]]:
        """Yield where the records in some bytes begin and end, their ends with them."""
        at = 0
        for match in self._ends.finditer(data):
            if match.end() == len(data) and data.endswith(b"\r") and not is_last:
                break  # the newline that belongs to it may be yet to come
            yield at, match.end()
            at = match.end()
        while len(data) - at > LONGEST or (is_last and at < len(data)):
            yield at, min(len(data), at + LONGEST)
            at = min(len(data), at + LONGEST)

    def _records(self, checkpoint: Checkpoint) -> Iterator[Record]:
        """Yield the records from a checkpoint on."""
        at, row, _ = checkpoint
        end, step = self._done, _STEP
        while at < end:
            data = self._source.read(at, min(step, end - at))
            used = 0
            is_last = at + len(data) >= end
            for start, stop in self._cut(data, is_last):
                if self._counts(record := data[start:stop]):
                    yield row, at + start, record
                    row += 1
                used = stop
            if not used and (is_last or step > LONGEST):
                return
            at += used
            step = _STEP if used else 4 * step

    def gap(self, before: int | None, start: int) -> Line:
        """Return what a row begins with: its record's time, and the gap to the one before.

        Both records are given by where they start.
        """
        if not isinstance(self._source, Stamped):
            return ()
        now = self._source.arrived(start)
        if now is None:
            return ()
        last = None if before is None else self._source.arrived(before)
        return (time_piece(now, last),)


def time_piece(now: float, before: float | None) -> Piece:
    """Return a record's time, and the gap between it and the one before."""
    return ("offset", f"{_seconds(now)} {_seconds(now - (before or 0.0), '+')}  ")


def _seconds(value: float, sign: str = "") -> str:
    text = f"{sign}{value:.3f}s" if value < 100 else f"{sign}{value:.0f}s"
    return f"{text:>{_WIDTH + len(sign)}}"

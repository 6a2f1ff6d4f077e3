"""Which brackets are open at any place of a JSON text, without reading it from its start.

Text is reduced at C speed: strings become letters, then what is closed within a block goes.
What is left of a block are the brackets that it closes and those that it leaves open, each
with the commas of its level: a few bytes, whatever the block held.
"""

import re
from array import array
from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from .json_rows import DEEPEST
from .json_tokens import ends_in_escape

SNAPSHOT = 256 * 1024
"""Bytes between snapshots, from which any place is some milliseconds away."""

_MARKS = b'{}[],:"'
_SPACE = b" \t\r\n"
_SCALAR = bytes(set(range(256)) - set(_MARKS) - set(_SPACE))
_REDUCE = bytes.maketrans(_SCALAR, b"a" * len(_SCALAR))
_CLOSED = re.compile(rb"\{,*+\}|\[,*+\]")
_PART = re.compile(rb",+|[{}\[\]]")
_PAIR = {b"}": b"{", b"]": b"["}


class Level(NamedTuple):
    """A bracket that is open: where the block begins that holds it, and the commas since."""

    bracket: bytes
    near: int
    commas: int


class Snapshot(NamedTuple):
    """What is open at a place, and whether that is within a string."""

    at: int
    inside: bool
    levels: tuple[Level, ...]


class Reducer:
    """Takes strings and spaces out of consecutive blocks of JSON."""

    def __init__(self, inside: bool = False) -> None:
        self.inside = inside
        self.carry = b""  # a backslash whose partner has not come yet

    def reduced(self, raw: bytes) -> bytes:
        """Return brackets, commas and colons as they are, and each scalar as some `a`."""
        block = self.carry + raw
        self.carry = b"\\" if ends_in_escape(block) else b""
        if self.carry:
            block = block[:-1]
        return self._outside(block).translate(_REDUCE, _SPACE)

    def _outside(self, block: bytes) -> bytes:
        """Return a block with a scalar in place of every string that starts in it."""
        if b"\\" in block:
            block = block.replace(b"\\\\", b"aa").replace(b'\\"', b"aa")
        parts = block.split(b'"')
        outside = parts[1::2] if self.inside else parts[0::2]
        if len(parts) % 2 == 0:
            self.inside = not self.inside
        text = b"a".join(outside)
        return text + b"a" if self.inside and len(parts) > 1 else text


class Levels:
    """The brackets that are open, while `ok`: they match, and are not nested too deeply."""

    def __init__(self, levels: tuple[Level, ...] = ()) -> None:
        self.ok = True
        self.open = list(levels)
        self.lowest = len(levels)
        """The fewest that were open since this was last set."""

    def feed(self, text: bytes, near: int) -> None:
        """Take in reduced text of the block that begins at `near`."""
        if not self.ok:
            return
        brackets = text.translate(None, b"a:")
        opened = brackets.count(b"{") + brackets.count(b"[")
        if len(self.open) + opened > DEEPEST:
            steps = (1 if b in b"{[" else -1 if b in b"}]" else 0 for b in brackets)
            if len(self.open) + max(accumulate(steps), default=0) > DEEPEST:
                self.ok = False
                return
        closed = opened
        while closed:
            brackets, closed = _CLOSED.subn(b"", brackets)
        for part in _PART.findall(brackets):
            if part in b"{[":
                self.open.append(Level(part, near, 0))
            elif part in b"}]":
                if not self.open or self.open.pop().bracket != _PAIR[part]:
                    self.ok = False
                    return
                self.lowest = min(self.lowest, len(self.open))
            elif self.open:
                last = self.open[-1]
                self.open[-1] = last._replace(commas=last.commas + len(part))


class Outline:
    """The levels of a growing text, with a snapshot every now and then.

    One thread adds, any may look up: `_at` grows last, so what its length covers is complete.
    """

    def __init__(self) -> None:
        self._levels = Levels()
        self._snapshots = [Snapshot(0, False, ())]
        self._lowest = array("h", [0])
        self._at = array("q", [0])

    @property
    def ok(self) -> bool:
        """True as long as brackets match and are not nested too deeply."""
        return self._levels.ok

    def feed(self, text: bytes, near: int, end: int, inside: bool) -> None:
        """Take in reduced text of the block that begins at `near`, and what holds at its end."""
        levels = self._levels
        levels.feed(text, near)
        if end - self._at[-1] >= SNAPSHOT and levels.ok:
            self._snapshots.append(Snapshot(end, inside, tuple(levels.open)))
            self._lowest.append(levels.lowest)
            levels.lowest = len(levels.open)
            self._at.append(end)

    def before(self, offset: int) -> Snapshot:
        """Return the last snapshot at or before an offset."""
        return self._snapshots[bisect_right(self._at, offset) - 1]

    def after(self, offset: int) -> Snapshot | None:
        """Return the first snapshot behind an offset, if there is one by now."""
        number, total = bisect_right(self._at, offset), len(self._at)
        return self._snapshots[number] if number < total else None

    def falling(self, offset: int, depth: int) -> Snapshot:
        """Return the snapshot from which on to look for a place where `depth` brackets are open.

        It is behind `offset`, with more open at it and at every place before it; if the text
        falls that low at all, it does before the next snapshot.
        """
        number, total = bisect_right(self._at, offset) + 1, len(self._at)
        while number < total and self._lowest[number] > depth:
            number += 1
        return self._snapshots[number - 1]

    def nearest(self, offset: int, end: int, depth: int, commas: int) -> Snapshot | None:
        """Return the last snapshot in a node at which at most that many commas have passed.

        The node lies from `offset` to `end`, `depth` brackets deep.
        """
        low, high = bisect_right(self._at, offset), bisect_right(self._at, end - 1)
        place = bisect_right(
            self._snapshots, commas, low, high, key=lambda found: found.levels[depth].commas
        )
        return self._snapshots[place - 1] if place > low else None

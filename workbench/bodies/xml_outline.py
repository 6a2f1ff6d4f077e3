"""Which elements are open at any place of XML, without reading it from its start."""

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Mapping
from typing import NamedTuple

from workbench.model import Bytes

from .xml_parts import Part

SNAPSHOT = 64 * 1024
"""Bytes between snapshots, from which any place is some milliseconds away."""

MOST_HELD = 2000
"""Elements that wait for the next snapshot, which names them: about 2 ms."""

DEEPEST = 200
"""Levels that are known; what is deeper belongs to the last of them."""

MOST_NAMES = 32
"""Names of elements in one element whose positions are counted."""

_NAME = re.compile(rb"<([^\s/>]{1,200})")
_NO_NAMES: Mapping[bytes, int] = {}


class Element(NamedTuple):
    """An element: its name, where it begins, and which of its name it is, from 1; 0 is unknown."""

    name: bytes
    at: int
    position: int = 0


class Level(NamedTuple):
    """An element that is open, and what it has held so far."""

    element: Element
    children: int = 0
    names: Mapping[bytes, int] = _NO_NAMES


DOCUMENT = Level(Element(b"", -1))


class Snapshot(NamedTuple):
    """What is open at a place where a part begins, the document first."""

    at: int
    levels: tuple[Level, ...] = (DOCUMENT,)
    too_deep: int = 0


class Levels:
    """The elements that are open while parts are taken in, from a snapshot on.

    Taking in is done for every part of a body, so only places are noted; names are read for
    those that are open at the end.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._begun = self._end = snapshot.at
        self._known = list(snapshot.levels)
        self._held: list[list[int]] = [[] for _ in snapshot.levels]
        self._too_deep = snapshot.too_deep
        self.held = 0
        """How many elements have to be named."""
        self.lowest = self.depth
        """The fewest that were open on the way."""

    @property
    def depth(self) -> int:
        """How many elements are open."""
        return len(self._held) - 1 + self._too_deep

    def children(self, depth: int) -> int:
        """Return how many elements the one at a depth holds so far."""
        known = self._known[depth].children if depth < len(self._known) else 0
        return known + len(self._held[depth])

    def feed(self, part: Part, data: bytes, base: int) -> None:
        """Take in a part of some bytes that begin at `base` in the body."""
        kind, start, end = part
        self._end = base + end
        if kind == "open":
            if self._too_deep or len(self._held) > DEEPEST:
                self._too_deep += 1
                return
            self._held[-1].append(base + start)
            self._held.append([])
            self.held += 1
        elif kind == "close":
            if self._too_deep:
                self._too_deep -= 1
            elif len(self._held) > 1:
                self.held -= len(self._held.pop())
                if len(self._held) < len(self._known):
                    self._known.pop()
                if len(self._held) <= self.lowest:
                    self.lowest = len(self._held) - 1
        elif kind == "single" and data[start + 1] not in b"!?" and not self._too_deep:
            self._held[-1].append(base + start)
            self.held += 1

    def snapshot(self, read: Callable[[int, int], bytes]) -> Snapshot:
        """Return what is open now; `read` is given where to begin and how much to read."""
        levels, _ = self.named(read)
        return Snapshot(self._end, levels, self._too_deep)

    def named(self, read: Callable[[int, int], bytes]) -> tuple[tuple[Level, ...], Element]:
        """Return what is open now, and the element that was the last to begin in the innermost."""
        block, last, levels = read(self._begun, self._end - self._begun), DOCUMENT.element, []
        for depth, held in enumerate(self._held):
            level = self._known[depth] if depth < len(self._known) else Level(last)
            if held:
                names = dict(level.names)
                for at in held:
                    last = _counted(block, at - self._begun, names)._replace(at=at)
                level = Level(level.element, level.children + len(held), names)
            levels.append(level)
        return tuple(levels), last


def _counted(block: bytes, at: int, names: dict[bytes, int]) -> Element:
    """Return the element at a place with its position, and count it."""
    found = _NAME.match(block, at)
    name = found[1] if found is not None else b"?"
    if name not in names and len(names) >= MOST_NAMES:
        return Element(name, at)
    names[name] = position = names.get(name, 0) + 1
    return Element(name, at, position)


class XmlOutline:
    """The levels of a growing text, with a snapshot every now and then.

    One thread adds, any may look up: `_at` grows last, so what its length covers is complete.
    """

    def __init__(self, source: Bytes) -> None:
        self._source = source
        self._snapshots = [Snapshot(0)]
        self._levels = Levels(self._snapshots[0])
        self._lowest = array("q", [0])
        self._at = array("q", [0])

    def feed(self, part: Part, data: bytes, base: int) -> None:
        """Take in the next part of some bytes that begin at `base` in the body."""
        levels = self._levels
        levels.feed(part, data, base)
        if levels.held >= MOST_HELD or base + part.end - self._at[-1] >= SNAPSHOT:
            snapshot = levels.snapshot(self._source.read)
            self._snapshots.append(snapshot)
            self._lowest.append(levels.lowest)
            self._levels = Levels(snapshot)
            self._at.append(snapshot.at)

    def before(self, offset: int) -> Snapshot:
        """Return the last snapshot at or before an offset."""
        return self._snapshots[bisect_right(self._at, offset) - 1]

    def after(self, offset: int) -> Snapshot | None:
        """Return the first snapshot behind an offset, if there is one by now."""
        number, total = bisect_right(self._at, offset), len(self._at)
        return self._snapshots[number] if number < total else None

    def falling(self, offset: int, depth: int) -> Snapshot:
        """Return the snapshot from which on to look for a place where `depth` elements are open.

        More are open at `offset`, where a snapshot is; if the text falls that low behind it at
        all, it does before the snapshot that comes next.
        """
        number, total = bisect_right(self._at, offset), len(self._at)
        while number < total and self._lowest[number] > depth:
            number += 1
        return self._snapshots[number - 1]

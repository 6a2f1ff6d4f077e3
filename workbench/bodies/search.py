"""Search a body of any size, also while it grows: step by step, and without a list of hits.

Only how many hits each window holds is remembered, so a million hits cost no more than one.
Where they are is found again from the window around them.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from workbench.model import Bytes

from .finders import Finder

WINDOW = 256 * 1024
"""Bytes that a step searches: some milliseconds at most, so that it can be ended at any time."""


class Hit(NamedTuple):
    """A place in a body, as byte offsets: `end` is the first byte behind it."""

    start: int
    end: int


class Search:
    """The hits of a finder in a body.

    One thread steps, any may ask; answers hold for what has been searched. A growing body is
    searched up to where a hit could still go on, until `finish` says that no more comes.
    """

    def __init__(self, source: Bytes, finder: Finder) -> None:
        self._source = source
        self._finder = finder
        self._starts = array("q")  # where each window's first hit may begin
        self._before = array("q")  # how many hits come before each window
        self._searched = 0
        self._count = 0
        self._finished = False

    @property
    def searched(self) -> int:
        """Up to which byte hits are known."""
        return self._searched

    @property
    def count(self) -> int:
        """How many hits there are by now."""
        return self._count

    @property
    def behind(self) -> bool:
        """True while another step would get further."""
        return self._stop() > self._searched

    def finish(self) -> None:
        """The body is complete: what stands at its end counts as well."""
        self._finished = True

    def step(self) -> bool:
        """Search the next window. False means that there is nothing to search by now."""
        start, stop = self._searched, self._stop()
        if stop <= start:
            return False
        data, base = self._read(start, stop)
        count, following = self._finder.count(data, start - base, stop - base)
        self._starts.append(start)
        self._before.append(self._count)
        self._count += count
        self._searched = base + following
        return True

    def after(self, at: int) -> Hit | None:
        """Return the first known hit that starts at or after `at`."""
        window = max(0, bisect_right(self._starts, at) - 1)
        while window < len(self._starts):
            if self._hits_in(window):
                for hit in self._spans(window):
                    if hit.start >= at:
                        return hit
            window += 1
        return None

    def before(self, at: int) -> Hit | None:
        """Return the last known hit that starts before `at`."""
        window = bisect_right(self._starts, at) - 1
        while window >= 0:
            found = None
            if self._hits_in(window):
                for hit in self._spans(window):
                    if hit.start >= at:
                        break
                    found = hit
            if found is not None:
                return found
            window -= 1
        return None

    def between(self, start: int, end: int) -> list[Hit]:
        """Return the known hits that start from `start` to before `end`."""
        found = []
        window = max(0, bisect_right(self._starts, start) - 1)
        while window < len(self._starts) and self._starts[window] < end:
            if self._hits_in(window):
                found += [hit for hit in self._spans(window) if start <= hit.start < end]
            window += 1
        return found

    def number(self, hit: Hit) -> int:
        """Return which hit this is, the first being 1."""
        window = bisect_right(self._starts, hit.start) - 1
        if window < 0:
            return 0
        before = self._before[window]
        return before + sum(found.start <= hit.start for found in self._spans(window))

    def _stop(self) -> int:
        """Return up to where the next window goes."""
        size = self._source.size
        known = size if self._finished else size - self._finder.reach
        return min(known, self._searched + WINDOW)

    def _hits_in(self, window: int) -> int:
        following = window + 1
        after = self._before[following] if following < len(self._before) else self._count
        return after - self._before[window]

    def _spans(self, window: int) -> Iterator[Hit]:
        following = window + 1
        known = following < len(self._starts)
        start = self._starts[window]
        stop = min(self._starts[following] if known else self._searched, start + WINDOW)
        data, base = self._read(start, stop)
        for first, last in self._finder.spans(data, start - base, stop - base):
            yield Hit(base + first, base + last)

    def _read(self, start: int, stop: int) -> tuple[bytes, int]:
        base = max(0, start - self._finder.context)
        return self._source.read(base, stop + self._finder.reach - base), base

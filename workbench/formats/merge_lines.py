"""Merge three sequences, such as the lines of a text, the way git does."""

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from .kept_lines import kept

H = TypeVar("H", bound=Hashable)

# `str.splitlines` ends lines at characters that no file ends them with.
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True)
class Region(Generic[H]):
    """A stretch of the three sequences; `merged` is None where both sides changed it."""

    base: Sequence[H]
    ours: Sequence[H]
    theirs: Sequence[H]

    @property
    def merged(self) -> Sequence[H] | None:
        """What the stretch becomes: the side that changed, or what both became alike."""
        if self.ours == self.theirs or self.theirs == self.base:
            return self.ours
        return self.theirs if self.ours == self.base else None


def merge_regions(base: Sequence[H], ours: Sequence[H], theirs: Sequence[H]) -> Iterator[Region[H]]:
    """Yield the stretches of three sequences in order, those that all share and those between."""
    at = at_ours = at_theirs = 0
    for start, end, ours_start, theirs_start in [
        *_shared(base, ours, theirs),
        (len(base), len(base), len(ours), len(theirs)),
    ]:
        if at < start or at_ours < ours_start or at_theirs < theirs_start:
            yield Region(base[at:start], ours[at_ours:ours_start], theirs[at_theirs:theirs_start])
        if end > start:
            yield Region(base[start:end], base[start:end], base[start:end])
        length = end - start
        at, at_ours, at_theirs = end, ours_start + length, theirs_start + length


def lines_of(text: str) -> list[str]:
    """Return the lines of a text as files have them, each with its ending."""
    return _LINE.findall(text)


def merge_text(base: str, ours: str, theirs: str) -> str | None:
    """Return a text merged line by line, or None if both sides changed the same lines."""
    whole = Region(base, ours, theirs).merged
    if whole is not None:
        return str(whole)
    merged: list[str] = []
    for region in merge_regions(lines_of(base), lines_of(ours), lines_of(theirs)):
        if region.merged is None:
            return None
        merged += region.merged
    return "".join(merged)


def _shared(
    base: Sequence[H], ours: Sequence[H], theirs: Sequence[H]
) -> Iterator[tuple[int, int, int, int]]:
    """Yield the stretches of the base that both sides have kept, and where they are there."""
    of_ours, of_theirs = _kept(base, ours), _kept(base, theirs)
    left, right = next(of_ours, None), next(of_theirs, None)
    while left and right:
        start, end = max(left[0], right[0]), min(left[1], right[1])
        if start < end:
            yield start, end, left[2] + start - left[0], right[2] + start - right[0]
        if left[1] < right[1]:
            left = next(of_ours, None)
        else:
            right = next(of_theirs, None)


def _kept(base: Sequence[H], side: Sequence[H]) -> Iterator[tuple[int, int, int]]:
    yield from ((block.a, block.a + block.size, block.b) for block in kept(base, side))

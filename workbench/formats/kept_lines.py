"""What a sequence, such as the lines of a text, keeps of an earlier one; in time for large ones."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from difflib import Match, SequenceMatcher
from itertools import pairwise
from typing import TypeVar

H = TypeVar("H", bound=Hashable)

MOST_PAIRS = 250_000  # of items that may have to be compared to look closely
DEEPEST = 50  # parts of parts that are looked through by what each has once


def kept(before: Sequence[H], after: Sequence[H]) -> Iterator[Match]:
    """Yield the stretches of one sequence that are in another as well, in order.

    What both begin and end with is found at once. Between, all is looked at closely if
    there is little, else from one item that each has once to the next.
    """
    yield from _joined(_stretches(before, after, 0))


def _stretches(before: Sequence[H], after: Sequence[H], depth: int) -> Iterator[Match]:
    head, end, end_after = 0, len(before), len(after)
    while head < min(end, end_after) and before[head] == after[head]:
        head += 1
    while head < min(end, end_after) and before[end - 1] == after[end_after - 1]:
        end, end_after = end - 1, end_after - 1
    yield Match(0, 0, head)
    if head < min(end, end_after):
        parts = before[head:end], after[head:end_after]
        within = (
            _closely(*parts)
            if len(parts[0]) * len(parts[1]) <= MOST_PAIRS
            else (_between_unique(*parts, depth))
        )
        yield from (Match(head + block.a, head + block.b, block.size) for block in within)
    yield Match(end, end_after, len(before) - end)


def _closely(before: Sequence[H], after: Sequence[H]) -> Iterator[Match]:
    yield from SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()


def _between_unique(before: Sequence[H], after: Sequence[H], depth: int) -> Iterator[Match]:
    anchors = _anchors(before, after) if depth < DEEPEST else []
    if not anchors:
        return  # nothing tells which of all that look alike is which
    ends = [*anchors, (len(before), len(after))]
    for (a, b), (end, end_after) in pairwise([(0, 0), *ends]):
        for block in _stretches(before[a:end], after[b:end_after], depth + 1):
            yield Match(a + block.a, b + block.b, block.size)


def _anchors(before: Sequence[H], after: Sequence[H]) -> list[tuple[int, int]]:
    """Return the most items that both have once and in the same order, and where they are."""
    counts, others = Counter(before), Counter(after)
    places = {each: at for at, each in enumerate(after) if others[each] == 1}
    pairs = [(i, places[each]) for i, each in enumerate(before)
             if counts[each] == 1 and each in places]  # fmt: skip
    ends: list[int] = []  # by length, where the sequence of this length ends earliest
    last: list[int] = []
    previous: list[int] = []
    for number, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        ends[length : length + 1] = [j]
        last[length : length + 1] = [number]
        previous.append(last[length - 1] if length else -1)
    found = []
    at = last[-1] if last else -1
    while at >= 0:
        found.append(pairs[at])
        at = previous[at]
    return found[::-1]


def _joined(blocks: Iterator[Match]) -> Iterator[Match]:
    """Yield stretches that follow upon each other as one, and no empty ones."""
    whole = Match(0, 0, 0)
    for block in blocks:
        if (whole.a + whole.size, whole.b + whole.size) == (block.a, block.b):
            whole = Match(whole.a, whole.b, whole.size + block.size)
        else:
            if whole.size:
                yield whole
            whole = block
    if whole.size:
        yield whole

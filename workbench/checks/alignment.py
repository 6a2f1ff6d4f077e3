"""Which items of two sequences are the same ones, in order, in about the time to read them.

This is patience diff: items that both sequences have once anchor the comparison; between
anchors it is repeated, and small rests are compared thoroughly.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

_MOST = 1_000_000  # items of both that are looked through; of more, only the ends are compared
_THOROUGH = 40_000  # pairs of items that a rest may have to be compared thoroughly


class Block(NamedTuple):
    """A run of items that are the same: where it starts in each sequence, and its length."""

    old: int
    new: int
    size: int


def aligned(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Block]:
    """Return the runs that two sequences share, in order."""
    blocks: list[Block] = []
    rests = [(0, len(old), 0, len(new))]
    while rests:
        start, end, new_start, new_end = rests.pop()
        head = _shared(old, new, range(start, end), range(new_start, new_end))
        blocks.append(Block(start, new_start, head))
        start, new_start = start + head, new_start + head
        tail = _shared(
            old, new, range(end - 1, start - 1, -1), range(new_end - 1, new_start - 1, -1)
        )
        end, new_end = end - tail, new_end - tail
        blocks.append(Block(end, new_end, tail))
        if start == end or new_start == new_end:
            continue
        count = end - start + new_end - new_start
        anchors = _anchors(old[start:end], new[new_start:new_end]) if count <= _MOST else []
        if anchors:
            runs = [Block(start + run.old, new_start + run.new, run.size) for run in anchors]
            blocks += runs
            edges = [Block(start, new_start, 0), *runs, Block(end, new_end, 0)]
            rests += [
                (before.old + before.size, after.old, before.new + before.size, after.new)
                for before, after in pairwise(edges)
            ]
        elif (end - start) * (new_end - new_start) <= _THOROUGH:
            blocks += _thorough(old, new, (start, end), (new_start, new_end))
    return _joined(sorted(block for block in blocks if block.size))


def _shared(
    old: Sequence[Hashable], new: Sequence[Hashable], places: range, new_places: range
) -> int:
    """Return how many items from the start of two ranges are the same."""
    count = 0
    for at, new_at in zip(places, new_places, strict=False):
        if old[at] != new[new_at]:
            break
        count += 1
    return count


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Block]:
    """Return runs of items that are once in both, as many as are in the same order."""
    counts, new_counts = Counter(old), Counter(new)
    places = {item: at for at, item in enumerate(new) if new_counts[item] == 1}
    pairs = [(at, places[i]) for at, i in enumerate(old) if counts[i] == 1 and i in places]
    # The longest increasing run of the second places, by patience sorting.
    tops: list[int] = []
    piles: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        pile = bisect_left(tops, place)
        before.append(piles[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [place]
        piles[pile : pile + 1] = [number]
    chain: list[tuple[int, int]] = []
    number = piles[-1] if piles else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return _joined([Block(at, place, 1) for at, place in reversed(chain)])


def _thorough(
    old: Sequence[Hashable],
    new: Sequence[Hashable],
    span: tuple[int, int],
    new_span: tuple[int, int],
) -> list[Block]:
    matcher = SequenceMatcher(None, old[slice(*span)], new[slice(*new_span)], autojunk=False)
    found = matcher.get_matching_blocks()
    return [Block(span[0] + block.a, new_span[0] + block.b, block.size) for block in found]


def _joined(blocks: list[Block]) -> list[Block]:
    """Return blocks with those that touch made one."""
    joined: list[Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        touches = last and (last.old + last.size, last.new + last.size) == (block.old, block.new)
        if last and touches:
            joined[-1] = Block(last.old, last.new, last.size + block.size)
        else:
            joined.append(block)
    return joined

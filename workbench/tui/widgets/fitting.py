"""Which of many things in a line are in view. Pure."""

from collections.abc import Sequence


def in_view(widths: Sequence[int], at: int, first: int, room: int) -> tuple[int, int]:
    """Return the first and the last of those that fit into `room`, with `at` among them.

    They begin at `first`, as those shown before did, unless `at` is not among them then or
    there is room behind the last of all.
    """
    first = min(first, at)
    while first < at and sum(widths[first : at + 1]) > room:
        first += 1
    last = at
    while last + 1 < len(widths) and sum(widths[first : last + 2]) <= room:
        last += 1
    while first > 0 and last + 1 == len(widths) and sum(widths[first - 1 : last + 1]) <= room:
        first -= 1
    return first, last

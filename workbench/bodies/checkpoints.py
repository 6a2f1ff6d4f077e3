"""Where rows start, for a few of them: what makes any row of a huge body quick to find."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

SPACING = 16 * 1024
"""Bytes between checkpoints: a row is found by reading about as much."""


class Checkpoint(NamedTuple):
    """A place in a body, the row it lies in, and what the reader must know to go on there."""

    at: int
    row: int
    state: int = 0


class Checkpoints:
    """Checkpoints in the order of the body, 24 bytes each: a body of 1 GB needs 1.5 MB.

    One thread adds, any may look up: `_at` grows last, so what its length covers is complete.
    """

    def __init__(self) -> None:
        self._row = array("q", [0])
        self._state = array("q", [0])
        self._at = array("q", [0])

    def add(self, checkpoint: Checkpoint) -> None:
        """Add a place further on than all others."""
        self._row.append(checkpoint.row)
        self._state.append(checkpoint.state)
        self._at.append(checkpoint.at)

    @property
    def last(self) -> Checkpoint:
        """The place furthest on."""
        return self._get(len(self._at) - 1)

    def at_or_before(self, row: int) -> Checkpoint:
        """Return the last place whose row is at most `row`."""
        return self._get(bisect_right(self._row, row, 0, len(self._at)) - 1)

    def before(self, row: int) -> Checkpoint:
        """Return the last place in an earlier row than `row`, or the start of the body."""
        return self._get(max(0, bisect_left(self._row, row, 0, len(self._at)) - 1))

    def at_offset(self, offset: int) -> Checkpoint:
        """Return the last place at or before an offset."""
        return self._get(max(0, bisect_right(self._at, offset) - 1))

    def _get(self, number: int) -> Checkpoint:
        return Checkpoint(self._at[number], self._row[number], self._state[number])


def blocks(data: bytes) -> Iterator[bytes]:
    """Yield bytes in pieces so short that there can be a checkpoint behind each."""
    return (data[at : at + SPACING] for at in range(0, len(data), SPACING))

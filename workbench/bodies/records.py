"""Find rows that are records, one after the other, by reading on from a checkpoint."""

from collections.abc import Iterable

Record = tuple[int, int, bytes]
"""The number of a row, where it begins in the body, and its bytes."""


def row_holding(offset: int, records: Iterable[Record], nearest: int) -> int:
    """Return the row of the record that holds a byte; `nearest` if all begin behind it."""
    found = nearest
    for row, start, _ in records:
        if start > offset:
            break
        found = row
    return found


def span_of(wanted: int, records: Iterable[Record]) -> tuple[int, int] | None:
    """Return where the bytes of a row begin and end, or None if it is none of these."""
    for row, start, data in records:
        if row == wanted:
            return start, start + len(data)
    return None

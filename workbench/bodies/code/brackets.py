"""Which bracket belongs to which."""

import re
from collections.abc import Iterator, Sequence

Place = tuple[int, int]  # line and column

PAIRS = {"{": "}", "[": "]", "(": ")"}
_OPENED = {close: opened for opened, close in PAIRS.items()}
MOST = 100_000  # characters that are looked through
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}\[\]()]')


def partner(lines: Sequence[str], row: int, column: int, most: int = MOST) -> Place | None:
    """Return where the partner of the bracket at a place is; those in strings do not count.

    None if there is no bracket, or if its partner is missing or over `most` characters away.
    """
    line = lines[row]
    bracket = line[column : column + 1]
    if bracket in PAIRS:
        return _sought(_forwards(lines, row, column, most), PAIRS, (row, column))
    if bracket in _OPENED:
        return _sought(_backwards(lines, row, column, most), _OPENED, (row, column))
    return None


def _sought(found: Iterator[tuple[Place, str]], pairs: dict[str, str], at: Place) -> Place | None:
    awaited: list[str] = []
    for place, bracket in found:
        if not awaited and place != at:
            return None  # the one asked about is in a string
        if bracket in pairs:
            awaited.append(pairs[bracket])
        elif awaited.pop() != bracket:
            return None
        elif not awaited:
            return place
    return None


def _forwards(
    lines: Sequence[str], row: int, column: int, most: int
) -> Iterator[tuple[Place, str]]:
    seen = 0
    for number in range(row, len(lines)):
        line = lines[number]
        start = 0
        if number == row and len(line) > most:  # where strings begin in it is not known
            start = column
        for column_found, bracket in _brackets(line, start, most):
            if number > row or column_found >= column:
                yield (number, column_found), bracket
        seen += len(line)
        if seen > most:
            return


def _backwards(
    lines: Sequence[str], row: int, column: int, most: int
) -> Iterator[tuple[Place, str]]:
    seen = 0
    for number in range(row, -1, -1):
        line = lines[number]
        seen += len(line)
        if seen > most:
            return
        for column_found, bracket in reversed(list(_brackets(line, 0, most))):
            if number < row or column_found <= column:
                yield (number, column_found), bracket


def _brackets(line: str, start: int, most: int) -> Iterator[tuple[int, str]]:
    for match in _TOKEN.finditer(line, start, start + most):
        if match[0][0] != '"':
            yield match.start(), match[0]

"""Which parts of the lines in view are what. The rest of the text is not looked at."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

LONGEST = 10_000  # characters of a line; longer ones stay uncoloured, so that no frame waits
FURTHEST = 300  # lines that are looked back at for what a line begins in


class Span(NamedTuple):
    """A part of a line that is of one kind: a `key`, `string`, `number`, `word`, `comment` …"""

    start: int
    end: int
    kind: str


class Language(Protocol):
    """How the lines of a language are read.

    `spans` gets a line and what it begins in (nothing, or such as a comment that an earlier
    line opened), and returns its parts and what the next line begins in.
    """

    carries: bool  # whether a line can begin in anything

    def spans(self, line: str, inside: str) -> tuple[list[Span], str]:
        """Return the parts of a line, and what the next one begins in."""
        ...


class Coloring:
    """The parts of each line of one text, as they are asked for; `forget` when it changes."""

    def __init__(self, language: Language | None) -> None:
        self._language = language
        self._inside: dict[int, str] = {}  # by line, what it begins in

    def forget(self, row: int = 0) -> None:
        """The text has changed, in a line or behind it."""
        self._inside = {known: each for known, each in self._inside.items() if known <= row}

    def spans(self, lines: Sequence[str], row: int) -> list[Span]:
        """Return the parts of a line."""
        language = self._language
        if language is None or len(lines[row]) > LONGEST:
            return []
        inside = self._before(lines, row, language) if language.carries else ""
        spans, after = language.spans(lines[row], inside)
        self._inside[row + 1] = after
        return spans

    def _before(self, lines: Sequence[str], row: int, language: Language) -> str:
        start = row
        while start > max(0, row - FURTHEST) and start not in self._inside:
            start -= 1
        inside = self._inside.get(start, "")
        for number in range(start, row):
            if len(lines[number]) <= LONGEST:
                _, inside = language.spans(lines[number], inside)
            self._inside[number + 1] = inside
        return inside

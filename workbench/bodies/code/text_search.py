"""Every place where a text that is being written holds something, and other text in its place."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import regex

from workbench.errors import Problem, WorkbenchError

SECONDS = 1.0  # for a pattern
MOST = 100_000  # hits
Place = tuple[int, int]  # line and column


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched for: `/…/` is a pattern, all else stands for itself.

    A text all in lower case is found in any case.
    """

    text: str

    @property
    def is_pattern(self) -> bool:
        """Whether it is a pattern."""
        return len(self.text) > 2 and self.text[0] == self.text[-1] == "/"

    def compiled(self) -> "regex.Pattern[str]":
        """Return it as a pattern; raises WorkbenchError if it is a bad one."""
        flags = regex.VERSION1 | regex.MULTILINE
        flags |= regex.IGNORECASE if self.text == self.text.lower() else 0
        source = self.text[1:-1] if self.is_pattern else regex.escape(self.text)
        try:
            return regex.compile(source, flags)
        except regex.error as error:
            raise WorkbenchError(Problem(f"no pattern: {error}".lower())) from None


class Hits:
    """Where a text holds what is wanted, in order, as offsets; `more` if there are too many."""

    def __init__(self, spans: Sequence[tuple[int, int]], starts: Sequence[int]) -> None:
        self.spans = spans
        self.more = len(spans) > MOST
        self._starts = starts  # of lines

    def __len__(self) -> int:
        return len(self.spans)

    def places(self, number: int) -> tuple[Place, Place]:
        """Return where a hit begins and ends."""
        start, end = self.spans[number]
        return self._place(start), self._place(end)

    def after(self, place: Place) -> int:
        """Return the number of the first hit from a place on; behind the last comes the first."""
        offset = self._starts[place[0]] + place[1]
        number = bisect_left(self.spans, (offset, offset))
        return number if number < len(self.spans) else 0

    def before(self, place: Place) -> int:
        """Return the number of the last hit before a place; before the first comes the last."""
        offset = self._starts[place[0]] + place[1]
        return (bisect_left(self.spans, (offset, -1)) - 1) % len(self.spans)

    def in_line(self, row: int, length: int) -> Iterator[tuple[int, int]]:
        """Yield the columns of the hits that lie in a line."""
        begin = self._starts[row]
        number = max(0, bisect_left(self.spans, (begin, -1)) - 1)
        while number < len(self.spans) and self.spans[number][0] <= begin + length:
            start, end = self.spans[number]
            if end > begin:
                yield max(0, start - begin), min(length, end - begin)
            number += 1

    def _place(self, offset: int) -> Place:
        row = bisect_left(self._starts, offset + 1) - 1
        return row, offset - self._starts[row]


def search(text: str, wanted: Wanted, newline: str = "\n") -> Hits:
    """Return all hits; raises WorkbenchError for a pattern that is bad or takes too long."""
    spans: list[tuple[int, int]] = []
    try:
        for match in wanted.compiled().finditer(text, timeout=SECONDS):
            if match.end() > match.start():
                spans.append(match.span())
            if len(spans) > MOST:
                break
    except TimeoutError:
        raise WorkbenchError(Problem("the pattern takes too long")) from None
    lengths = (len(line) + len(newline) for line in text.split(newline))
    return Hits(spans, [0, *accumulate(lengths)][:-1])


def replaced(text: str, span: tuple[int, int], wanted: Wanted, by: str) -> str:
    r"""Return what takes the place of one hit in a text; `\1` is a group of a pattern."""
    if not wanted.is_pattern:
        return by
    match = wanted.compiled().match(text, span[0])
    return by if match is None else _expanded(match, by)


def all_replaced(text: str, wanted: Wanted, by: str) -> tuple[str, int]:
    """Return a text with every hit replaced, and how many there were."""
    count = 0

    def other(match: "regex.Match[str]") -> str:
        nonlocal count
        if not match[0]:
            return ""
        count += 1
        return _expanded(match, by) if wanted.is_pattern else by

    try:
        return wanted.compiled().sub(other, text, timeout=SECONDS), count
    except TimeoutError:
        raise WorkbenchError(Problem("the pattern takes too long")) from None


def _expanded(match: "regex.Match[str]", by: str) -> str:
    try:
        return match.expand(by)
    except (regex.error, IndexError) as error:
        raise WorkbenchError(Problem(f"no replacement: {error}".lower())) from None

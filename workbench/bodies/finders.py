"""What to look for in bytes: a plain text or a regular expression, with or without case."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

from workbench.errors import Problem, WorkbenchError

if TYPE_CHECKING:
    import regex

DEADLINE = 0.5
"""Seconds that a regular expression may take for one window."""

LONGEST_PATTERN = 1000  # characters
LONGEST_MATCH = 64 * 1024
"""Bytes that a match of a regular expression can have at most."""

_CONTEXT = 1024  # bytes before a window that a pattern may look back at


class Finder(Protocol):
    """Finds places in a window of bytes. `reach` is how long one can be, `context` how far
    before its start the finder looks."""

    reach: int
    context: int

    def spans(self, data: bytes, start: int, stop: int) -> Iterator[tuple[int, int]]:
        """Yield the places that begin from `start` to before `stop`, none over another."""
        ...

    def count(self, data: bytes, start: int, stop: int) -> tuple[int, int]:
        """Return how many `spans` there are, and where the next may begin."""
        ...


class PlainFinder:
    """Finds a text as it stands in UTF-8; without case, also in other letter cases."""

    context = 0

    def __init__(self, text: str, ignore_case: bool = False) -> None:
        if not text:
            raise ValueError("there must be a text to find")
        self._needle = text.encode("utf-8", "surrogatepass")
        self._lower = ignore_case and text.isascii()
        if self._lower:
            self._needle = self._needle.lower()
        self._cases = ignore_case and not text.isascii()
        self._pattern = re.compile(_in_any_case(text) if self._cases else re.escape(self._needle))
        self.reach = 4 * len(text) if self._cases else len(self._needle)

    def spans(self, data: bytes, start: int, stop: int) -> Iterator[tuple[int, int]]:
        """Yield the places that begin from `start` to before `stop`, none over another."""
        if self._lower:
            data = data.lower()
        for match in self._pattern.finditer(data, start):
            if match.start() >= stop:
                return
            yield match.span()

    def count(self, data: bytes, start: int, stop: int) -> tuple[int, int]:
        """Return how many `spans` there are, and where the next may begin."""
        if self._lower:
            data = data.lower()
        size = len(self._needle)
        first = max(start, stop - size + 1)
        if self._cases or data.find(self._needle, first, stop + size - 1) >= 0:
            return _counted(self.spans(data, start, stop), stop)
        return data.count(self._needle, start, stop), stop


class RegexFinder:
    """Finds what a regular expression matches in the text; `^` and `$` are those of lines.

    The syntax is that of the `regex` library, version 1. Matches of nothing do not count.
    """

    reach = LONGEST_MATCH
    context = _CONTEXT

    def __init__(self, pattern: str, ignore_case: bool = False) -> None:
        self._shown = pattern
        self._pattern = _compiled(pattern, ignore_case)

    def spans(self, data: bytes, start: int, stop: int) -> Iterator[tuple[int, int]]:
        """Yield the places that begin from `start` to before `stop`, none over another.

        Raises a WorkbenchError when the pattern takes too long.
        """
        text = data.decode("utf-8", "surrogateescape")
        ascii_only = len(text) == len(data)
        place = start if ascii_only else len(data[:start].decode("utf-8", "surrogateescape"))
        at, known = (0, 0) if ascii_only else (place, start)
        matches = self._pattern.finditer(text, place, concurrent=True, timeout=DEADLINE)
        try:
            for match in matches:
                first, last = match.span()
                if not ascii_only:
                    known, at = known + _size(text[at:first]), first
                    first, last = known, known + _size(text[first:last])
                if first >= stop:
                    return
                if last > first:
                    yield first, last
        except TimeoutError:
            hint = "nested repeats such as (a+)+ cost most; write a simpler pattern"
            raise _refused(self._shown, f"took longer than {DEADLINE} s", hint) from None

    def count(self, data: bytes, start: int, stop: int) -> tuple[int, int]:
        """Return how many `spans` there are, and where the next may begin."""
        return _counted(self.spans(data, start, stop), stop)


def _counted(spans: Iterator[tuple[int, int]], stop: int) -> tuple[int, int]:
    count, end = 0, stop
    for count, (_, end) in enumerate(spans, 1):  # noqa: B007 - both are used after the loop
        pass
    return count, max(end, stop)


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogateescape"))


def _in_any_case(text: str) -> bytes:
    """Return a pattern without repeats, so it takes no longer than a plain search."""
    choices = []
    for char in text:
        forms = sorted({char, char.lower(), char.upper()})
        encoded = [re.escape(form.encode("utf-8", "surrogatepass")) for form in forms]
        choices.append(b"(?:" + b"|".join(encoded) + b")")
    return b"".join(choices)


def _compiled(pattern: str, ignore_case: bool) -> "regex.Pattern[str]":
    import regex

    if not pattern:
        raise ValueError("there must be a pattern to find")
    if len(pattern) > LONGEST_PATTERN:
        raise _refused(pattern, "is too long", f"use at most {LONGEST_PATTERN} characters")
    flags = regex.VERSION1 | regex.MULTILINE | (regex.IGNORECASE if ignore_case else 0)
    try:
        return regex.compile(pattern, flags)
    except regex.error as error:
        at = getattr(error, "pos", None)
        place = "" if at is None else f" at its character {at + 1}"
        raise _refused(pattern, f"cannot be read: {getattr(error, 'msg', '')}{place}") from None
    except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError):
        raise _refused(pattern, "cannot be read") from None


def _refused(pattern: str, why: str, hint: str = "") -> WorkbenchError:
    shown = pattern if len(pattern) <= 60 else f"{pattern[:60]}…"
    return WorkbenchError(Problem(f'the pattern "{shown}" {why}', hint=hint))

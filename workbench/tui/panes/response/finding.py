"""Searching a body in a thread, while it may still grow. No widgets here."""

import re
from collections.abc import Callable, Iterator
from time import sleep

from workbench.bodies.finders import Finder, PlainFinder, RegexFinder
from workbench.bodies.search import Hit, Search
from workbench.engine.body_work import PAUSE, BodyWork
from workbench.model import Bytes

Bounds = tuple[int, int]
MARK_SECONDS = 0.002  # for a row
_BREATH = 0.0001  # seconds; hands the interpreter to the interface between two windows


def finder_of(text: str) -> Finder:
    """Return what looks for a text as typed: `/…/` is a pattern, all else stands for itself.

    A text all in lower case is found in any case. Raises WorkbenchError for a bad pattern.
    """
    pattern, any_case = _pattern_of(text)
    return PlainFinder(text, any_case) if pattern is None else RegexFinder(pattern, any_case)


def marks_of(text: str, seconds: float = MARK_SECONDS) -> Callable[[str], Iterator[Bounds]]:
    """Return what finds the same in the text of a row, counted in characters.

    A pattern that takes longer than so many `seconds` for a row finds nothing in it: while rows
    are drawn it may not take long.
    """
    import regex

    pattern, any_case = _pattern_of(text)
    if pattern is None:
        plain = re.compile(re.escape(text), re.IGNORECASE if any_case else 0)
        return lambda row: (match.span() for match in plain.finditer(row))
    flags = regex.VERSION1 | (regex.IGNORECASE if any_case else 0)
    compiled = regex.compile(pattern, flags)

    def marks(row: str) -> Iterator[Bounds]:
        try:
            for match in compiled.finditer(row, timeout=seconds):
                if match.end() > match.start():
                    yield match.span()
        except TimeoutError:
            return

    return marks


def _pattern_of(text: str) -> tuple[str | None, bool]:
    is_pattern = len(text) > 2 and text.startswith("/") and text.endswith("/")
    return text[1:-1] if is_pattern else None, text == text.lower()


class Finding(BodyWork):
    """One search of one body.

    Asking for hits reads a window of the body: do it in a thread.
    """

    def __init__(self, source: Bytes, text: str) -> None:
        super().__init__(source, "search the body")
        self.text = text
        self.finder = finder_of(text)
        self._search = Search(source, self.finder)

    @property
    def count(self) -> int:
        """How many hits are known."""
        return self._search.count

    @property
    def searched(self) -> float:
        """How much of the body is searched, from 0 to 1."""
        return self._search.searched / self._source.size if self._source.size else 1.0

    def number(self, hit: Hit) -> int:
        """Return which hit this is, from 1."""
        return self._search.number(hit)

    def next(self, at: int) -> Hit | None:
        """Return the first hit from an offset on; behind the last comes the first."""
        return self._search.after(at) or self._search.after(0)

    def previous(self, at: int) -> Hit | None:
        """Return the last hit before an offset; before the first comes the last."""
        return self._search.before(at) or self._search.before(self._source.size + 1)

    def work(self) -> None:
        """Search, a window at a time."""
        while not self.stopped:
            is_whole = self._whole.is_set()
            if is_whole:
                self._search.finish()
            if self._search.step():
                sleep(_BREATH)
            elif is_whole:
                return
            else:
                self._enough.wait(PAUSE)

"""The list of entries: only their numbers are held, and the pages that were on the screen."""

from array import array
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import ClassVar

from textual.content import Content

from workbench.store.history import Entry
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.safe import content

from . import words

PAGE = 100  # entries that are read at once
MOST_PAGES = 30

Numbers = Sequence[int]
Want = Callable[[int, Numbers], object]


class EntryList(LineList):
    """Entries of the history, one a line. It asks its owner for the pages that it has to draw."""

    DEFAULT_CSS = """
    EntryList { height: 1fr; }
    """
    clicks: ClassVar[int] = 2

    def __init__(self, want: Want) -> None:
        """`want` is called while drawing, with a page that is not here and its numbers."""
        super().__init__(id="entry-list")
        self._want = want
        self.numbers: Numbers = array("q")
        self.marked: int | None = None
        self.nothing = "reading …"
        self._pages: dict[int, dict[int, Entry]] = {}
        self._asked: set[int] = set()

    def show(self, numbers: Numbers, at: int | None = None) -> None:
        """List these, with the cursor on a number if it is among them."""
        self.numbers = numbers
        self._pages.clear()
        self._asked.clear()
        self.set_count(len(numbers))
        if at is not None and at in numbers:
            self.cursor = numbers.index(at)

    def given(self, page: int, numbers: Numbers, entries: Sequence[Entry]) -> None:
        """Take in a page, unless something else is listed by now."""
        self._asked.discard(page)
        if numbers != self._numbers_of(page):
            return
        while len(self._pages) >= MOST_PAGES:
            del self._pages[next(iter(self._pages))]
        self._pages[page] = {entry.number: entry for entry in entries}
        self.refresh()

    @property
    def current(self) -> int | None:
        """The number of the entry under the cursor."""
        return self.numbers[self.cursor] if self.numbers else None

    def entry(self, index: int) -> Entry | None:
        """Return an entry if it is here; asks for it otherwise."""
        page = index // PAGE
        known = self._pages.get(page)
        if known is not None:
            return known.get(self.numbers[index])
        if page not in self._asked:
            self._asked.add(page)
            self._want(page, self._numbers_of(page))
        return None

    def line(self, index: int, width: int) -> Content:
        """Draw one entry."""
        entry = self.entry(index)
        if entry is None:
            gone = index // PAGE in self._pages
            return content("  deleted meanwhile" if gone else "  …", "$muted italic")
        marked = entry.number == self.marked
        return words.row(entry, width, datetime.now().astimezone(), marked=marked)

    def empty(self) -> Content:
        """Say why there is nothing."""
        return content(f"  {self.nothing}", "$muted italic")

    def _numbers_of(self, page: int) -> Numbers:
        return self.numbers[page * PAGE : (page + 1) * PAGE]

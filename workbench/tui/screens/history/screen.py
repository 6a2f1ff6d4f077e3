"""The screen of the history: a filter, the list, and the exchange under the cursor."""

import asyncio
import time
from array import array
from collections.abc import Awaitable, Iterable
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.containers import Container
from textual.timer import Timer
from textual.widget import Widget

from workbench.engine.comparison import compare
from workbench.engine.history import exchange_of, spec_of
from workbench.engine.met_secrets import MetSecrets
from workbench.errors import WorkbenchError
from workbench.model import Collection, SavedRequest
from workbench.store.history import Filter, History, Record, parse_filter
from workbench.tui.kept import kept
from workbench.tui.keyboard import keymap_of
from workbench.tui.panes.response import ResponsePane
from workbench.tui.place_commands import HISTORY
from workbench.tui.screens.comparison import Comparison, named
from workbench.tui.screens.dialogs import Confirm
from workbench.tui.screens.filtered import FilteredScreen
from workbench.tui.screens.placing import ask_for_place
from workbench.tui.screens.side import bindings_of
from workbench.tui.widgets.filter_box import FilterBox
from workbench.tui.widgets.line_list import LineList

from .answers import Answer, Create, Open, Resend
from .entry_list import EntryList, Numbers
from .past import Past

TYPING = 0.15  # seconds from the last key to the search
EMPTY = "nothing was sent yet: what you send is kept here, without its secrets"
NO_MATCH = "nothing that was sent is like that"
NOUN = "by words, status:4xx, method:post, env:local, since:1d, is:failed"


class HistoryScreen(FilteredScreen[Answer | None]):
    """What was sent from a collection. It answers with what is to be done in the main screen."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (150, "-wide")]  # noqa: RUF012 - not a ClassVar in Textual
    DEFAULT_CSS = """
    HistoryScreen {
        & > #both { height: 1fr; margin: 0 1; layout: vertical; }
        & EntryList { height: 1fr; }
        & ResponsePane {
            height: 1fr; border: round $foreground 25%; background: $background;
            border-title-color: $muted; border-title-style: bold;
        }
        & ResponsePane:focus-within { border: round $accent; border-title-color: $accent; }
        & ResponsePane #hint { visibility: hidden; }
        & BodyView { background: $background; }
        & ResponsePane.-past > #status, & ResponsePane.-past > BodyView,
        & ResponsePane.-past > Lines { text-style: none; }
        &.-wide > #both { layout: horizontal; }
        &.-wide EntryList { width: 1fr; }
        &.-wide ResponsePane { width: 1fr; height: 100%; }
    }
    """
    commands = HISTORY
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(HISTORY)

    def __init__(self, history: History, collection: Collection, met: MetSecrets) -> None:
        super().__init__()
        self._collection = collection
        self._past = Past(history, met, self.complain)
        self._wanted = Filter()
        self._timer: Timer | None = None
        self._record: Record | None = None

    def body(self) -> Iterable[Widget]:
        """The filter, the list, the response."""
        return (
            FilterBox(NOUN),
            Container(EntryList(self.load), ResponsePane(id="kept"), id="both"),
        )

    async def on_mount(self) -> None:
        """Begin in the list."""
        await super().on_mount()
        self.show_title("History", f"of {self._collection.name}")
        self.set_focus(self._list)
        self.search()

    @property
    def _until(self) -> str:
        """How and how long all that was deleted comes back."""
        key = keymap_of(self.app).told("history.undo") or "undo"
        return f"{key} brings it back until Workbench is closed"

    @property
    def _cleared(self) -> str:
        return f"all of it was deleted; {self._until}"

    @property
    def _no_match(self) -> str:
        lists = self.can("filter.leave", "in the filter lists all")
        return f"{NO_MATCH}; {lists}" if lists else NO_MATCH

    @property
    def _list(self) -> EntryList:
        return self.query_one(EntryList)

    @property
    def _pane(self) -> ResponsePane:
        return self.query_one(ResponsePane)

    def _is_whole(self) -> bool:
        """Tell whether nothing of this screen is gone; it is closed while something is read."""
        return len(self.query("EntryList, #response-body, #title")) == 3

    async def _record_of(self, number: int | None) -> Record | None:
        """Return the record of a number: not of what was under the cursor a moment ago."""
        if number is None:
            return None
        if self._record is not None and -self._record.exchange.id == number:
            return self._record
        return await self._past.record(number)

    @work(exclusive=True, group="search")
    async def search(self, wanted_at: int | None = None) -> None:
        """List what the filter lets through by now, the cursor where it was or on a number."""
        if not self._is_whole():
            return
        wanted, listed = self._wanted, self._list
        at = listed.current if listed.cursor else None  # who is at the top sees what is new
        at = at if wanted_at is None else wanted_at
        numbers = await self._past.find(wanted)
        can_come_back = not numbers and await self._past.can_come_back()
        if not self._is_whole():
            return
        if wanted == Filter():
            listed.nothing = self._cleared if can_come_back else EMPTY
        else:
            listed.nothing = self._no_match
        listed.show(numbers, at)
        sends = "1 send" if listed.count == 1 else f"{listed.count:,} sends"
        self.show_title("History", f"of {self._collection.name}, {sends}")
        self.preview()

    @work(exclusive=True, group="preview")
    async def preview(self) -> None:
        """Show the exchange under the cursor."""
        if not self._is_whole():
            return
        record = await self._record_of(self._list.current)
        if not self._is_whole() or (record is not None and record is self._record):
            return
        self._record = record
        if record is None:
            self._pane.show(None)
            return
        exchange = exchange_of(record)
        self._pane.show(exchange)
        self._pane.title(f"{exchange.name or exchange.method}, {kept(exchange)}")

    @work
    async def load(self, page: int, numbers: Numbers) -> None:
        """Give the list a page that it has to draw."""
        entries = await self._past.entries(numbers)
        if self._is_whole():
            self._list.given(page, numbers, entries)

    # What the widgets say

    @on(LineList.Moved, "#entry-list")
    def _moved(self) -> None:
        self.preview()

    @on(LineList.Chosen, "#entry-list")
    def _chosen(self) -> None:
        self._pane.focus_body()

    def _narrow(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(TYPING, self._search_typed)

    def _search_typed(self) -> None:
        try:
            self._wanted = parse_filter(self._filter, time.time())
        except WorkbenchError as error:
            problem = error.problems[0]
            self.show_title("History", f"{problem.what}: {problem.hint}")
            return
        self.search()

    async def action_command(self, name: str) -> None:
        """Carry out a command of this screen, or one of the response that means something here."""
        match name:
            case "next-response-tab":
                self._pane.step_tab(1)
            case "previous-response-tab":
                self._pane.step_tab(-1)
            case _ if not name.startswith("history."):
                self.tell(
                    "this is for responses of open requests",
                    self.can("history.open", "opens the request"),
                )
            case _:
                await super().action_command(name)

    # The commands

    def command_look(self) -> None:
        """Move between the list and the response."""
        if self._pane.has_focus_within:
            self.set_focus(self._list)
        else:
            self._pane.focus_body()

    def command_mark(self) -> None:
        """Mark what is under the cursor, or take the mark away."""
        listed = self._list
        listed.marked = None if listed.marked == listed.current else listed.current
        listed.refresh()

    def command_compare(self) -> Awaitable[None]:
        """Compare with the marked one, or with the latest of the same request."""
        return self._compare(self._list.current)

    async def _compare(self, number: int | None) -> None:
        new = await self._record_of(number)
        if new is None:
            return
        old = await self._other(new)
        if old is None:
            marks = self.can("history.mark", "marks another one")
            self.tell("there is nothing to compare with", marks)
            return
        first, second = sorted(map(exchange_of, (old, new)), key=lambda each: -each.id)
        parts = await asyncio.to_thread(compare, first, second)
        self.app.push_screen(Comparison(named(first), named(second), parts))

    async def _other(self, new: Record) -> Record | None:
        """Return what a record is to be compared with."""
        number, marked = -new.exchange.id, self._list.marked
        if marked is not None and marked != number:
            return await self._past.record(marked)
        return await self._past.latest_other(new)

    def command_resend(self) -> Awaitable[None]:
        """Send it again, in the main screen."""
        return self._resend(self._list.current)

    async def _resend(self, number: int | None) -> None:
        record = await self._record_of(number)
        if record is not None:
            self.dismiss(Resend(record))

    def command_open(self) -> Awaitable[None]:
        """Go to its request."""
        return self._open(self._list.current)

    async def _open(self, number: int | None) -> None:
        record = await self._record_of(number)
        if record is None:
            return
        if isinstance(self._collection.find(record.exchange.request), SavedRequest):
            self.dismiss(Open(record.exchange.request))
        else:
            saves = self.can("history.keep", "saves it as a new one")
            self.tell("this request is not in the collection any more", saves)

    def command_keep(self) -> Awaitable[None]:
        """Make a request from it: ask for a name and a folder."""
        return self._keep(self._list.current)

    async def _keep(self, number: int | None) -> None:
        record = await self._record_of(number)
        if record is None:
            return
        exchange = record.exchange
        found = self._collection.find(exchange.request)
        spec = spec_of(record, found.spec if isinstance(found, SavedRequest) else None)
        place = await ask_for_place(
            self.app, self._collection, exchange.name, beside=exchange.request
        )
        if place is not None:
            name, parent = place
            self.dismiss(Create(parent, replace(spec, name=name)))

    def command_delete(self) -> Awaitable[None]:
        """Delete what is under the cursor."""
        listed, number = self._list, self._list.current
        at, left = listed.cursor, [each for each in listed.numbers if each != number]
        listed.show(array("q", left), left[min(at, len(left) - 1)] if left else None)
        return self._delete(number)

    async def _delete(self, number: int | None) -> None:
        if number is not None:
            await self._past.delete(number)
            self.search()

    def command_undo(self) -> Awaitable[None]:
        """Bring back what was deleted last, also on an earlier visit if that was all of it."""
        last = self._past.last_deleted()
        return self._bring_back() if last is None else self._restore(*last)

    async def _bring_back(self) -> None:
        if await self._past.bring_back():
            self.search()
        else:
            self.tell("nothing was deleted that can be brought back")

    async def _restore(self, number: int, record: Record) -> None:
        await self._past.restore(number, record)
        self.search(number)

    @work
    async def command_clear(self) -> None:
        """Delete everything, after asking."""
        if not self._list.count:
            return
        question = f"Delete all that was sent from this collection?\n{self._until}."
        if await self.app.push_screen_wait(Confirm("Delete all", question, "Delete all")):
            await self._past.clear()
            self._record = None
            self.tell("the history is empty", self._until)
            self.search()

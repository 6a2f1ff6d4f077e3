"""A CodeArea with a search below it, which can replace what it finds."""

import asyncio
from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static, TextArea

from workbench.bodies.code.text_search import Hits, Wanted, all_replaced, replaced, search
from workbench.errors import WorkbenchError

from .bindings import bindings
from .code_area import CodeArea
from .safe import line_content

PAUSE = 0.15  # seconds without typing in the text until its hits are looked for anew


class SearchLine(Input):
    """What is searched for, or what is to stand in its place."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("searching")

    @property
    def _editor(self) -> "Editor":
        return next(each for each in self.ancestors if isinstance(each, Editor))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Replace only where that was asked for."""
        if action == "replace_all":
            return self._editor.replaces
        return super().check_action(action, parameters)

    def action_close(self) -> None:
        """Forget the search."""
        self._editor.close_search()

    def action_step(self, by: int) -> None:
        """Go to the next hit, or to the one before."""
        self._editor.step(by)

    def action_replace_all(self) -> None:
        """Replace every hit."""
        self._editor.replace_all()


class Editor(Vertical):
    """The text, and below it while one searches what for, how many there are and which."""

    DEFAULT_CSS = """
    Editor {
        height: 1fr;
        & > CodeArea { height: 1fr; }
        & > #search { display: none; height: 1; background: $panel; }
        & > #search.-shown { display: block; }
        & #search > Input, & #search > Input:focus {
            width: 1fr; height: 1; border: none; padding: 0 1; background: $panel;
        }
        & #search > Input:focus { background: $surface; }
        & #search > #by { display: none; }
        & #search.-replaces > #by { display: block; }
        & #search > Static { width: auto; padding: 0 1; color: $muted; }
    }
    """

    @dataclass
    class Searching(Message):
        """A search has begun, or is over: it takes a line while it lasts."""

        on: bool

    def __init__(self, area: CodeArea) -> None:
        super().__init__()
        self.area = area
        self._begun_at = (0, 0)  # where a search starts: what the cursor was on
        self._number: int | None = None
        self._searched = 0  # the last revision of the text that was looked through, or is now

    def compose(self) -> ComposeResult:
        """The text, and the search."""
        yield self.area
        with Horizontal(id="search"):
            yield SearchLine(id="wanted", placeholder="text, or /pattern/", select_on_focus=True)
            yield SearchLine(id="by", placeholder="replaced by", select_on_focus=True)
            yield Static(id="count", markup=False)

    @property
    def _wanted(self) -> Wanted:
        return Wanted(self.query_one("#wanted", SearchLine).value)

    @property
    def _searches(self) -> bool:
        return self.query_one("#search").has_class("-shown")

    @property
    def replaces(self) -> bool:
        """Whether what is found can be replaced."""
        return self.query_one("#search").has_class("-replaces")

    @on(CodeArea.FindWanted)
    def _find_wanted(self, event: CodeArea.FindWanted) -> None:
        event.stop()
        line = self.query_one("#wanted", SearchLine)
        self._show_search(True)
        self.query_one("#search").set_class(event.replace, "-replaces")
        self._begun_at = min(self.area.selection)
        selected = self.area.selected_text
        if selected and "\n" not in selected:
            line.value = selected
        self.screen.set_focus(line)
        self._search(go=True)

    @on(CodeArea.StepWanted)
    def _step_wanted(self, event: CodeArea.StepWanted) -> None:
        event.stop()
        self.step(event.by)

    def _show_search(self, on: bool) -> None:
        self.query_one("#search").set_class(on, "-shown")
        self.post_message(self.Searching(on))

    def close_search(self) -> None:
        """Forget the search, and go on with the text."""
        self._show_search(False)
        self.workers.cancel_group(self, "search")
        self.area.hits = None
        self.screen.set_focus(self.area)

    def step(self, by: int) -> None:
        """Go to the next hit, or to the one before; from the last to the first."""
        hits = self.area.hits
        if hits is None and self._wanted.text:
            self._show_search(True)
            self._begun_at = self.area.cursor_location
            self._search(go=True)
        elif hits is not None and len(hits):
            start, end = sorted(self.area.selection)
            self._go(hits.after(max(start, end)) if by > 0 else hits.before(start))

    def replace_one(self) -> None:
        """Replace the hit that is selected, and go to the next; without one, only go."""
        area, hits, number = self.area, self.area.hits, self._number
        if hits is None or number is None or hits.places(number) != tuple(sorted(area.selection)):
            self.step(1)
            return
        by = self.query_one("#by", SearchLine).value
        try:
            text = replaced(area.text, hits.spans[number], self._wanted, by)
        except WorkbenchError as error:
            self._say(error.problems[0].what)
            return
        area.history.checkpoint()
        self._begun_at = area.replace(text, *hits.places(number)).end_location
        area.history.checkpoint()
        self._searched = area.revision
        self._search(go=True)

    @work(group="search", exclusive=True)
    async def replace_all(self) -> None:
        """Replace every hit, as one step to undo."""
        area, wanted, by = self.area, self._wanted, self.query_one("#by", SearchLine).value
        if not wanted.text or not self.replaces:
            return
        before, revision, newline = area.text, area.revision, area.document.newline
        try:
            hits = await asyncio.to_thread(search, before, wanted, newline)
            after, count = await asyncio.to_thread(all_replaced, before, wanted, by)
        except WorkbenchError as error:
            self._say(error.problems[0].what)
            return
        if area.revision != revision:
            return  # what was typed meanwhile counts for more
        if count and after != before:
            first, last = hits.spans[0][0], len(before) - hits.spans[-1][1]
            area.history.checkpoint()
            area.replace(
                after[first : len(after) - last], hits.places(0)[0], hits.places(len(hits) - 1)[1]
            )
            area.history.checkpoint()
        self._say(f"{count:,} replaced")

    @on(Input.Changed, "#wanted")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self._searches:
            self._search(go=True)

    @on(Input.Changed, "#by")
    def _by_typed(self, event: Input.Changed) -> None:
        event.stop()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input.id == "by":
            self.replace_one()
        else:
            self.step(1)

    @on(TextArea.Changed)
    def _text_changed(self) -> None:
        if self._searches and self.area.revision != self._searched:
            self._search(go=False)

    @work(group="search", exclusive=True)
    async def _search(self, *, go: bool) -> None:
        area, wanted = self.area, self._wanted
        if not wanted.text:
            area.hits = None
            self._say("")
            return
        if not go:
            await asyncio.sleep(PAUSE)
        self._searched = revision = area.revision
        try:
            hits = await asyncio.to_thread(search, area.text, wanted, area.document.newline)
        except WorkbenchError as error:
            area.hits = None
            self._say(error.problems[0].what)
            return
        if area.revision == revision:
            self._take(hits, go=go)

    def _take(self, hits: Hits, *, go: bool) -> None:
        self.area.hits, self._number = hits, None
        if go and len(hits):
            self._go(hits.after(self._begun_at))
        else:
            self._count()

    def _go(self, number: int) -> None:
        hits = self.area.hits
        assert hits is not None
        self._number = number
        start, end = hits.places(number)
        self.area.move_cursor(start)
        self.area.move_cursor(end, select=True, center=True)
        self._count()

    def _count(self) -> None:
        hits = self.area.hits
        if hits is None:
            self._say("")
            return
        count = f"{len(hits):,}{' or more' if hits.more else ''}"
        if not len(hits):
            self._say("no hits")
        elif self._number is None:
            self._say(f"{count} hits")
        else:
            self._say(f"hit {self._number + 1:,}/{count}")

    def _say(self, text: str) -> None:
        self.query_one("#count", Static).update(line_content(text))

"""The body of a response: its rows, where the cursor stands, and a search through all of it."""

import asyncio

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static

from workbench.bodies.kind import Kind
from workbench.engine.filters import filter_of
from workbench.errors import Problem, WorkbenchError
from workbench.model import Bytes
from workbench.tui.keyboard import keymap_of
from workbench.tui.widgets.bare import BareVertical
from workbench.tui.widgets.body_view import BodyView
from workbench.tui.widgets.cursor_view import CursorView
from workbench.tui.widgets.shown_body import Kept

from .at_cursor import fold_at, go_to, row_text_at, value_at
from .filter_bar import FilterBar
from .find_bar import FindBar
from .left import LeftBody
from .place_line import PlaceLine
from .places import Value
from .result_view import ResultView

FRAMES = 10  # a second, while something works on the body


class BodyPane(BareVertical):
    """A BodyView with a line below it that tells where the cursor is and what was found."""

    DEFAULT_CSS = """
    BodyPane {
        & > BodyView { height: 1fr; }
        & > #filter-result, &.-filtered > #response-body { display: none; }
        &.-filtered > #filter-result { display: block; }
        & > .asked { height: auto; background: $panel; }
        & .mark { dock: left; width: 3; height: 1; padding: 0 1; color: $accent; text-style: bold; }
        & #find, & #body-filter {
            display: none; height: 1; border: none; padding: 0 1 0 0; background: $panel;
        }
        & #find.-shown, & #body-filter.-shown { display: block; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._source: Bytes | None = None
        self._shown: Bytes | None = None
        self._whole = False
        self._frames: Timer | None = None

    def compose(self) -> ComposeResult:
        """The rows, the search, the place."""
        yield BodyView(id="response-body")
        yield ResultView(id="filter-result")
        with Horizontal(classes="asked"):
            yield FilterBar(id="body-filter")
            yield Static("|", classes="mark")
        with Horizontal(classes="asked"):
            yield FindBar(id="find")
            yield Static("/", classes="mark")
        yield PlaceLine()

    def on_mount(self) -> None:
        """Get ready to draw while a search goes on."""
        self._frames = self.set_interval(1 / FRAMES, self._tick, pause=True)

    @property
    def view(self) -> BodyView:
        """The rows: of the body, or of what a filter makes of it."""
        return self.results if self.filtered else self._body

    @property
    def kind(self) -> Kind:
        """What kind of body this is."""
        return self._body.kind

    @property
    def results(self) -> ResultView:
        """What a filter makes of the body."""
        return self.query_one(ResultView)

    @property
    def filtered(self) -> bool:
        """Whether the body is seen through a filter."""
        return self.has_class("-filtered")

    @property
    def bar(self) -> FilterBar:
        """The line that asks for a filter."""
        return self.query_one(FilterBar)

    @property
    def _body(self) -> BodyView:
        return self.query_one("#response-body", BodyView)

    @property
    def finder(self) -> FindBar:
        """The search."""
        return self.query_one(FindBar)

    @property
    def readable(self) -> Bytes | None:
        """What is shown, as it may be: the body or what a filter made of it."""
        through = self.results.through
        return self._shown if through is None else through.output

    def show(
        self, source: Bytes, kind: Kind, shown: Bytes, content_type: str = "", kept: Kept = str
    ) -> None:
        """Show another body; `shown` is the same as it may be drawn, `kept` what is decoded."""
        self.clear()
        self._source, self._shown = source, shown
        self._body.show(source, kind, shown, content_type, kept)
        self.finder.aim(self._body, shown)
        self._locate()

    def grow(self, *, whole: bool) -> None:
        """Show what has come in; `whole` says that no more will."""
        self._whole = whole
        if whole:
            self.results.finish()
            if not self.filtered:
                self.finder.finish()
        self._body.grow(whole=whole)
        self._watch()
        self._tell_place()

    def clear(self) -> None:
        """Show no body; when this returns, nothing reads the last one any more."""
        self.finder.aim(self._body, None)
        self.results.end()
        self.remove_class("-filtered")
        self.bar.close()
        self._body.clear()
        self._source = self._shown = None
        self._whole = False
        self.query_one(PlaceLine).forget()
        self._tell_place()

    def say_empty(self, text: str) -> None:
        """Say why there is no body, where there is none."""
        self._body.empty = text

    def leave(self) -> LeftBody:
        """Show no body, in such a way that one can `come_back` to this one as it is now."""
        through = "" if self.results.through is None else self.results.through.text
        if through:
            self.see_all()
        source, shown = self._source, self._shown
        search = self.finder.leave()
        left = LeftBody(source, shown, self._body.leave(), search, through)
        self.clear()
        return left

    def come_back(self, left: LeftBody) -> None:
        """Show a body as it was left, with what has come in since."""
        self.clear()
        self._source, self._shown = left.source, left.shown
        self._body.come_back(left.view)
        self.finder.aim(self._body, left.shown)
        self.finder.come_back(left.search)
        if left.through:
            self.see_through(left.through)
        self._watch()
        self._locate()

    def redraw(self) -> None:
        """Draw the rows anew: what may be shown has changed."""
        self._body.redraw()
        if (through := self.results.through) is not None:
            self.see_through(through.text)  # what it reads has changed as well
        self._locate()

    # What it is seen through

    def see_through(self, text: str) -> None:
        """Show what a filter makes of the body; raises WorkbenchError for a bad JSONPath."""
        if self._shown is None:
            raise WorkbenchError(Problem("there is no body to filter"))
        through, inside = filter_of(self._shown, text), self.has_focus_within
        self.results.begin(through, whole=self._whole)
        self.add_class("-filtered")
        self.bar.show_text(text)
        self.finder.aim(self.results, through.output)
        if inside:
            self.screen.set_focus(self.results)
        self._locate()

    def see_all(self) -> None:
        """Show the body as it is."""
        inside = self.has_focus_within
        self.results.end()
        self.remove_class("-filtered")
        self.bar.close()
        self.finder.aim(self._body, self._shown)
        if self._whole:
            self.finder.finish()
        if inside:
            self.screen.set_focus(self._body)
        self._locate()

    @on(ResultView.Left)
    @on(FilterBar.Left)
    def _filter_left(self, event: Message) -> None:
        event.stop()
        self.see_all()

    @on(ResultView.Grown)
    def _filter_grown(self, event: ResultView.Grown) -> None:
        event.stop()
        through = self.results.through
        if through is not None and not through.running:
            self.finder.finish()
            self._locate()
        self._watch()
        self._tell_place()

    # How it is drawn

    async def next_mode(self) -> None:
        """Draw the body in the next of its views, at the same place."""
        view, modes = self.view, self.view.modes
        if not modes:
            return
        at = await asyncio.to_thread(view.row_offset)
        view.set_mode(modes[(modes.index(view.mode) + 1) % len(modes)])
        await view.go_to_offset(at)
        self._watch()
        self._locate()

    async def wrap(self) -> None:
        """Wrap long lines of raw text, or do not."""
        if self.view.mode != "raw":
            shows = keymap_of(self.app).can("view-mode", "shows the body raw")
            raise WorkbenchError(Problem("only raw text wraps", hint=shows))
        await self.view.wrap(not self.view.wraps)
        self._tell_place()

    def follow(self) -> None:
        """Follow the end, or stop following it."""
        self.view.action_toggle_follow()
        self._tell_place()

    async def fold(self) -> None:
        """Fold the node that the cursor is on or in, or unfold it."""
        await fold_at(self.view, self.readable)
        self._tell_place()

    def unfold_all(self) -> None:
        """Show all that is folded."""
        self.view.unfold_all()
        self._tell_place()

    # Where the cursor is

    async def row_text(self) -> str:
        """Return the text of the cursor's row: as it was sent, unless it is decoded."""
        return await row_text_at(self.view, self.readable)

    async def value(self, *, elements: bool = False) -> Value:
        """Return the value of JSON that the cursor is on; raises WorkbenchError without one.

        With `elements` that may be an element of XML as well. Its path is empty if a command
        printed it, so that it has no place in the body.
        """
        through = self.results.through
        source = self._source if through is None else through.output
        return await value_at(self.view, source, through, elements=elements)

    async def go_to(self, text: str) -> None:
        """Go to a line (`120`), an offset (`@4096`, `@0x1000`) or a part of the body (`50%`)."""
        await go_to(self.view, text)

    @on(CursorView.Moved)
    def _moved(self, event: CursorView.Moved) -> None:
        event.stop()
        self._locate()

    @on(BodyView.ModeChanged)
    def _mode_changed(self, event: BodyView.ModeChanged) -> None:
        event.stop()
        self._locate()

    def _locate(self) -> None:
        """Find out where the cursor is."""
        self.query_one(PlaceLine).locate(self.view, self.readable, self.results.through)
        self._tell_place()

    # Searching

    def filter(self) -> None:
        """Show only rows with what is searched for, or all again."""
        self.finder.only_hits()
        self._watch()
        self._locate()

    @on(FindBar.Told)
    def _told(self, event: FindBar.Told) -> None:
        event.stop()
        self._watch()
        self._tell_place()

    def _tick(self) -> None:
        works = self.finder.running or self.view.filtering
        works = works or (self._whole and self.view.indexing)
        if not works and self._frames is not None:
            self._frames.pause()
            self._locate()  # more rows may have come
        self._tell_place()

    def _watch(self) -> None:
        """Tell the place again and again while something works on the body in a thread."""
        if self._frames is not None and (self.view.indexing or self.view.filtering):
            self._frames.resume()

    def _tell_place(self) -> None:
        if len(self.query(BodyView)) == 2 and self.query(PlaceLine):  # it was not taken away
            words = "  ".join(filter(None, (self.results.words, self.finder.words)))
            self.query_one(PlaceLine).tell(self.view, words)

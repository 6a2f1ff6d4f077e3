"""The response pane: draws the newest snapshot of an exchange, at the pace it is given."""

import time

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from workbench.bodies.sniff import sniff
from workbench.model import Exchange
from workbench.tui.widgets.body_view import BodyView
from workbench.tui.widgets.lines import Lines
from workbench.tui.widgets.safe import line_content
from workbench.tui.widgets.tab_bar import TabBar

from . import words

TABS = ("Body", "Headers", "Timing")


class ResponsePane(Vertical):
    """Status line, tabs, and the body, headers or timings of one exchange."""

    BORDER_TITLE = "Response"
    DEFAULT_CSS = """
    ResponsePane {
        & > #status {
            height: 1; padding: 0 1; background: $surface;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
        & > #problem { height: auto; padding: 0 1; display: none; }
        & > #problem.-shown { display: block; }
        & > BodyView, & > Lines { display: none; height: 1fr; }
        &.-body > BodyView { display: block; }
        &.-headers > #header-lines, &.-timing > #timing-lines { display: block; }
        & > #hint { display: none; height: 1fr; padding: 1 2; color: $foreground 60%; }
        &.-idle > * { display: none; }
        &.-idle > #hint { display: block; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._exchange: Exchange | None = None
        self._frame = 0
        self._title = ""
        self._bytes: object = None

    def compose(self) -> ComposeResult:
        """One line of status, the tabs, and what they show."""
        yield Static(id="status", markup=False)
        yield TabBar(TABS, id="response-tabs")
        yield Static(id="problem", markup=False)
        yield BodyView(id="response-body")
        yield Lines(id="header-lines")
        yield Lines(id="timing-lines")
        yield Static("Press ctrl+r (or enter in the URL) to send.", id="hint", markup=False)

    def on_mount(self) -> None:
        """Begin with nothing to show."""
        self.add_class("-idle")

    def show(self, exchange: Exchange | None) -> None:
        """Show an exchange, or a newer snapshot of it, or that there is none."""
        if exchange is self._exchange:
            return
        self.set_class(exchange is None, "-idle")
        previous, self._exchange = self._exchange, exchange
        if exchange is None:
            self._bytes = None
            self.query_one(BodyView).clear()
            self._show_tab()
            return
        if previous is None or previous.id != exchange.id:
            self._bytes = None
            self.query_one(BodyView).clear()
        self._show_body(exchange)
        self._show_problem(exchange)
        self._show_tab()
        self.tick()

    def tick(self) -> None:
        """Draw what has grown since: called about 15 times a second while bytes arrive."""
        exchange = self._exchange
        if exchange is None:
            return
        self._frame += 1
        elapsed = exchange.elapsed
        if exchange.phase != "done":
            elapsed = max(elapsed, time.time() - exchange.started)
        line = words.status_line(exchange, elapsed, self._frame // 3)
        self.query_one("#status", Static).update(line, layout=False)
        self.query_one(BodyView).grow()

    def focus_body(self) -> None:
        """Move the focus to what the active tab shows."""
        for widget in (self.query_one(BodyView), *self.query(Lines)):
            if widget.display:
                self.screen.set_focus(widget)
                return
        self.screen.set_focus(self.query_one(TabBar))

    def _show_body(self, exchange: Exchange) -> None:
        if exchange.body is None or self._bytes is exchange.body:
            return
        if exchange.body.size == 0 and exchange.phase != "done":
            return  # what it is can be told from its first bytes only
        self._bytes = exchange.body
        claimed = words.hop_type(exchange.hops[-1]) if exchange.hops else ""
        kind = sniff(claimed, exchange.body.read(0, 4096))
        self.query_one(BodyView).show(exchange.body, kind)

    def _show_problem(self, exchange: Exchange) -> None:
        problem, lines = self.query_one("#problem", Static), words.problem_lines(exchange)
        self.query_one(BodyView).empty = "" if lines or exchange.phase != "done" else "no body"
        problem.set_class(bool(lines), "-shown")
        if lines:
            problem.update(Content("\n").join(lines))

    @on(TabBar.Activated)
    def _tab_chosen(self, event: TabBar.Activated) -> None:
        event.stop()
        self._show_tab()

    def _show_tab(self) -> None:
        active = self.query_one(TabBar).active
        for name in TABS:
            shown = name == active and self._exchange is not None
            self.set_class(shown, f"-{name.lower()}")
        if self._exchange is None:
            return
        if active == "Headers":
            self.query_one("#header-lines", Lines).show(words.header_lines(self._exchange))
        elif active == "Timing":
            self.query_one("#timing-lines", Lines).show(words.timing_lines(self._exchange))

    def title(self, text: str) -> None:
        """Say whose response this is, when it is not the opened request's own."""
        if text != self._title:
            self._title = text
            self.border_title = line_content(text)

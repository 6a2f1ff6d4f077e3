"""The response pane: draws the newest snapshot of an exchange, at the pace it is given."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from workbench.bodies.recognise import recognise
from workbench.bodies.sniff import HEAD
from workbench.engine.masked import Masked
from workbench.engine.redact import redactor_of
from workbench.model import Exchange, NodeId
from workbench.tui.commands import COMMANDS
from workbench.tui.keyboard import keymap_of
from workbench.tui.widgets.safe import line_content
from workbench.tui.widgets.tab_bar import TabBar

from .absent import how_to_send, no_body
from .body import BodyPane
from .left import LeftResponse
from .offers import offers
from .problem import ProblemNote
from .status_line import StatusLine
from .tab_lines import TabLines
from .talk_bar import TalkBar

TABS = ("Body", "Headers", "Cookies", "Checks", "Timeline", "Origins", "Raw")
BESIDE_LINES = 3  # columns: two of padding, one of the scrollbar


class ResponsePane(Vertical):
    """Status line, tabs, and what they show of one exchange."""

    BORDER_TITLE = "Response"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(c.keys, f"screen.command('{c.id}')", c.title, id=c.id, show=False)
        for c in COMMANDS
        if c.scope == "response"
    ]

    class Turned(Message):
        """Another tab is shown, with other things to do."""

    DEFAULT_CSS = """
    ResponsePane {
        &.-past > #status { text-style: dim italic; }
        &.-past > BodyPane, &.-past > Lines { text-style: dim; }
        & > BodyPane, & > Lines { display: none; height: 1fr; }
        &.-body > BodyPane, &.-lines > Lines { display: block; }
        & > #hint { display: none; height: 1fr; padding: 1 2; color: $muted; }
        &.-idle > * { display: none; }
        &.-idle > #hint { display: block; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._exchange: Exchange | None = None
        self._title = ""
        self._shown_body: object = None
        self._masked: Masked | None = None
        self._revealed = False
        self._left: dict[int, LeftResponse] = {}  # by the id of the exchange
        self.pinned: Mapping[NodeId, str] = {}
        """The filters through which the responses of some requests are seen."""

    def compose(self) -> ComposeResult:
        """One line of status, the tabs, and what they show."""
        yield StatusLine(id="status")
        yield TabBar(TABS, of="response", id="response-tabs")
        yield ProblemNote(id="problem")
        yield BodyPane()
        yield TalkBar()
        yield TabLines(id="response-lines")
        yield Static(id="hint", markup=False)

    def on_mount(self) -> None:
        """Begin with nothing to show."""
        self.add_class("-idle")
        self.query_one("#hint", Static).update(how_to_send(self._key))

    def show(self, exchange: Exchange | None) -> None:
        """Show an exchange, or a newer snapshot of it, or that there is none."""
        if exchange is self._exchange:
            return
        from_history = exchange is not None and exchange.from_history
        self.update_classes({"-idle": exchange is None, "-past": from_history})
        previous, self._exchange = self._exchange, exchange
        secrets = previous.secrets if previous is not None else frozenset()
        left = None
        if exchange is None or previous is None or previous.id != exchange.id:
            self._forget(previous, exchange)
            left = None if exchange is None else self._left.pop(exchange.id, None)
        if exchange is None:
            self.talk_bar.remove_class("-open")
            self._show_tab()
            return
        if left is not None:
            secrets = left.secrets
            self._come_back(left)
        if self._masked is not None and secrets != exchange.secrets:
            self._masked.redactor = redactor_of(exchange.secrets)
            self.body.redraw()
        self._show_body(exchange)
        self.query_one(ProblemNote).show(exchange, self.body.kind)
        self.body.say_empty(no_body(exchange, self._key))
        self._show_talk(exchange)
        failed = exchange.wrong
        self.query_one(TabBar).set_badge("Checks", f"✗{failed}" if failed else "")
        if previous is None or _news(previous, exchange):
            self._show_tab()
        if left is not None:
            self._tab_lines.cursor = left.lines.line
        self.tick()

    def retain(self, ids: Collection[int]) -> None:
        """Come back to these exchanges only; what was kept of all others is let go."""
        for number in [number for number in self._left if number not in ids]:
            self._left.pop(number).body.stop()

    def _forget(self, previous: Exchange | None, exchange: Exchange | None) -> None:
        """Show nothing, but remember how the response of another request is left."""
        if previous is not None and (exchange is None or exchange.request != previous.request):
            if self._revealed:
                self.reveal(show=False)
            self._left[previous.id] = LeftResponse(
                self.active,
                self._tab_lines.leave(),
                self.body.leave(),
                self._masked,
                previous.secrets,
                self._shown_body,
            )
        else:
            self.body.clear()
        self._shown_body = None
        self._tab_lines.forget()
        self._masked, self._revealed = None, False
        self.query_one(ProblemNote).forget()

    def _come_back(self, left: LeftResponse) -> None:
        self._masked, self._shown_body = left.masked, left.shown_body
        self._tab_lines.come_back(left.lines)
        self.query_one(TabBar).active = left.tab
        self.body.come_back(left.body)

    def tick(self) -> None:
        """Draw what has grown since: called about 15 times a second while bytes arrive."""
        exchange = self._exchange
        if exchange is None:
            return
        index = self.body.view.index
        remark = "" if index is None else index.remark
        self.query_one(StatusLine).tell(exchange, revealed=self._revealed, remark=remark)
        self.body.grow(whole=exchange.phase == "done")

    def reveal(self, show: bool | None = None) -> bool:
        """Show the secrets of this exchange, or hide them again; returns whether they show.

        They are hidden as soon as another exchange is shown.
        """
        self._revealed = not self._revealed if show is None else show
        if self._masked is not None:
            self._masked.reveal = self._revealed
        self.body.redraw()
        self._show_tab()
        self.tick()
        return self._revealed

    @property
    def body(self) -> BodyPane:
        """What shows the body."""
        return self.query_one(BodyPane)

    @property
    def _tab_lines(self) -> TabLines:
        return self.query_one(TabLines)

    @property
    def talk_bar(self) -> TalkBar:
        """Where messages for an open WebSocket are written."""
        return self.query_one(TalkBar)

    @property
    def shown(self) -> Exchange | None:
        """The exchange that is shown."""
        return self._exchange

    @property
    def content_type(self) -> str:
        """What the response says that its body is."""
        exchange = self._exchange
        return exchange.content_type if exchange else ""

    @property
    def offers(self) -> list[str]:
        """The commands that matter here, the most important ones first."""
        talks = self.talk_bar.has_class("-open")
        return offers(self._exchange, self.active, self.body.view.mode, talks=talks)

    @property
    def active(self) -> str:
        """The name of the tab that is shown."""
        return self.query_one(TabBar).active

    def step_tab(self, by: int) -> None:
        """Show a tab further on (or back), and keep the focus on what is shown."""
        inside = self.has_focus_within and not self.query_one(TabBar).has_focus
        self.query_one(TabBar).action_step(by)
        self._show_tab()
        if inside:
            self.focus_body()

    def show_tab(self, name: str) -> None:
        """Show a tab, and move the focus to what it shows."""
        self.query_one(TabBar).choose(name)
        self._show_tab()
        self.focus_body()

    @property
    def selected_line(self) -> str:
        """The line under the cursor of a tab that is not the body."""
        return self._tab_lines.selected

    def focus_body(self) -> None:
        """Move the focus to what the active tab shows."""
        shown = self.body.view if self.active == "Body" else self._tab_lines
        self.screen.set_focus(shown if self._exchange is not None else self.query_one(TabBar))

    def title(self, text: str) -> None:
        """Say whose response this is, when it is not the opened request's own."""
        if text != self._title:
            self._title = text
            self.border_title = line_content(text)

    def _show_body(self, exchange: Exchange) -> None:
        if exchange.body is None or self._shown_body is exchange.body:
            return
        if exchange.body.size == 0 and exchange.phase != "done":
            return  # what it is can be told from its first bytes only
        self._shown_body = exchange.body
        claimed = self.content_type
        kind = recognise(claimed, exchange.body.read(0, HEAD))
        self._masked = Masked(exchange.body, redactor_of(exchange.secrets))
        self._masked.reveal = self._revealed
        self.body.show(exchange.body, kind, self._masked, claimed, self._masked.text)
        if exchange.talk is not None and exchange.phase != "done":
            self.body.view.follow = True  # what is said next matters most
        if pinned := self.pinned.get(exchange.request):
            self.body.see_through(pinned)

    def _key(self, command: str) -> str:
        return keymap_of(self.app).told(command)

    def on_unmount(self) -> None:
        """Leave all bodies alone."""
        self.retain(())

    def _show_talk(self, exchange: Exchange) -> None:
        """Offer to write messages while a WebSocket is open."""
        talk, bar = exchange.talk, self.talk_bar
        is_open = talk is not None and talk.state == "open" and self.active == "Body"
        if bar.has_class("-open") and not is_open and bar.has_focus_within:
            self.focus_body()
        bar.set_class(is_open, "-open")

    @on(TalkBar.Left)
    def _talk_left(self, event: TalkBar.Left) -> None:
        event.stop()
        self.focus_body()

    def on_resize(self) -> None:
        """Draw what is made for a width anew."""
        if self.active in ("Timeline", "Origins"):
            self.call_after_refresh(self._show_tab)

    @on(TabBar.Activated)
    def _tab_chosen(self, event: TabBar.Activated) -> None:
        event.stop()
        self._show_tab()
        self.post_message(self.Turned())

    def _show_tab(self) -> None:
        exchange, active = self._exchange, self.active
        is_body, is_there = active == "Body", exchange is not None
        self.update_classes({"-body": is_there and is_body, "-lines": is_there and not is_body})
        if exchange is not None:
            self._show_talk(exchange)
        if exchange is not None and active != "Body":
            if self._revealed and exchange.revealed:
                exchange = replace(exchange, hops=exchange.revealed)
            self._tab_lines.show_tab(
                active,
                exchange,
                self._masked,
                self.size.width - BESIDE_LINES,
                revealed=self._revealed,
            )


def _news(before: Exchange, after: Exchange) -> bool:
    """Tell whether there is more than a longer body: what the tabs other than Body show."""
    return (
        before.id != after.id
        or before.hops is not after.hops
        or before.phase != after.phase
        or before.verdicts is not after.verdicts
    )

"""What works on requests: the panes that show them, what sends them, and their commands.

It comes after the rest of the main screen, which can be used without it for a moment.
"""

import asyncio
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult

from workbench.engine.met_secrets import MetSecrets
from workbench.engine.order import Order
from workbench.engine.scopes import scopes_of
from workbench.engine.secret_places import SecretPlace, secret_places
from workbench.engine.session import Session
from workbench.engine.sources import Ask
from workbench.engine.visitor import Visitor
from workbench.errors import Problem, WorkbenchError
from workbench.model import NodeId, RequestSpec, Variables
from workbench.store.cookies import CookieFiles
from workbench.store.lines import Lines
from workbench.store.paths import state_dir
from workbench.templating import Scope, variables_of
from workbench.tui.commands import BY_ID
from workbench.tui.cookie_jar import CookieJar
from workbench.tui.dispatch import Dispatch
from workbench.tui.keyboard import keymap_of
from workbench.tui.overrides import Overrides
from workbench.tui.panes.request import RequestPane
from workbench.tui.panes.request.bar import METHODS, Method, SendButton
from workbench.tui.panes.request.token_view import TokenView
from workbench.tui.panes.response import ResponsePane, TabLines
from workbench.tui.panes.response.filter_bar import FilterBar
from workbench.tui.panes.response.talk_bar import TalkBar
from workbench.tui.panes.run import RunPane
from workbench.tui.panes.tabs import RequestTabs
from workbench.tui.preferences import settings_of
from workbench.tui.screens.dialogs import Pick
from workbench.tui.state import State
from workbench.tui.widgets.bare import BareVertical
from workbench.tui.widgets.code_area import CodeArea

from .body_commands import BodyCommands
from .carrying import carriers
from .comparison_commands import ComparisonCommands
from .filter_commands import FilterCommands
from .history_commands import HistoryCommands
from .judging import Judging
from .keep_commands import KeepCommands
from .open_commands import OpenCommands
from .previewing import Preview
from .response_commands import ResponseCommands
from .schema_commands import SchemaCommands
from .scratch import Scratch
from .send_commands import SendCommands
from .side_commands import SideCommands
from .talk_commands import TalkCommands
from .tokens import Tokens
from .trusting import Trusting
from .view_commands import ViewCommands
from .visiting import Visiting
from .words import explained, welcome

if TYPE_CHECKING:
    from .screen import MainScreen


class Bench(BareVertical):
    """The open requests with their responses, and the run panel below."""

    def __init__(self, main: "MainScreen") -> None:
        super().__init__(id="work")
        self._main = main
        self.trusting = Trusting(main.root)
        self.met = MetSecrets()
        self._visiting = Visiting(main)
        self.dispatch = Dispatch(self._woken, self._session)
        self.sends = SendCommands(main, self.dispatch)
        self.talks = TalkCommands(main, self.dispatch)
        self.past = HistoryCommands(main, self.met)
        schemas = SchemaCommands(main, self.dispatch)
        self._tokens = Tokens(main, self.dispatch)
        told = (schemas.prepared, self._tokens.prepared)
        self._previewed = Preview(main, self.dispatch, *told)
        self._judging = Judging(main, self.dispatch)
        self.open, self.scratch = OpenCommands(main), Scratch(main)
        self._filters = FilterCommands(main)
        jar = CookieJar(self.dispatch)
        self._sides = SideCommands(main, Overrides(self.dispatch), jar, main.store)
        groups = (
            *main.groups,
            main.files,
            main.panes,
            self.sends,
            self.talks,
            self.open,
            self.scratch,
            ResponseCommands(main),
            self.past,
            schemas,
            BodyCommands(main),
            KeepCommands(main),
            ComparisonCommands(main, self.dispatch),
            self._filters,
            ViewCommands(main),
            self._sides,
        )
        self.carriers = carriers(groups, BY_ID)

    def compose(self) -> ComposeResult:
        """Request over response, and a row of tabs while several are open."""
        yield RequestTabs()
        yield RequestPane(id="request", scopes=self.scopes, root=self._main.root)
        yield ResponsePane(id="response")

    def begin(self) -> None:
        """Start the network."""
        self.see_through(self._main.panes.pinned)
        self.sends.begin()
        self.past.begin()

    def see_through(self, pinned: Mapping[NodeId, str]) -> None:
        """See the responses of some requests through filters."""
        self.query_one(ResponsePane).pinned = pinned

    async def on_unmount(self) -> None:
        """End the network thread."""
        await asyncio.to_thread(self.dispatch.close)
        await asyncio.to_thread(self.past.recording.close)

    # Showing

    def show(self, state: State) -> None:
        """Show the opened request of a state with its response, or how to begin."""
        self.query_one(RequestTabs).show(state)
        if state.spec is None:
            self.query_one(RequestPane).explain(welcome(keymap_of(self.app)))
        else:
            self.query_one(RequestPane).show(state)
            self._previewed.show()
        self.show_response()
        self.past.recall(state.opened)
        self.sends.show_offer()

    def explain(self, problem: Problem) -> None:
        """Show why a file cannot be read."""
        self.query_one(RequestPane).explain(explained(problem, keymap_of(self.app)))

    def show_response(self) -> None:
        """Show the exchange that the state points to."""
        main = self._main
        main.state = main.state.masking(self.met.masked)
        response, pinned, shown = self.query_one(ResponsePane), main.state.pinned, main.state.shown
        response.show(shown)
        response.retain({each.id for each in main.state.open_exchanges})
        self.query_one(RequestPane).show_verdicts(shown)
        title = f"Response of run: {pinned.name or pinned.url}" if pinned else "Response"
        if shown is not None and shown.from_history:
            title = f"Response from history, {self.past.kept(shown)}"
        response.title(title)

    def show_flights(self) -> None:
        """Show what depends on what is in flight."""
        main = self._main
        self.show_response()
        main.show_flights()
        self.query_one(RequestTabs).show(main.state)
        self.query_one(SendButton).busy = main.state.in_flight(main.state.opened)
        self._tokens.look()

    def tick(self) -> None:
        """Let what shows passing time move on."""
        self.query_one(ResponsePane).tick()
        self.query_one(RequestTabs).tick()

    def settings_changed(self) -> None:
        """Take on what editors go by."""
        for area in self.query(CodeArea):
            area.take_settings()

    @property
    def offers(self) -> list[str]:
        """The commands that matter because of what has the focus."""
        response = self.query_one(ResponsePane)
        return response.offers if response.has_focus_within else []

    # What the commands work with

    def order(self, node: NodeId | None) -> Order:
        """Return a request as it is to be sent, with its unsaved edits."""
        state = self._main.state
        spec = state.current(node)
        if node is None or spec is None:
            raise WorkbenchError(Problem("no request is open"))
        return Order(state.collection, spec, node, state.environment, self.given)

    @property
    def given(self) -> Variables:
        """What was said on the command line."""
        return variables_of(self._main.state.given)

    def scopes(self) -> Sequence[Scope]:
        """Return where the values of the opened request come from."""
        state = self._main.state
        if state.spec is None:
            return ()
        order = self.order(state.opened)
        return scopes_of(order, self.dispatch.session.values(order.environment))

    def secret_places(self) -> tuple[SecretPlace, ...]:
        """Return what in the opened request should be a reference to a secret."""
        spec = self._main.state.spec
        return () if spec is None else secret_places(spec, self.met.texts)

    def edit(self, node: NodeId, spec: RequestSpec) -> None:
        """Take in unsaved edits of a request, and show them."""
        main = self._main
        if node not in main.state.drafts:
            main.filing.begin_edit(node)
        before, main.state = main.state.current(node), main.state.editing(node, spec)
        self.query_one(RequestPane).taken(main.state)
        main.files.keep_soon()
        main.show()
        self._judging.edited(node, before, spec)

    def follow(self, old: NodeId, new: NodeId) -> None:
        """Let what was sent of a request or folder go on under its new id."""
        self.dispatch.follow(old, new)
        self.past.renamed(old, new)

    def _session(self, ask: Ask) -> Session:
        main = self._main
        return Session(
            main.root,
            grants=self.trusting.grants,
            ask=ask,
            visitor=Visitor(self._visiting.open_page, self._visiting.show_code),
            baseline=main.filing.stored.load,
            lines=lambda: Lines(main.root).find,
            body_memory=lambda: settings_of(self.app).body_megabytes * 1024 * 1024,
            met=self.met,
            observe=lambda sent: self.past.recording.observe(sent),
            cookies=CookieFiles(state_dir() / "cookies", main.root),
            trouble=lambda problem: main.on_loop(lambda: main.complain(WorkbenchError(problem))),
        )

    def _woken(self) -> None:
        """Called from the network thread: draw at once instead of at the next frame."""
        self._main.on_loop(self.sends.draw)

    # What the panes say

    @on(RequestTabs.Wanted)
    def _tab_wanted(self, event: RequestTabs.Wanted) -> None:
        self.open.wanted(event)

    @on(RequestTabs.Dragged)
    def _tab_dragged(self, event: RequestTabs.Dragged) -> None:
        self.open.dragged(event)

    @on(RequestPane.Edited)
    def _edited(self, event: RequestPane.Edited) -> None:
        self.edit(event.node, event.spec)

    @on(TokenView.Wanted)
    @work
    async def _token_wanted(self, event: TokenView.Wanted) -> None:
        await self._main.carried_out(self._tokens.want(event.what))

    @on(ResponsePane.Turned)
    def _response_turned(self) -> None:
        self._main.show_keys()

    @on(TabLines.OriginWanted)
    @work
    async def _origin_wanted(self, event: TabLines.OriginWanted) -> None:
        await self._main.carried_out(self._sides.go_to_origin(event.origin, event.request))

    @on(TalkBar.Said)
    async def _said(self, event: TalkBar.Said) -> None:
        event.stop()
        await self._main.carried_out(self.talks.say(event.message))

    @on(TalkBar.Refused)
    def _refused(self, event: TalkBar.Refused) -> None:
        event.stop()
        self._main.complain(event.error)

    @on(FilterBar.Wanted)
    def _filter_wanted(self, event: FilterBar.Wanted) -> None:
        self._filters.use(event.text)

    @on(SendButton.Pressed)
    async def _send_pressed(self, event: SendButton.Pressed) -> None:
        await self._main.action_command("cancel" if event.cancel else "send")

    @on(Method.Offered)
    @work
    async def _method_offered(self) -> None:
        chosen = await self.app.push_screen_wait(Pick("Method", METHODS, free=True))
        if chosen is not None:
            self.query_one(Method).choose(chosen.upper())

    @on(RunPane.Started)
    @work
    async def _run_started(self, event: RunPane.Started) -> None:
        await self._main.carried_out(self.sends.start_run(event.times, event.at_once))

    @on(RunPane.Stopped)
    def _run_stopped(self) -> None:
        self.sends.stop_run()

    @on(RunPane.RowChosen)
    def _row_chosen(self, event: RunPane.RowChosen) -> None:
        self.sends.show_row(event.index)

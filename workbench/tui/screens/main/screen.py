"""The main screen: it owns the state, hands it to the panes, and routes what they say.

Panes post messages up; this screen changes the State and shows it. Commands stand in
groups of their own, files are changed through Filing, requests are sent through Dispatch.
"""

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import ClassVar, Literal

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widget import Widget

from workbench.engine.met_secrets import MetSecrets
from workbench.engine.order import Order
from workbench.engine.scopes import scopes_of
from workbench.engine.secret_places import SecretPlace, secret_places
from workbench.engine.session import Session
from workbench.engine.sources import Ask
from workbench.engine.visitor import Visitor
from workbench.errors import Problem, WorkbenchError
from workbench.model import (
    Broken,
    Collection,
    Folder,
    NodeId,
    RequestSpec,
    SavedRequest,
    Variables,
    requests,
)
from workbench.preferences import Layout
from workbench.store.collection_store import CollectionStore
from workbench.store.cookies import CookieFiles
from workbench.store.drafts import Drafts
from workbench.store.lines import Lines
from workbench.store.paths import state_dir
from workbench.templating import Scope, variables_of
from workbench.tui.commands import BY_ID, COMMANDS, Command
from workbench.tui.cookie_jar import CookieJar
from workbench.tui.dispatch import Dispatch
from workbench.tui.keyboard import keymap_of
from workbench.tui.overrides import Overrides
from workbench.tui.panes.collection import CollectionTree
from workbench.tui.panes.request import RequestPane
from workbench.tui.panes.request.bar import METHODS, Method, SendButton
from workbench.tui.panes.request.token_view import TokenView
from workbench.tui.panes.response import ResponsePane
from workbench.tui.panes.response.filter_bar import FilterBar
from workbench.tui.panes.response.talk_bar import TalkBar
from workbench.tui.panes.run import RunPane
from workbench.tui.panes.tabs import RequestTabs
from workbench.tui.preferences import settings_of
from workbench.tui.screens.dialogs import Pick
from workbench.tui.screens.protection import frame
from workbench.tui.screens.telling import complain, tell
from workbench.tui.state import State
from workbench.tui.widgets.code_area import CodeArea
from workbench.tui.widgets.key_bar import KeyBar
from workbench.tui.widgets.top_bar import TopBar

from .body_commands import BodyCommands
from .carrying import carriers, does_ask
from .comparison_commands import ComparisonCommands
from .disk import Disk
from .file_commands import FileCommands
from .filing import Filing
from .filter_commands import FilterCommands
from .history_commands import HistoryCommands
from .judging import Judging
from .keep_commands import KeepCommands
from .open_commands import OpenCommands
from .panes import Panes
from .previewing import Preview
from .response_commands import ResponseCommands
from .schema_commands import SchemaCommands
from .scratch import Scratch
from .send_commands import SendCommands
from .side_commands import SideCommands
from .talk_commands import TalkCommands
from .tokens import Tokens
from .tree_commands import TreeCommands
from .trusting import Trusting
from .view_commands import ViewCommands
from .visiting import Visiting
from .words import explained, welcome

Severity = Literal["information", "warning", "error"]


class MainScreen(Screen[None]):
    """One open collection."""

    takes_sequences = True

    VERTICAL_BREAKPOINTS = [(0, "-low"), (32, "-tall")]  # noqa: RUF012 - not a ClassVar in Textual
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (180, "-broad")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(c.keys, f"command('{c.id}')", c.title, id=c.id, show=False)
        for c in COMMANDS
        if c.scope == "everywhere"
    ]

    def __init__(
        self,
        root: Path,
        environment: str | None,
        variables: Mapping[str, str],
    ) -> None:
        super().__init__()
        self.state = State(Collection(Folder("", root.name)), environment)
        store = CollectionStore(root)
        self.filing = Filing(store, Drafts(state_dir() / "drafts", root))
        self.loaded = asyncio.Event()
        self._variables, self.root = variables, root
        self.trusting = Trusting(root)
        self.met = MetSecrets()
        self._visiting = Visiting(self)
        self._dispatch = Dispatch(self._woken, self._session)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._offered: list[tuple[str, Command]] = []
        self.disk = Disk(self)
        self.panes = Panes(self)
        self.files = FileCommands(self)
        self.sends = SendCommands(self, self._dispatch)
        self.talks = TalkCommands(self, self._dispatch)
        self.past = HistoryCommands(self, root)
        schemas = SchemaCommands(self, self._dispatch)
        self._tokens = Tokens(self, self._dispatch)
        told = (schemas.prepared, self._tokens.prepared)
        self._previewed = Preview(self, self._dispatch, *told)
        self._judging = Judging(self, self._dispatch)
        self.open, self.scratch = OpenCommands(self), Scratch(self)
        self.filters = FilterCommands(self)
        jar = CookieJar(self._dispatch)
        self.sides = SideCommands(self, Overrides(self._dispatch), jar, store)
        groups = (
            self.files,
            self.sends,
            self.talks,
            TreeCommands(self),
            self.open,
            self.scratch,
            self.panes,
            ResponseCommands(self),
            self.past,
            schemas,
            BodyCommands(self),
            KeepCommands(self),
            ComparisonCommands(self, self._dispatch),
            self.filters,
            ViewCommands(self),
            self.sides,
        )
        self._carriers = carriers(groups, BY_ID)

    def compose(self) -> ComposeResult:
        """Collection on the left, request over response, the run panel below."""
        yield TopBar()
        with Horizontal(id="main"):
            yield CollectionTree(id="tree")
            with Vertical(id="work"):
                yield RequestTabs()
                yield RequestPane(id="request", scopes=self.scopes, root=self.root)
                yield ResponsePane(id="response")
        yield KeyBar()

    async def on_mount(self) -> None:
        """Show the collection, look for drafts, then start the network."""
        self._loop = asyncio.get_running_loop()
        self.watch(self, "focused", self._focus_moved, init=False)
        self.call_after_refresh(self._start)

    async def _start(self) -> None:
        self.set_focus(self.query_one(CollectionTree))
        await self.panes.begin()
        try:
            await self._load()
        except WorkbenchError as error:
            self.complain(error)
        finally:
            self.sends.begin()
            self.loaded.set()
        self.disk.begin()
        self.past.begin()

    async def _load(self) -> None:
        """Show the collection, and offer back what an earlier session left unsaved."""
        wanted = self.state.environment
        self.state = self.state.reloading(await self.filing.load())
        self.state = self.state.switching(self._first_environment(wanted))
        self.show()
        await self.files.restore_drafts()
        self._open_again()

    def _open_again(self) -> None:
        """Open what was open when the collection was left, or else the latest edits."""
        state, newest = self.state, self.files.newest
        there = {each.id for each in requests(state.collection.root)} | state.drafts.keys()
        tabs = self.panes.tabs.retaining(there).keeping_all(state.drafts)
        if tabs.active is not None:
            self.state = state.showing(replace(tabs, closed=()))
        elif newest is not None:
            self.state = state.opening(newest)
        if self.state.opened is not None:
            self.show()
            self.query_one(CollectionTree).reveal(self.state.opened)

    def _first_environment(self, wanted: str | None) -> str | None:
        names = sorted(self.state.collection.environments)
        if wanted is not None and wanted not in names:
            self.tell(f'there is no environment "{wanted}"', severity="warning")
        return next((name for name in (wanted, "local", *names) if name in names), None)

    async def on_unmount(self) -> None:
        """Keep what was typed last, and end the network thread."""
        await self.files.keep_drafts()
        await self.panes.remember()
        await asyncio.to_thread(self._dispatch.close)
        await asyncio.to_thread(self.past.recording.close)

    @property
    def layout_wanted(self) -> Layout:
        """How the user wants the panes to lie."""
        return settings_of(self.app).layout

    @property
    def confirms(self) -> bool:
        """Whether to ask before what can be undone."""
        return settings_of(self.app).confirm

    def settings_changed(self) -> None:
        """Take on other keys and another layout."""
        if self.loaded.is_set():
            self.panes.apply()
            self._show_keys()
            for area in self.query(CodeArea):
                area.take_settings()

    # Showing

    def show(self) -> None:
        """Bring everything on the screen in line with the state."""
        state = self.state
        environment = state.collection.environments.get(state.environment or "")
        color = environment.color if environment else ""
        protected = environment is not None and environment.protected
        self.query_one(TopBar).show(
            state.collection.name,
            state.environment,
            color,
            len(state.drafts),
            protected=protected,
        )
        frame(self, environment)
        self.query_one(CollectionTree).show(state)
        self.query_one(RequestTabs).show(state)
        if self.loaded.is_set():
            self.panes.tabs_changed(state.tabs)
        if state.spec is None:
            self.query_one(RequestPane).explain(welcome(keymap_of(self.app)))
        else:
            self.query_one(RequestPane).show(state)
            self._previewed.show()
        self.show_response()
        self.past.recall(state.opened)
        self.sends.show_offer()
        self._show_keys()

    def show_response(self) -> None:
        """Show the exchange that the state points to."""
        self.state = self.state.masking(self.met.masked)
        response, pinned, shown = self.query_one(ResponsePane), self.state.pinned, self.state.shown
        response.show(shown)
        response.retain({each.id for each in self.state.open_exchanges})
        self.query_one(RequestPane).show_verdicts(shown)
        title = f"Response of run: {pinned.name or pinned.url}" if pinned else "Response"
        if shown is not None and shown.from_history:
            title = f"Response from history, {self.past.kept(shown)}"
        response.title(title)

    def show_flights(self) -> None:
        """Show what depends on what is in flight."""
        self.show_response()
        self.query_one(CollectionTree).show(self.state)
        self.query_one(RequestTabs).show(self.state)
        self.query_one(SendButton).busy = self.state.in_flight(self.state.opened)
        self._tokens.look()
        self._show_keys()

    @on(TokenView.Wanted)
    @work
    async def _token_wanted(self, event: TokenView.Wanted) -> None:
        await self._carried_out(self._tokens.want(event.what))

    def tick(self) -> None:
        """Let what shows passing time move on."""
        self.query_one(ResponsePane).tick()
        self.query_one(RequestTabs).tick()

    def _show_keys(self) -> None:
        here = self.focused
        ids = ["send", "save", "run", "help", "environment", "new-request"]
        ids += ["palette", "history", "quit"]
        if isinstance(here, CollectionTree):
            ids[4:4] = ["mark", "edit-folder", "rename", "duplicate", "move", "delete"]
        if (pane := self.query_one(ResponsePane)).has_focus_within:
            ids[1:1] = pane.offers
        if self.state.in_flight(self.state.opened):
            ids = ["cancel", *ids]
        usable = [BY_ID[i] for i in ids if not BY_ID[i].blocked(self.state)]
        self._offered = keymap_of(self.app).offered(usable)
        self.query_one(KeyBar).show([(key, c.short or c.title) for key, c in self._offered])

    def _focus_moved(self, _focused: Widget | None) -> None:
        self._show_keys()

    def tell(self, what: str, hint: str = "", *, severity: Severity = "information") -> None:
        """Show a short message in the corner; both texts may come from anywhere."""
        tell(self.app, what, hint, severity=severity)

    def complain(self, error: WorkbenchError) -> None:
        """Show each Problem of an error."""
        complain(self.app, error)

    # What the commands work with

    async def action_command(self, name: str) -> None:
        """Carry out a command of the table, or say why it cannot be."""
        command = BY_ID[name]
        if reason := command.blocked(self.state):
            if name == "cancel":
                self.sends.close_panel()
            else:
                self.tell(f"{command.title}: {reason}", severity="warning")
            return
        method = self._carriers[name]
        try:
            outcome = method()
        except WorkbenchError as error:
            self.complain(error)
            return
        if inspect.isawaitable(outcome):
            carried = self._carried_out(outcome)
            if does_ask(method):
                self.run_worker(carried)
            else:
                await carried

    async def _carried_out(self, outcome: Awaitable[None]) -> None:
        try:
            await outcome
        except WorkbenchError as error:
            self.complain(error)

    def order(self, node: NodeId | None) -> Order:
        """Return a request as it is to be sent, with its unsaved edits."""
        spec = self.state.current(node)
        if node is None or spec is None:
            raise WorkbenchError(Problem("no request is open"))
        return Order(self.state.collection, spec, node, self.state.environment, self.given)

    @property
    def given(self) -> Variables:
        """What was said on the command line."""
        return variables_of(self._variables)

    def scopes(self) -> Sequence[Scope]:
        """Return where the values of the opened request come from."""
        if self.state.spec is None:
            return ()
        order = self.order(self.state.opened)
        return scopes_of(order, self._dispatch.session.values(order.environment))

    def secret_places(self) -> tuple[SecretPlace, ...]:
        """Return what in the opened request should be a reference to a secret."""
        if self.state.spec is None:
            return ()
        return secret_places(self.state.spec, self.met.texts)

    def _session(self, ask: Ask) -> Session:
        return Session(
            self.root,
            grants=self.trusting.grants,
            ask=ask,
            visitor=Visitor(self._visiting.open_page, self._visiting.show_code),
            baseline=self.filing.stored.load,
            lines=lambda: Lines(self.root).find,
            body_memory=lambda: settings_of(self.app).body_megabytes * 1024 * 1024,
            met=self.met,
            observe=lambda sent: self.past.recording.observe(sent),
            cookies=CookieFiles(state_dir() / "cookies", self.root),
            trouble=lambda problem: self.on_loop(lambda: self.complain(WorkbenchError(problem))),
        )

    @property
    def blank(self) -> RequestSpec:
        """A request to begin with."""
        return RequestSpec(url="{{base_url}}/" if self.knows("base_url") else "https://")

    def knows(self, variable: str) -> bool:
        """Tell whether every request of the collection can use a variable."""
        collection = self.state.collection
        environment = collection.environments.get(self.state.environment or "")
        listed = (
            *collection.root.defaults.variables,
            *(environment.variables if environment else ()),
        )
        return variable in self._variables or any(known.name == variable for known in listed)

    def edit(self, node: NodeId, spec: RequestSpec) -> None:
        """Take in unsaved edits of a request, and show them."""
        if node not in self.state.drafts:
            self.filing.begin_edit(node)
        before, self.state = self.state.current(node), self.state.editing(node, spec)
        self.query_one(RequestPane).taken(self.state)
        self.files.keep_soon()
        self.show()
        self._judging.edited(node, before, spec)

    def follow(self, old: NodeId, new: NodeId) -> None:
        """Let everything that belongs to a request or folder go on under its new id."""
        self.state = self.state.renaming(old, new)
        self._dispatch.follow(old, new)
        self.past.renamed(old, new)
        self.panes.renamed(old, new)
        self.files.keep_soon()

    async def reload(self, node: NodeId | None) -> None:
        """Read the collection from disk, show it, and open a request of it."""
        collection = await self.filing.load()
        self.state = self.state.reloading(collection)
        if node is not None and self.state.current(node) is not None:
            self.state = self.state.opening(node, keep=True)
        self.show()

    def _woken(self) -> None:
        """Called from the network thread: draw at once instead of at the next frame."""
        self.on_loop(self.sends.draw)

    def on_loop(self, call: Callable[[], None]) -> None:
        """Call something on the interface's loop, soon; from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.call_later, call)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A border may be held."""
        self.panes.press(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """A border may be dragged."""
        self.panes.drag(event)

    def on_mouse_up(self) -> None:
        """A border may be let go."""
        self.panes.release()

    # What the panes say

    @on(CollectionTree.FoldsChanged)
    def _folds_changed(self) -> None:
        self.panes.folds_changed()

    @on(KeyBar.Chosen)
    async def _key_clicked(self, event: KeyBar.Chosen) -> None:
        await self.action_command(self._offered[event.index][1].id)

    @on(CollectionTree.Opened)
    def _opened(self, event: CollectionTree.Opened) -> None:
        node = event.node
        if isinstance(node, SavedRequest):
            self.state = self.state.opening(node.id)
            self.show()
            return
        problem = node.problem if isinstance(node, Broken) else node
        self.query_one(RequestPane).explain(explained(problem))

    @on(RequestTabs.Wanted)
    def _tab_wanted(self, event: RequestTabs.Wanted) -> None:
        self.open.wanted(event)

    @on(RequestTabs.Dragged)
    def _tab_dragged(self, event: RequestTabs.Dragged) -> None:
        self.open.dragged(event)

    @on(RequestPane.Edited)
    def _edited(self, event: RequestPane.Edited) -> None:
        self.edit(event.node, event.spec)

    @on(ResponsePane.Turned)
    def _response_turned(self) -> None:
        self._show_keys()

    @on(ResponsePane.OriginWanted)
    @work
    async def _origin_wanted(self, event: ResponsePane.OriginWanted) -> None:
        await self._carried_out(self.sides.go_to_origin(event.origin, event.request))

    @on(TalkBar.Said)
    async def _said(self, event: TalkBar.Said) -> None:
        event.stop()
        await self._carried_out(self.talks.say(event.message))

    @on(TalkBar.Refused)
    def _refused(self, event: TalkBar.Refused) -> None:
        event.stop()
        self.complain(event.error)

    @on(FilterBar.Wanted)
    def _filter_wanted(self, event: FilterBar.Wanted) -> None:
        self.filters.use(event.text)

    @on(SendButton.Pressed)
    async def _send_pressed(self, event: SendButton.Pressed) -> None:
        await self.action_command("cancel" if event.cancel else "send")

    @on(Method.Offered)
    @work
    async def _method_offered(self) -> None:
        chosen = await self.app.push_screen_wait(Pick("Method", METHODS, free=True))
        if chosen is not None:
            self.query_one(Method).choose(chosen.upper())

    @on(RunPane.Started)
    @work
    async def _run_started(self, event: RunPane.Started) -> None:
        await self._carried_out(self.sends.start_run(event.times, event.at_once))

    @on(RunPane.Stopped)
    def _run_stopped(self) -> None:
        self.sends.stop_run()

    @on(RunPane.RowChosen)
    def _row_chosen(self, event: RunPane.RowChosen) -> None:
        self.sends.show_row(event.index)

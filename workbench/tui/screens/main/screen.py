"""The main screen: it owns the state, hands it to the panes, and routes what they say.

Panes post messages up; this screen changes the State and shows it. Files are changed
through Filing, requests are sent through Dispatch; neither knows a widget.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from workbench.bodies.safe import safe_text
from workbench.engine.prepare import resolve
from workbench.engine.progress import RunProgress
from workbench.errors import Problem, WorkbenchError
from workbench.model import (
    Broken,
    Collection,
    Folder,
    NodeId,
    Plan,
    RequestSpec,
    Resolved,
    SavedRequest,
    walk,
)
from workbench.store.collection_store import CollectionStore
from workbench.store.drafts import Drafts
from workbench.store.paths import state_dir
from workbench.tui.commands import BY_ID, COMMANDS
from workbench.tui.dispatch import Dispatch
from workbench.tui.panes.collection import CollectionTree
from workbench.tui.panes.request import RequestPane
from workbench.tui.panes.request.bar import METHODS, Method, RequestBar, SendButton
from workbench.tui.panes.response import ResponsePane
from workbench.tui.panes.run import RunPane
from workbench.tui.screens.dialogs import Ask, Confirm, Pick
from workbench.tui.screens.help import Help
from workbench.tui.state import State
from workbench.tui.widgets.key_bar import KeyBar
from workbench.tui.widgets.safe import content, line_content
from workbench.tui.widgets.top_bar import TopBar

from .filing import Filing

FRAME = 1 / 15  # how often what is in flight is drawn
DRAFT_DELAY = 0.3  # seconds from the last key to the draft on disk
TOP_LEVEL = "(top level)"


class MainScreen(Screen[None]):
    """One open collection."""

    VERTICAL_BREAKPOINTS = [(0, "-low"), (32, "-tall")]  # noqa: RUF012 - not a ClassVar in Textual
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012
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
        self.filing = Filing(CollectionStore(root), Drafts(state_dir() / "drafts", root))
        self.loaded = asyncio.Event()
        self._panel: RunPane | None = None  # mounted when it is first wanted
        self._variables = variables
        self._dispatch = Dispatch(self._woken)
        self._progress: RunProgress | None = None
        self._kept: dict[NodeId, RequestSpec] = {}  # the drafts as they are on disk
        self._draft_timer: Timer | None = None
        self._frames: Timer | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def compose(self) -> ComposeResult:
        """Collection on the left, request over response, the run panel below."""
        yield TopBar()
        with Horizontal(id="main"):
            yield CollectionTree(id="tree")
            with Vertical(id="work"):
                yield RequestPane(id="request")
                yield ResponsePane(id="response")
        yield KeyBar()

    async def on_mount(self) -> None:
        """Show the collection, then start the network and look for drafts."""
        self._loop = asyncio.get_running_loop()
        self._frames = self.set_interval(FRAME, self._draw, pause=True)
        self.watch(self, "focused", self._focus_moved, init=False)
        self.call_after_refresh(self._start)

    async def _start(self) -> None:
        self.set_focus(self.query_one(CollectionTree))
        self._dispatch.start()
        try:
            await self._load()
        except WorkbenchError as error:
            self.complain(error)
        finally:
            self.loaded.set()

    async def _load(self) -> None:
        """Show the collection, and offer back what an earlier session left unsaved."""
        wanted = self.state.environment
        self.state = self.state.reloading(await self.filing.load())
        self.state = self.state.switching(self._first_environment(wanted))
        self.show()
        drafts, unreadable = await self.filing.restore_drafts()
        for problem in unreadable:
            self.tell(f"{problem.where}: {problem.what}", problem.hint, severity="warning")
        for node, draft in drafts.items():
            self.state = self.state.editing(node, draft.spec)
            self._kept[node] = draft.spec
        if self.state.drafts:
            newest = max(self.state.drafts, key=lambda node: drafts[node].saved_at)
            self.state = self.state.opening(newest)
            names = ", ".join(spec.name or node for node, spec in self.state.drafts.items())
            self.tell(f"unsaved edits are back: {names}", "ctrl+s saves them, f12 drops them")
            self.show()
            self.query_one(CollectionTree).reveal(newest)

    def _first_environment(self, wanted: str | None) -> str | None:
        names = sorted(self.state.collection.environments)
        if wanted is not None and wanted not in names:
            self.tell(f'there is no environment "{wanted}"', severity="warning")
        return next((name for name in (wanted, "local", *names) if name in names), None)

    async def on_unmount(self) -> None:
        """Keep what was typed last, and end the network thread."""
        await self._keep_drafts()
        await asyncio.to_thread(self._dispatch.close)

    # Showing

    def show(self) -> None:
        """Bring everything on the screen in line with the state."""
        state = self.state
        environment = state.collection.environments.get(state.environment or "")
        color = environment.color if environment else ""
        self.query_one(TopBar).show(
            state.collection.name, state.environment, color, len(state.drafts)
        )
        self.query_one(CollectionTree).show(state)
        if state.spec is None:
            self.query_one(RequestPane).explain(welcome())
        else:
            self.query_one(RequestPane).show(state)
            self._preview()
        self._show_response()
        self._show_run_offer()
        self._show_keys()

    def _show_response(self) -> None:
        response, pinned = self.query_one(ResponsePane), self.state.pinned
        response.show(self.state.shown)
        response.title(f"Response of run: {pinned.name or pinned.url}" if pinned else "Response")

    def _show_run_offer(self) -> None:
        marked, spec = self.state.marked, self.state.spec
        subject = f"{len(marked)} picked requests" if marked else spec.name if spec else ""
        if self._panel is not None:
            self._panel.offer(subject or (self.state.opened or ""), bool(marked))

    def _preview(self) -> None:
        try:
            resolved = self._resolve(self.state.opened)
        except WorkbenchError as error:
            text = line_content(f"! {error.problems[0].what}", "$warning")
        else:
            text = line_content(f"→ {resolved.url}")
        self.query_one(RequestBar).preview(text)

    def _show_keys(self) -> None:
        here = self.focused
        ids = ["send", "save", "run", "help", "environment", "new-request", "palette", "quit"]
        if isinstance(here, CollectionTree):
            ids[4:4] = ["mark", "rename", "duplicate", "move", "delete"]
        if self.state.in_flight(self.state.opened):
            ids = ["cancel", *ids]
        usable = [BY_ID[i] for i in ids if not BY_ID[i].blocked(self.state)]
        self.query_one(KeyBar).show([(c.key, c.short or c.title) for c in usable])

    def _focus_moved(self, _focused: Widget | None) -> None:
        self._show_keys()

    def tell(self, what: str, hint: str = "", *, severity: str = "information") -> None:
        """Show a short message in the corner; both texts may come from anywhere."""
        text = f"{what}\n{hint}" if hint else what
        level = (
            "error"
            if severity == "error"
            else "warning"
            if severity == "warning"
            else "information"
        )
        self.app.notify(safe_text(text), severity=level, markup=False, timeout=6)  # type: ignore[arg-type]

    def complain(self, error: WorkbenchError) -> None:
        """Show each Problem of an error."""
        for problem in error.problems:
            place = f"{problem.where}: " if problem.where else ""
            self.tell(f"{place}{problem.what}", problem.hint, severity="error")

    # Commands

    async def action_command(self, name: str) -> None:
        """Carry out a command of the table, or say why it cannot be."""
        command = BY_ID[name]
        if reason := command.blocked(self.state):
            if name != "cancel":
                self.tell(f"{command.title}: {reason}", severity="warning")
            elif self._panel is not None and not self._run_is_on:
                self._close_run()
            return
        try:
            outcome = getattr(self, f"command_{name.replace('-', '_')}")()
            if asyncio.iscoroutine(outcome):
                await outcome
        except WorkbenchError as error:
            self.complain(error)

    def command_send(self) -> None:
        """Send the opened request."""
        resolved = self._resolve(self.state.opened)
        self.state = self.state.opening(resolved.id)
        self._dispatch.send(resolved)
        self._watch_flights()

    def command_cancel(self) -> None:
        """Cancel the opened request's flight."""
        if self.state.opened is not None:
            self._dispatch.cancel(self.state.opened)

    async def command_save(self) -> None:
        """Write the opened request's edits to its file."""
        node, spec = self.state.opened, self.state.spec
        if node is None or spec is None:
            return
        if self.state.saved(node) is None:
            created = await self.filing.create(self.state.folder_for_new(node), spec)
            self.state = self.state.reverting(node)
            await self._keep_drafts()
            node = created
        else:
            await self.filing.save(node, spec)
        self._kept.pop(node, None)
        await self._reload(node)
        self.tell(f"saved {node}.toml")

    @work
    async def command_revert(self) -> None:
        """Drop the opened request's edits, after asking."""
        node = self.state.opened
        if node is None:
            return
        name = self.state.spec.name if self.state.spec else node
        question = f"Drop the unsaved edits of “{name or node}” and show what its file says?"
        if await self.app.push_screen_wait(Confirm("Revert", question, "Drop edits")):
            self.state = self.state.reverting(node)
            self._draft_soon()
            self.show()

    async def command_run(self) -> None:
        """Open the run panel."""
        if self._panel is None:
            self._panel = RunPane(id="run")
            await self.query_one("#work").mount(self._panel)
        self._panel.add_class("-open")
        self.add_class("-running")
        self._show_run_offer()
        self._panel.focus_controls()

    @work
    async def command_environment(self) -> None:
        """Choose an environment."""
        names = sorted(self.state.collection.environments)
        if not names:
            self.tell("this collection has no environments", "add environments/NAME.toml")
            return
        current = self.state.environment or ""
        chosen = await self.app.push_screen_wait(Pick("Environment", names, chosen=current))
        if chosen is not None:
            self.state = self.state.switching(chosen)
            self.show()

    async def command_theme(self) -> None:
        """Choose a theme; the app knows them."""
        await self.run_action("app.choose_theme")

    def command_focus_tree(self) -> None:
        """Go to the tree."""
        self.query_one("#tree").display = True
        self.set_focus(self.query_one(CollectionTree))

    def command_focus_url(self) -> None:
        """Go to the URL."""
        self.set_focus(self.query_one("#url", Input))

    def command_focus_response(self) -> None:
        """Go to the response."""
        self.query_one(ResponsePane).focus_body()

    def command_next_tab(self) -> None:
        """Show the request's next tab."""
        self.query_one(RequestPane).next_tab()

    def command_sidebar(self) -> None:
        """Show or hide the tree."""
        tree = self.query_one(CollectionTree)
        tree.display = not tree.display

    def command_zoom(self) -> None:
        """Give the focused pane the whole screen, or put it back."""
        panes = [*self.query("#tree, #request, #response, #run")]
        if self.has_class("-zoomed"):
            self.remove_class("-zoomed")
            for pane in panes:
                pane.remove_class("-zoom")
            return
        here = self.focused
        around = here.ancestors_with_self if here is not None else []
        pane = next((pane for pane in panes if pane in around), self.query_one("#response"))
        self.add_class("-zoomed")
        pane.add_class("-zoom")

    @work
    async def command_new_request(self) -> None:
        """Create a request where the cursor is, and open it."""
        parent = self.state.folder_for_new(self.query_one(CollectionTree).node or self.state.opened)
        name = await self.app.push_screen_wait(Ask(f"New request in {parent or 'the collection'}"))
        if name is not None:
            spec = RequestSpec(
                name=name, url="{{base_url}}/" if self._has_base_url() else "https://"
            )
            await self._file(lambda: self.filing.create(parent, spec), open_it=True)

    @work
    async def command_new_folder(self) -> None:
        """Create a folder where the cursor is."""
        parent = self.state.folder_for_new(self.query_one(CollectionTree).node)
        name = await self.app.push_screen_wait(Ask(f"New folder in {parent or 'the collection'}"))
        if name is not None:
            await self._file(lambda: self.filing.create_folder(parent, name))

    def command_mark(self) -> None:
        """Pick what is under the tree's cursor for a run."""
        node = self.query_one(CollectionTree).node
        if node is not None:
            self.state = self.state.marking(node)
            self.show()

    @work
    async def command_rename(self) -> None:
        """Rename what is under the tree's cursor."""
        node = self.query_one(CollectionTree).node
        found = self.state.collection.find(node) if node else None
        if node is None or not isinstance(found, Folder | SavedRequest):
            return
        old = found.name if isinstance(found, Folder) else found.spec.name
        name = await self.app.push_screen_wait(Ask("Rename", old or node.rpartition("/")[2]))
        if name is not None and name != old:

            async def rename() -> NodeId:
                renamed = await self.filing.rename(node, name)
                self.state = self.state.naming(node, name)
                return renamed

            await self._file(rename, moved=node)

    @work
    async def command_duplicate(self) -> None:
        """Copy what is under the tree's cursor."""
        node = self.query_one(CollectionTree).node
        if node is not None:
            await self._file(lambda: self.filing.duplicate(node), open_it=True)

    @work
    async def command_move(self) -> None:
        """Move what is under the tree's cursor into a folder."""
        node = self.query_one(CollectionTree).node
        if node is None:
            return
        folders = [n.id for n in walk(self.state.collection.root) if isinstance(n, Folder)]
        places = [TOP_LEVEL, *(f for f in folders if f != node and not f.startswith(f"{node}/"))]
        chosen = await self.app.push_screen_wait(Pick(f"Move {node} to", places))
        if chosen is not None:
            parent = "" if chosen == TOP_LEVEL else chosen
            await self._file(lambda: self.filing.move(node, parent), moved=node)

    async def command_move_up(self) -> None:
        """Move what is under the tree's cursor one place up."""
        await self._shift(-1)

    async def command_move_down(self) -> None:
        """Move what is under the tree's cursor one place down."""
        await self._shift(1)

    async def _shift(self, by: int) -> None:
        node = self.query_one(CollectionTree).node
        if node is None:
            return
        parent = self.state.collection.folders_of(node)[-1]
        names = [child.id.rpartition("/")[2] for child in parent.children]
        at = names.index(node.rpartition("/")[2])
        to = at + by
        if 0 <= to < len(names):
            before = names[to] if by < 0 else names[to + 1] if to + 1 < len(names) else None
            await self._file(lambda: self.filing.move(node, parent.id, before), moved=node)

    @work
    async def command_delete(self) -> None:
        """Move what is under the tree's cursor to the trash, after asking."""
        node = self.query_one(CollectionTree).node
        found = self.state.collection.find(node) if node else None
        if node is None or found is None:
            return
        what = f"the folder “{found.name}” with all it holds" if isinstance(found, Folder) else node
        question = f"Move {what} to the trash?\nu brings it back."
        if await self.app.push_screen_wait(Confirm("Delete", question, "Delete")):
            await self._file(lambda: self.filing.delete(node))
            self.tell(f"deleted {node}", "u brings it back")

    async def command_undelete(self) -> None:
        """Bring back what was deleted last."""
        node = await self.filing.undelete()
        if node is None:
            self.tell("nothing has been deleted", severity="warning")
            return
        await self._reload(None)
        self.query_one(CollectionTree).reveal(node)

    async def command_reload(self) -> None:
        """Read the collection from disk again."""
        await self._reload(None)
        self.tell("the collection was read again")
        for node in self.filing.rebase(self.state.drafts):
            spec = self.state.drafts[node]
            self.tell(
                f"{spec.name or node} changed on disk under your edits",
                "ctrl+s now writes yours over it, f12 takes what is there",
                severity="warning",
            )

    def command_help(self) -> None:
        """Show all keys."""
        self.app.push_screen(Help())

    def command_palette(self) -> None:
        """Find a command by name."""
        self.app.action_command_palette()

    def command_quit(self) -> None:
        """Leave."""
        self.app.exit()

    # Files

    async def _file(
        self,
        act: Callable[[], Awaitable[NodeId | None]],
        *,
        moved: NodeId | None = None,
        open_it: bool = False,
    ) -> None:
        """Do something to files, then show the collection as it is now."""
        try:
            node = await act()
            if moved is not None and node is not None:
                self.state = self.state.renaming(moved, node)
                self._dispatch.follow(moved, node)
                self._draft_soon()
            await self._reload(node if open_it else None)
            if node is not None:
                self.query_one(CollectionTree).reveal(node)
        except WorkbenchError as error:
            self.complain(error)

    async def _reload(self, node: NodeId | None) -> None:
        collection = await self.filing.load()
        self.state = self.state.reloading(collection)
        if node is not None and self.state.current(node) is not None:
            self.state = self.state.opening(node)
        self.show()

    def _has_base_url(self) -> bool:
        environment = self.state.collection.environments.get(self.state.environment or "")
        known = {**self._variables, **self.state.collection.root.defaults.variables}
        return "base_url" in known or (
            environment is not None and "base_url" in environment.variables
        )

    def _draft_soon(self) -> None:
        if self._draft_timer is not None:
            self._draft_timer.stop()
        self._draft_timer = self.set_timer(DRAFT_DELAY, self._keep_drafts)

    def unkept(self) -> dict[NodeId, RequestSpec | None]:
        """Return the drafts that are not on disk as they are now; None is to be forgotten."""
        drafts = self.state.drafts
        nodes = {*drafts, *self._kept}
        return {n: drafts.get(n) for n in nodes if self._kept.get(n) is not drafts.get(n)}

    async def _keep_drafts(self) -> None:
        unkept = self.unkept()
        if not unkept:
            return
        try:
            await self.filing.keep_drafts(unkept)
        except WorkbenchError as error:
            self.complain(error)
            return
        for node, spec in unkept.items():
            self._kept.pop(node, None)
            if spec is not None:
                self._kept[node] = spec

    # Sending

    def _resolve(self, node: NodeId | None) -> Resolved:
        spec = self.state.current(node)
        if node is None or spec is None:
            raise WorkbenchError(Problem("no request is open"))
        return resolve(
            self.state.collection,
            spec,
            request=node,
            environment=self.state.environment,
            variables=self._variables,
        )

    def _woken(self) -> None:
        """Called from the network thread: draw at once instead of at the next frame."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.call_later, self._draw)

    def _watch_flights(self) -> None:
        if self._frames is not None:
            self._frames.resume()

    def _draw(self) -> None:
        news = self._dispatch.latest()
        for exchange in news:
            self.state = self.state.moving_on(exchange)
        if news:
            self._show_response()
            self.query_one(CollectionTree).show(self.state)
            self.query_one(SendButton).busy = self.state.in_flight(self.state.opened)
            self._show_keys()
        self.query_one(ResponsePane).tick()
        if self._panel is not None:
            self._panel.tick()
        for error in self._dispatch.failures():
            self.tell(f"internal error: {error!r}", severity="error")
        if not self._dispatch.busy and self._frames is not None:
            self._frames.pause()

    # What the panes say

    @on(CollectionTree.Opened)
    def _opened(self, event: CollectionTree.Opened) -> None:
        node = event.node
        if isinstance(node, SavedRequest):
            self.state = self.state.opening(node.id)
            self.show()
            return
        problem = node.problem if isinstance(node, Broken) else node
        self.query_one(RequestPane).explain(explained(problem))

    @on(RequestPane.Edited)
    def _edited(self, event: RequestPane.Edited) -> None:
        if event.node not in self.state.drafts:
            self.filing.begin_edit(event.node)
        self.state = self.state.editing(event.node, event.spec)
        self.query_one(RequestPane).taken(self.state)
        self._draft_soon()
        self.show()

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
    def _run_started(self, event: RunPane.Started) -> None:
        nodes = self.state.marked or ((self.state.opened,) if self.state.opened else ())
        try:
            requests = tuple(self._resolve(node) for node in nodes)
            if not requests:
                raise WorkbenchError(Problem("nothing to run", hint="pick requests in the tree"))
        except WorkbenchError as error:
            self.complain(error)
            return
        progress = self._dispatch.run(Plan(requests, event.times, event.at_once))
        self._progress = progress
        if self._panel is not None:
            self._panel.watch_run(progress)
        self._watch_flights()

    @property
    def _run_is_on(self) -> bool:
        return self._progress is not None and self._progress.running

    @on(RunPane.Stopped)
    def _run_stopped(self) -> None:
        if self._run_is_on:
            self._dispatch.cancel_run()
        else:
            self._close_run()

    def _close_run(self) -> None:
        if self._panel is not None:
            self._panel.remove_class("-open")
        self.remove_class("-running")
        self.set_focus(self.query_one(CollectionTree))

    @on(RunPane.RowChosen)
    def _row_chosen(self, event: RunPane.RowChosen) -> None:
        exchange = self._progress.exchange(event.index) if self._progress else None
        if exchange is None:
            self.tell(
                "this exchange was not kept", "a run keeps its first 10,000", severity="warning"
            )
            return
        self.state = self.state.pinning(exchange)
        self._show_response()


def welcome() -> Content:
    """Return what an empty request pane says."""
    keys = (
        ("enter", "opens the request under the cursor"),
        ("ctrl+r", "sends it; the answer streams in below"),
        ("ctrl+g", "sends it many times at once"),
        ("ctrl+n", "makes a new request"),
        ("f1", "shows every key"),
    )
    lines = [Content.styled("Pick a request in the collection.", "bold"), Content("")]
    lines += [Content.assemble((f"{key:<9}", "$accent bold"), what) for key, what in keys]
    return Content("\n").join(lines)


def explained(problem: Problem) -> Content:
    """Return a Problem as the request pane shows it."""
    lines = [content(problem.what, "$error bold")]
    if problem.where:
        lines.append(content(f"in {problem.where}"))
    if problem.hint:
        lines.append(content(f"hint: {problem.hint}", "$foreground 70%"))
    lines += [
        Content(""),
        Content.styled("The file is left as it is. f8 reads it again.", "$foreground 70%"),
    ]
    return Content("\n").join(lines)

"""The main screen: it owns the state, hands it to the panes, and routes what they say.

Panes post messages up; this screen changes the State and shows it. Commands stand in
groups of their own, and files are changed through Filing.

It is drawn and answers keys before most of it is even imported: the Bench, which works on
requests, follows when it is first needed, or else when nobody has asked for anything.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widget import Widget

from workbench.errors import Problem, WorkbenchError
from workbench.model import (
    Broken,
    Collection,
    Folder,
    Node,
    NodeId,
)
from workbench.preferences import Layout
from workbench.store.collection_store import CollectionStore
from workbench.store.drafts import Drafts
from workbench.store.paths import state_dir
from workbench.tui.commands import BY_ID, COMMANDS
from workbench.tui.keyboard import keymap_of
from workbench.tui.latest import run_beside
from workbench.tui.panes.collection import CollectionTree
from workbench.tui.preferences import settings_of
from workbench.tui.screens.opening import Blank
from workbench.tui.screens.paced import PacedScreen
from workbench.tui.screens.protection import frame
from workbench.tui.screens.telling import complain, tell
from workbench.tui.state import State
from workbench.tui.widgets.bare import BareHorizontal
from workbench.tui.widgets.key_bar import KeyBar
from workbench.tui.widgets.top_bar import TopBar

from .acts import Acts
from .app_commands import AppCommands
from .carrying import carrier, does_ask, is_early
from .disk import Disk
from .file_commands import FileCommands
from .filing import Filing
from .first_reading import FirstReading
from .panes import Panes
from .steps import Steps
from .tree_commands import TreeCommands
from .zoom import Zoom

if TYPE_CHECKING:
    from .bench import Bench

Severity = Literal["information", "warning", "error"]
PATIENCE = 1.0  # seconds for which a disk that does not answer may hold up the very end

# What is imported when the first keys are answered: what works on requests, and what the
# first change of a file would have to wait for.
LATER = (
    "workbench.tui.screens.main.bench",
    "workbench.store.arrangement",
    "workbench.store.schemas",
    "workbench.formats.merge",
)


class MainScreen(PacedScreen[None]):
    """One open collection."""

    takes_sequences = True

    # Not ClassVars in Textual.
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-low"), (32, "-tall")]  # noqa: RUF012
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-slim"), (64, "-narrow"), (100, "-wide"), (180, "-broad"),
    ]  # fmt: skip
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
        self.state = State(Collection(Folder("", root.name)), environment, given=variables)
        self.root = root
        self.store = CollectionStore(root)
        self.filing = Filing(self.store, Drafts(state_dir() / "drafts", root))
        self.shown = asyncio.Event()  # it takes keys
        self.loaded = asyncio.Event()  # the Bench is there
        self._bench: Bench | None = None
        self.acts, self.steps = Acts(), Steps(self)
        self.zoomed = Zoom(self)
        self._furnishing = asyncio.Lock()
        self.reading = FirstReading(self)
        self._loop: asyncio.AbstractEventLoop | None = None
        self.disk = Disk(self)
        self.panes = Panes(self)
        self.files = FileCommands(self)
        self.groups = (TreeCommands(self), AppCommands(self))  # whose commands need no Bench

    def compose(self) -> ComposeResult:
        """Collection on the left, and the frames of what the Bench will hold."""
        shape = self.shape(self.app.size) | {f"-{self.layout_wanted}": True}
        self.update_classes(shape, update=False)  # while there is nothing to be styled again
        yield TopBar()
        with BareHorizontal(id="main"):
            yield CollectionTree(id="tree")
            with Vertical(id="work"):
                yield Blank("request", "Request")
                yield Blank("response", "Response")
        yield KeyBar()

    async def on_mount(self) -> None:
        """Show the collection, and look for drafts."""
        self._loop = asyncio.get_running_loop()
        self.watch(self, "focused", self._focus_moved, init=False)
        if self.reading.show_at_once():
            self.call_later(self._start)  # behind the first layout, which is under way
        else:
            self.call_after_refresh(self._start)

    async def _start(self) -> None:
        self.set_focus(self.query_one(CollectionTree))
        await self.reading.show_outline()
        self.shown.set()
        run_beside(self, self.reading.complete)

    async def furnish(self) -> "Bench":
        """Return what works on requests, which is there by then, and shown."""
        await self.reading.whole.wait()
        async with self._furnishing:
            if self._bench is None:
                # Imported in a thread, so that not even this can hold up a key or a resize.
                module, *_ = await asyncio.to_thread(_imported)
                bench: Bench = module.Bench(self)
                with self.app.batch_update():
                    await self.query_one("#work").remove()
                    await self.query_one("#main").mount(bench)
                self._bench = bench
                bench.begin()
                self.panes.apply()
                self.show()
                self.loaded.set()
            return self._bench

    async def _furnish(self) -> None:
        await self.furnish()

    @property
    def bench(self) -> "Bench":
        """What works on requests; only for those who work there."""
        assert self._bench is not None
        return self._bench

    def on_resize(self) -> None:
        """Where there is hardly room, no pane keeps a size that it was given."""
        if self.loaded.is_set():
            self.call_after_refresh(self.panes.apply)

    async def on_unmount(self) -> None:
        """Keep what was typed last, and do what was asked for before."""
        try:
            async with asyncio.timeout(PATIENCE):
                await self.files.keep_drafts()
                await self.panes.remember()
        except TimeoutError:
            return  # whoever left by a command or a signal has been told what is not done

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
            self.show_keys()
            self.bench.settings_changed()

    # Showing

    @property
    def is_left(self) -> bool:
        """Whether it is taken apart, or not put together yet."""
        return not any(isinstance(each, TopBar) for each in self.children)

    def show(self) -> None:
        """Bring everything on the screen in line with the state."""
        if self.is_left:
            return  # what came to its end only now was begun before the screen was left
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
        if self._bench is not None:
            self.panes.tabs_changed(state.tabs)
            self._bench.show(state)
        elif self.shown.is_set() and state.tabs.order:
            run_beside(self, self._furnish)
        self.show_keys()

    def show_flights(self) -> None:
        """Show what depends on what is in flight, outside of the Bench."""
        self.query_one(CollectionTree).show(self.state)
        self.show_keys()

    def show_keys(self) -> None:
        """Show the keys that matter now."""
        here = self.focused
        ids = ["send", "save", "run", "help", "environment", "new-request"]
        ids += ["palette", "history", "quit"]
        if isinstance(here, CollectionTree):
            ids[4:4] = ["mark", "edit-folder", "rename", "duplicate", "move", "delete"]
            ids[0:0] = ["paste"] if self.state.cut else []
        if self._bench is not None:
            ids[1:1] = self._bench.offers
        if self.state.in_flight(self.state.opened):
            ids = ["cancel", *ids]
        usable = [BY_ID[i] for i in ids if not BY_ID[i].blocked(self.state)]
        hints = keymap_of(self.app).offered(usable)
        if self._bench is not None:
            hints[0:0] = self._bench.sends.hints
        self.query_one(KeyBar).show(hints)

    def set_focus(
        self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False
    ) -> None:
        """Move the focus, and let its pane be seen."""
        if widget is not None:
            self.zoomed.follow(widget)
            self.panes.give_room(widget)
        super().set_focus(widget, scroll_visible, from_app_focus)

    def _focus_moved(self, _focused: Widget | None) -> None:
        self.show_keys()

    def tell(self, what: str, hint: str = "", *, severity: Severity = "information") -> None:
        """Show a short message in the corner; both texts may come from anywhere."""
        tell(self.app, what, hint, severity=severity)

    def can(self, command: str, what: str) -> str:
        """Return what the key of a command does, in words for a hint."""
        return keymap_of(self.app).can(command, what)

    def complain(self, error: WorkbenchError) -> None:
        """Show each Problem of an error."""
        complain(self.app, error)

    # What the commands work with

    async def action_command(self, name: str) -> None:
        """Carry out a command of the table, or say why it cannot be."""
        command, method = BY_ID[name], carrier(self.groups, name)
        if not is_early(method):
            await self.reading.whole.wait()
        if reason := command.blocked(self.state):
            if name == "cancel" and self._bench is not None:
                self._bench.sends.close_panel()
            else:
                self.tell(f"{command.title}: {reason}", severity="warning")
            return
        method = method or (await self.furnish()).carriers[name]
        if does_ask(method):
            run_beside(self, self._carry_out, method)
        else:
            await self._carry_out(method)

    async def _carry_out(self, method: Callable[[], Awaitable[None] | None]) -> None:
        try:
            outcome = method()
        except WorkbenchError as error:
            self.complain(error)
            return
        if outcome is not None:
            await self.carried_out(outcome)

    async def carried_out(self, outcome: Awaitable[None]) -> None:
        """Wait for what a command does, and show what goes wrong."""
        try:
            await outcome
        except WorkbenchError as error:
            self.complain(error)

    def follow(self, old: NodeId, new: NodeId) -> None:
        """Let everything that belongs to a request or folder go on under its new id."""
        if old == new:
            return
        self.state = self.state.renaming(old, new)
        self.acts.follow(old, new)
        self.panes.renamed(old, new)
        if self._bench is not None:
            self._bench.follow(old, new)
        self.files.keep_soon()

    async def reload(self, node: NodeId | None) -> None:
        """Read the collection from disk, show it, and open a request of it; within an act."""
        await self.disk.take_in(await self.filing.reload())
        if node is not None and self.state.current(node) is not None:
            self.state = self.state.opening(node, keep=True)
        self.show()

    def on_loop(self, call: Callable[[], None]) -> None:
        """Call something on the interface's loop, soon; from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.call_later, call)

    @on(events.Paste)
    async def _pasted(self, event: events.Paste) -> None:
        """Begin a request with what is pasted where nobody has a use for it."""
        from textual.widgets import Input, TextArea  # not needed for a start

        if not isinstance(self.focused, Input | TextArea):
            await self.begin_request(event.text)

    async def begin_request(self, text: str) -> None:
        """Begin a request with a command, a raw request or a URL; any other text is left."""
        (await self.furnish()).scratch.take(text)

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
        if event.command in BY_ID:
            await self.action_command(event.command)
        elif self._bench is not None:
            await self._bench.sends.act(event.command)

    @on(TopBar.EnvironmentClicked)
    async def _environment_clicked(self) -> None:
        await self.action_command("environment")

    @on(CollectionTree.Opened)
    async def _opened(self, event: CollectionTree.Opened) -> None:
        if self.zoomed.pane is self.query_one(CollectionTree):
            self.zoomed.end()  # to show what is opened
        if self.reading.whole.is_set():
            await self._open(event.node)
        else:
            run_beside(self, self._open, event.node)

    async def _open(self, wanted: Node | Problem) -> None:
        """Open a request as it has been read, or explain why it cannot be."""
        await self.reading.whole.wait()
        if isinstance(wanted, Problem):
            (await self.furnish()).explain(wanted)
        elif isinstance(found := self.state.collection.find(wanted.id), Broken):
            (await self.furnish()).explain(found.problem)
        elif self.state.current(wanted.id) is not None:
            self.state = self.state.opening(wanted.id)
            self.show()


def _imported() -> list[ModuleType]:
    return [import_module(name) for name in LATER]

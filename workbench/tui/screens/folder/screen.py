"""The editor of a folder's file: the tabs of a request, on what all requests in it get."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Vertical
from textual.timer import Timer
from textual.widget import Widget

from workbench.engine.order import Order
from workbench.engine.prepare import NOTHING
from workbench.engine.scopes import scopes_of
from workbench.errors import WorkbenchError
from workbench.formats.folder_toml import FolderFile
from workbench.formats.merge_specs import merge_folders
from workbench.model import AuthSpec, Collection, InheritAuth, NodeId, RequestSpec, requests
from workbench.store.names import COLLECTION_FILE, FOLDER_FILE
from workbench.templating import Scope
from workbench.tui.file_changes import FileChanges
from workbench.tui.panes.request.change import Change
from workbench.tui.panes.request.info import InfoTab
from workbench.tui.panes.request.suggestions import Suggestions
from workbench.tui.panes.request.tabs import (
    Surroundings,
    badges,
    fill_tab,
    make_tab,
    with_rows,
)
from workbench.tui.place_commands import FOLDER
from workbench.tui.screens.merged_write import write_merged
from workbench.tui.screens.side import SideScreen, bindings_of
from workbench.tui.widgets.form import Form
from workbench.tui.widgets.row_table import RowTable
from workbench.tui.widgets.tab_bar import TabBar

from . import words

TABS = ("Headers", "Auth", "Variables", "Options", "Info")
SAVE_DELAY = 0.4  # seconds from the last key to the file


class FolderScreen(SideScreen[None]):
    """Name, description, headers, auth, variables and options of a folder.

    What is typed goes into the folder's file when nothing has been typed for a moment, and
    when the screen is left; each time it does can be undone.
    """

    DEFAULT_CSS = """
    FolderScreen {
        & > TabBar { margin: 0 1; }
        & > #tab { height: 1fr; margin: 0 1; }
        & > #tab > * { display: none; }
        & > #tab > .-shown { display: block; }
    }
    """
    commands = FOLDER
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(FOLDER)

    def __init__(
        self,
        node: NodeId,
        collection: Collection,
        changes: FileChanges,
        tab: str = TABS[0],
        root: Path = Path(),
    ) -> None:
        super().__init__()
        self._node, self._collection, self._changes, self._first = node, collection, changes, tab
        self._suggestions = Suggestions(self._scopes, self._requests, lambda: root)
        self._spec = self._saved = RequestSpec()
        self._file = FolderFile()
        self._tabs: dict[str, Widget] = {}
        self._timer: Timer | None = None

    def body(self) -> Iterable[Widget]:
        """The tabs; what is in them comes when they are shown."""
        return (TabBar(TABS, of="folder", id="folder-tabs"), Vertical(id="tab"))

    async def on_mount(self) -> None:
        """Show what the file says."""
        await super().on_mount()
        place = f"{self._node}/{FOLDER_FILE}" if self._node else COLLECTION_FILE
        self.show_title("Folder" if self._node else "Collection", place)
        self.query_one("#folder-tabs", TabBar).active = self._first
        await self._read()
        if self.is_left:
            return
        await self._show_tab()
        self.set_focus(self.query_one("#folder-tabs"))

    async def _read(self) -> None:
        node = self._node
        try:
            file = await self._changes.read(lambda store: store.folder_file(node))
        except WorkbenchError as error:
            self.complain(error)
            self.dismiss(None)
            return
        if self.is_left:
            return
        self._file = file
        self._spec = self._saved = words.as_request(file)
        for tab in self._tabs.values():
            self._fill(tab, anew=True)
        self._badges()

    # What the tabs show beside the file

    def _scopes(self) -> Sequence[Scope]:
        return scopes_of(Order(self._collection, self._spec, self._node), NOTHING)

    def _requests(self) -> Sequence[NodeId]:
        return [each.id for each in requests(self._collection.root)]

    def _around(self) -> Surroundings:
        outer = self._collection.folders_of(self._node) if self._node else ()
        auth: tuple[AuthSpec, str] = (InheritAuth(), "")
        for folder in outer:
            if not isinstance(folder.defaults.auth, InheritAuth):
                auth = (folder.defaults.auth, folder.name)
        return Surroundings(outer, self._outer_scopes, auth)

    def _outer_scopes(self) -> Sequence[Scope]:
        if not self._node:
            return ()
        order = Order(self._collection, RequestSpec(), self._node)
        return scopes_of(order, NOTHING)

    # The tabs

    async def _show_tab(self) -> None:
        name = self.query_one("#folder-tabs", TabBar).active
        if name not in self._tabs:
            tab = make_tab(name, self._suggestions)
            await self.query_one("#tab").mount(tab)
            self._tabs[name] = tab
            if isinstance(tab, InfoTab):
                tab.query_one(Form).show_only(["name"])  # a folder has no tags
            self._fill(tab, anew=True)
        for other in self._tabs.values():
            other.set_class(other is self._tabs[name], "-shown")

    def _fill(self, tab: Widget, *, anew: bool) -> None:
        fill_tab(tab, self._spec, self._around(), anew=anew)

    def _badges(self) -> None:
        bar = self.query_one("#folder-tabs", TabBar)
        for name, badge in badges(self._spec).items():
            if name in TABS:
                bar.set_badge(name, badge)

    @on(TabBar.Activated, "#folder-tabs")
    async def _tab_chosen(self, event: TabBar.Activated) -> None:
        event.stop()
        await self._show_tab()

    # Edits

    def _edit(self, spec: RequestSpec) -> None:
        if spec == self._spec:
            return
        self._spec = spec
        self._badges()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(SAVE_DELAY, lambda: self.write_soon(self._save))

    async def _save(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        node, base, before, after = self._node, self._file, self._saved, self._spec
        if before == after:
            return

        async def write(edit: Callable[[FolderFile], FolderFile]) -> None:
            what = f"the edit of {node or 'the collection'}"
            await self._changes.make(what, lambda store: store.edit_folder(node, edit))

        ours = words.changed(base, before, after)
        name = node or self._collection.name
        merged = await write_merged(self.app, name, base, ours, merge_folders, write)
        if merged is None:
            return
        self._file, self._saved = merged, words.as_request(merged)
        if merged != ours and self._spec == after and not self.is_left:
            self._spec = self._saved
            for tab in self._tabs.values():
                self._fill(tab, anew=True)

    @on(RowTable.Changed)
    def _rows_changed(self, event: RowTable.Changed) -> None:
        event.stop()
        self._edit(with_rows(self._spec, event.table.id or "", event.rows))

    @on(Change)
    def _changed(self, event: Change) -> None:
        event.stop()
        self._edit(event.change(self._spec))

    # The commands

    def command_next_tab(self) -> None:
        """Show the next tab, from the last one the first."""
        bar = self.query_one("#folder-tabs", TabBar)
        bar.choose(TABS[(TABS.index(bar.active) + 1) % len(TABS)])

    async def command_undo(self) -> None:
        """Take the last change back."""
        await self.written()
        await self._save()
        what = await self._changes.undo()
        self.tell(f"took back {what}" if what else "nothing was changed")
        await self._read()

    async def command_back(self) -> None:
        """Keep what was typed last, and leave."""
        await self.written()
        await self._save()
        self.dismiss(None)

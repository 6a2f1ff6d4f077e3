"""The commands of the collection tree: what is under its cursor is made, moved and removed."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from workbench.errors import Problem, WorkbenchError
from workbench.model import Folder, NodeId, SavedRequest, requests, walk
from workbench.tui.panes.collection import CollectionTree
from workbench.tui.protocols import spoken
from workbench.tui.screens.dialogs import Ask, Confirm, Pick
from workbench.tui.state import lost_drafts

from .carrying import asks

if TYPE_CHECKING:
    from .screen import MainScreen

TOP_LEVEL = "(top level)"


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was done to files; `node` is what is moved when it is taken back."""

    node: NodeId | None
    take_back: Callable[[], Awaitable[NodeId | None]]


class TreeCommands:
    """What keys do in the tree, for one screen."""

    def __init__(self, main: "MainScreen") -> None:
        self._main = main
        self._steps: list[Step] = []

    @property
    def _tree(self) -> CollectionTree:
        return self._main.query_one(CollectionTree)

    @asks
    async def new_request(self) -> None:
        """Create a request where the cursor is, and open it."""
        main = self._main
        parent = main.state.folder_for_new(self._tree.node or main.state.opened)
        title = f"New request in {parent or 'the collection'}"
        name = await main.app.push_screen_wait(Ask(title, placeholder="its name"))
        if name is not None:
            spec = replace(main.blank, name=name)
            await self._file(lambda: main.filing.create(parent, spec), open_it=True)

    @asks
    async def new_folder(self) -> None:
        """Create a folder where the cursor is."""
        main = self._main
        parent = main.state.folder_for_new(self._tree.node)
        title = f"New folder in {parent or 'the collection'}"
        name = await main.app.push_screen_wait(Ask(title, placeholder="its name"))
        if name is not None:
            await self._file(lambda: main.filing.create_folder(parent, name))

    def mark(self) -> None:
        """Pick what is under the cursor for a run."""
        node = self._tree.node
        if node is not None:
            self._main.state = self._main.state.marking(node)
            self._main.show()

    @asks
    async def rename(self) -> None:
        """Rename what is under the cursor."""
        main, node = self._main, self._tree.node
        found = main.state.collection.find(node) if node else None
        if node is not None and found is None:
            await self._rename_draft(node)
        if node is None or not isinstance(found, Folder | SavedRequest):
            return
        old = found.name if isinstance(found, Folder) else found.spec.name
        name = await main.app.push_screen_wait(Ask("Rename", old or node.rpartition("/")[2]))
        if name is not None and name != old:

            async def rename() -> NodeId:
                renamed = await main.filing.rename(node, name)
                main.state = main.state.naming(node, name)
                self._steps.append(Step(renamed, partial(main.filing.rename, renamed, old)))
                return renamed

            await self._file(rename, moved=node)

    async def _rename_draft(self, node: NodeId) -> None:
        """Rename a request that is in no file."""
        main = self._main
        old = main.state.drafts[node].name
        name = await main.app.push_screen_wait(Ask("Rename", old))
        if name is not None and name != old and node in main.state.drafts:
            bench = await main.furnish()
            bench.edit(node, replace(main.state.drafts[node], name=name))

    @asks
    async def duplicate(self) -> None:
        """Copy what is under the cursor."""
        node = self._filed()
        if node is not None:
            await self._file(lambda: self._main.filing.duplicate(node), open_it=True)

    @asks
    async def move(self) -> None:
        """Move what is under the cursor into a folder."""
        main, node = self._main, self._filed()
        if node is None:
            return
        folders = [n.id for n in walk(main.state.collection.root) if isinstance(n, Folder)]
        places = [TOP_LEVEL, *(f for f in folders if f != node and not f.startswith(f"{node}/"))]
        chosen = await main.app.push_screen_wait(Pick(f"Move {node} to", places))
        if chosen is not None:
            parent = "" if chosen == TOP_LEVEL else chosen
            await self._move(node, parent)

    async def move_up(self) -> None:
        """Move what is under the cursor one place up."""
        await self._shift(-1)

    async def move_down(self) -> None:
        """Move what is under the cursor one place down."""
        await self._shift(1)

    @asks
    async def delete(self) -> None:
        """Move what is under the cursor to the trash, after asking."""
        main, node = self._main, self._tree.node
        found = main.state.collection.find(node) if node else None
        if node is not None and node in main.state.drafts and found is None:
            await main.files.drop(node)
        if node is None or found is None:
            return
        what = f"the folder “{found.name}” with all it holds" if isinstance(found, Folder) else node
        back = main.can("undo", "brings it back")
        question = f"Move {what} to the trash?\n{back}".rstrip()
        asked = Confirm("Delete", question, "Delete")
        if not main.confirms or await main.app.push_screen_wait(asked):
            await self._file(lambda: main.filing.delete(node))
            self._steps.append(Step(None, main.filing.undelete))
            main.tell(f"deleted {node}", back)

    async def undo(self) -> None:
        """Take back the last move, renaming or deletion."""
        if not self._steps:
            self._main.tell("nothing has been moved, renamed or deleted", severity="warning")
            return
        step = self._steps.pop()
        await self._file(step.take_back, moved=step.node)

    def cut(self) -> None:
        """Take what is under the cursor, or all that is picked, to be pasted elsewhere."""
        main, node = self._main, self._filed()
        if node is None:
            return
        marked = main.state.marked
        nodes = marked if node in marked else (node,)
        main.state = main.state.cutting(() if nodes == main.state.cut else nodes)
        main.show()

    async def paste(self) -> None:
        """Move what was cut into the folder under the cursor."""
        main = self._main
        parent = main.state.folder_for_new(self._tree.node)
        for node in main.state.cut:
            inside = parent == node or parent.startswith(f"{node}/")
            if not inside and node.rpartition("/")[0] != parent:
                await self._move(node, parent)
        if not main.state.cut:
            main.tell("nothing has been cut", severity="warning")
        main.state = main.state.cutting(())
        main.show()

    @asks
    async def find_request(self) -> None:
        """Open a request that is found by typing."""
        from workbench.tui.screens.find_request import FindRequest

        main = self._main
        unfiled = lost_drafts(main.state)
        listed = [SavedRequest(node, main.state.drafts[node]) for node in unfiled]
        listed += requests(main.state.collection.root)
        state = main.state
        found = FindRequest(listed, lambda each: spoken(each.id, each.spec, state))
        node = await main.app.push_screen_wait(found)
        if node is not None:
            main.state = main.state.opening(node)
            main.show()
            self._tree.reveal(node)

    def locate(self) -> None:
        """Go to the line of the opened request."""
        self._tree.reveal(self._main.state.opened)

    def _filed(self) -> NodeId | None:
        """Return what is under the cursor if it is in a file."""
        node = self._tree.node
        if node is not None and self._main.state.collection.find(node) is None:
            raise WorkbenchError(Problem("it is in no file yet", hint="open it and save it"))
        return node

    async def _move(self, node: NodeId, parent: NodeId, before: str | None = None) -> None:
        """Move a node, and remember where it came from."""
        filing = self._main.filing
        home, neighbour = self._place(node)

        async def move() -> NodeId:
            moved = await filing.move(node, parent, before)
            back = partial(filing.move, moved, home, neighbour)
            self._steps.append(Step(moved, back))
            return moved

        await self._file(move, moved=node)

    def _place(self, node: NodeId) -> tuple[NodeId, str | None]:
        """Return the folder of a node and the neighbour behind it, by which it is found again."""
        folder = self._main.state.collection.folders_of(node)[-1]
        if folder.id == node:
            folder = self._main.state.collection.folders_of(node)[-2]
        names = [child.id.rpartition("/")[2] for child in folder.children]
        behind = names.index(node.rpartition("/")[2]) + 1
        return folder.id, names[behind] if behind < len(names) else None

    async def _shift(self, by: int) -> None:
        main, node = self._main, self._filed()
        if node is None:
            return
        parent = main.state.collection.folders_of(node)[-1]
        names = [child.id.rpartition("/")[2] for child in parent.children]
        at = names.index(node.rpartition("/")[2])
        to = at + by
        if 0 <= to < len(names):
            before = names[to] if by < 0 else names[to + 1] if to + 1 < len(names) else None
            await self._move(node, parent.id, before)

    async def _file(
        self,
        act: Callable[[], Awaitable[NodeId | None]],
        *,
        moved: NodeId | None = None,
        open_it: bool = False,
    ) -> None:
        """Do something to files, then show the collection as it is now."""
        main = self._main
        try:
            async with main.underway:
                node = await act()
                if moved is not None and node is not None:
                    main.follow(moved, node)
                await main.reload(node if open_it else None)
                if node is not None:
                    self._tree.reveal(node)
        except WorkbenchError as error:
            main.complain(error)

"""The commands of the collection tree: what is under its cursor is made, moved and removed."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from workbench.errors import Problem, WorkbenchError
from workbench.model import Folder, NodeId, SavedRequest, requests, walk
from workbench.tui.panes.collection import CollectionTree
from workbench.tui.protocols import spoken
from workbench.tui.screens.dialogs import Ask, Confirm, Pick
from workbench.tui.state import lost_drafts

from .acts import Now
from .carrying import asks, early

if TYPE_CHECKING:
    from .screen import MainScreen

TOP_LEVEL = "(top level)"
Place: TypeAlias = "Callable[[NodeId, Now], tuple[NodeId, str | None] | None]"
"""Returns a folder, and before whom in it, when something is to be moved; None: not at all."""


class TreeCommands:
    """What keys do in the tree, for one screen."""

    def __init__(self, main: "MainScreen") -> None:
        self._main = main

    @property
    def _tree(self) -> CollectionTree:
        return self._main.query_one(CollectionTree)

    @early
    @asks
    async def new_request(self) -> None:
        """Create a request where the cursor is, and open it."""
        main = self._main
        parent = main.state.folder_for_new(self._tree.node or main.state.opened)
        title = f"New request in {parent or 'the collection'}"
        name = await main.app.push_screen_wait(Ask(title, placeholder="its name"))
        if name is not None:
            spec = replace(main.state.blank, name=name)

            async def create(now: Now) -> NodeId:
                return self._made(await main.filing.create(now(parent), spec))

            await self._file(f"make “{name}”", create, open_it=True)

    @early
    @asks
    async def new_folder(self) -> None:
        """Create a folder where the cursor is."""
        main = self._main
        parent = main.state.folder_for_new(self._tree.node)
        title = f"New folder in {parent or 'the collection'}"
        name = await main.app.push_screen_wait(Ask(title, placeholder="its name"))
        if name is not None:

            async def create(now: Now) -> NodeId:
                return self._made(await main.filing.create_folder(now(parent), name))

            await self._file(f"make “{name}”", create)

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

            async def rename(now: Now) -> NodeId:
                here = now(node)
                renamed = await main.filing.rename(here, name)
                main.state = main.state.naming(here, name)
                main.follow(here, renamed)
                back = partial(main.filing.rename, renamed, old)
                main.steps.add(f"renaming {here} to “{name}”", back, moved=renamed)
                return renamed

            await self._file(f"rename {node}", rename)

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
        """Copy what is under the cursor; unsaved edits of a request are the copy's as well."""
        main, node, copies = self._main, self._filed(), []
        if node is None:
            return
        edits = main.state.drafts.get(node)

        async def duplicate(now: Now) -> NodeId:
            copies.append(self._made(await main.filing.duplicate(now(node))))
            return copies[0]

        await self._file(f"duplicate {node}", duplicate, open_it=True)
        for copy in copies:
            saved = main.state.saved(copy)
            if edits is not None and saved is not None and not main.is_left:
                (await main.furnish()).edit(copy, replace(edits, name=saved.name))

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
            await self._move(node, lambda _, now: (now(parent), None))

    @asks
    async def move_up(self) -> None:
        """Move what is under the cursor one place up."""
        await self._shift(-1)

    @asks
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

            async def delete(now: Now) -> None:
                here = now(node)
                deleted = await main.filing.delete(here)
                undo = partial(main.filing.restore, deleted)
                main.steps.add(f"deleting {here}", undo, can_wait=True)
                main.tell(f"deleted {here}", back)

            await self._file(f"delete {node}", delete)

    @asks
    async def undo(self) -> None:
        """Take back the last change of files, and tell which it was.

        It is the last of those that were asked for before, done yet or not.
        """
        await self._file("undo", lambda _: self._main.steps.take_back())

    def cut(self) -> None:
        """Take what is under the cursor, or all that is picked, to be pasted elsewhere."""
        main, node = self._main, self._filed()
        if node is None:
            return
        marked = main.state.marked
        nodes = marked if node in marked else (node,)
        main.state = main.state.cutting(() if nodes == main.state.cut else nodes)
        main.show()

    @asks
    async def paste(self) -> None:
        """Move what was cut into the folder under the cursor."""
        main = self._main
        parent, nodes = main.state.folder_for_new(self._tree.node), main.state.cut
        if not nodes:
            main.tell("nothing has been cut", severity="warning")
        main.state = main.state.cutting(())
        main.show()
        moves = []
        for node in nodes:
            inside = parent == node or parent.startswith(f"{node}/")
            if not inside and node.rpartition("/")[0] != parent:
                moves.append(self._move(node, lambda _, now: (now(parent), None)))
        await asyncio.gather(*moves)  # all are asked for now; each has its turn

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

    def _made(self, node: NodeId) -> NodeId:
        """Remember that something was made: to take that back is to move it to the trash."""
        main = self._main
        main.state = main.state.displacing(node)

        async def remove() -> None:
            await main.filing.delete(node)

        main.steps.add(f"making {node}", remove)
        return node

    async def _move(self, node: NodeId, place: Place) -> None:
        """Move a node to a place, and remember where it came from."""
        filing = self._main.filing

        async def move(now: Now) -> NodeId | None:
            here = now(node)
            home, neighbour = self._behind(here)
            to = place(here, now)
            if to is None:
                return here
            moved = await filing.move(here, *to)
            self._main.follow(here, moved)
            back = partial(filing.move, moved, home, neighbour)
            self._main.steps.add(f"moving {here}", back, moved=moved)
            return moved

        await self._file(f"move {node}", move)

    def _siblings(self, node: NodeId) -> tuple[NodeId, list[str]]:
        """Return the folder that a node is in, and the names in there, in their order."""
        folders = self._main.state.collection.folders_of(node)
        parent = folders[-2] if folders[-1].id == node else folders[-1]
        return parent.id, [child.id.rpartition("/")[2] for child in parent.children]

    def _behind(self, node: NodeId) -> tuple[NodeId, str | None]:
        """Return the folder of a node and the neighbour behind it, by which it is found again."""
        if self._main.state.collection.find(node) is None:
            raise WorkbenchError(Problem("it is not there any more", node))
        parent, names = self._siblings(node)
        behind = names.index(node.rpartition("/")[2]) + 1
        return parent, names[behind] if behind < len(names) else None

    async def _shift(self, by: int) -> None:
        node = self._filed()
        if node is None:
            return

        def place(here: NodeId, _: Now) -> tuple[NodeId, str | None] | None:
            parent, names = self._siblings(here)
            at = names.index(here.rpartition("/")[2])
            to = at + by
            if to not in range(len(names)):
                return None
            behind = to if by < 0 else to + 1
            return parent, names[behind] if behind < len(names) else None

        await self._move(node, place)

    async def _file(
        self,
        what: str,
        act: Callable[[Now], Awaitable[NodeId | None]],
        *,
        open_it: bool = False,
    ) -> None:
        """Do something to files in turn, then show the collection as it is now.

        `act` returns what is to be shown of it.
        """
        main = self._main

        async def act_and_show(now: Now) -> None:
            await main.reading.whole.wait()
            node = None
            try:
                node = await act(now)
            finally:  # what failed may have done a part
                await main.reload(node if open_it else None)
                await main.files.keep_now()
            if node is not None and not main.is_left:
                self._tree.reveal(node)

        try:
            await main.acts.do(act_and_show, what, keys_wait=True)
        except WorkbenchError as error:
            main.complain(error)

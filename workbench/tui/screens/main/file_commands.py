"""The commands that bring the opened request and its file together, and its unsaved edits."""

import asyncio
from importlib import import_module
from typing import TYPE_CHECKING

from textual.timer import Timer

from workbench.errors import WorkbenchError
from workbench.model import NodeId, RequestSpec
from workbench.tui.marks import title_of
from workbench.tui.open_requests import is_scratch
from workbench.tui.screens.dialogs import Confirm

from .carrying import asks

if TYPE_CHECKING:
    from .screen import MainScreen

DRAFT_DELAY = 0.3  # seconds from the last key to the draft on disk


class FileCommands:
    """Saving, dropping and reading again, for one screen; drafts reach the disk by themselves."""

    def __init__(self, main: "MainScreen") -> None:
        self._main = main
        self._kept: dict[NodeId, RequestSpec] = {}  # the drafts as they are on disk
        self._timer: Timer | None = None
        self.newest: NodeId | None = None  # of the drafts that an earlier session left

    @asks
    async def save(self) -> None:
        """Write the opened request's edits to its file; asks where the file says otherwise."""
        main = self._main
        node, spec = main.state.opened, main.state.spec
        if node is None or spec is None:
            return
        written = await self._write(node, spec)
        if written is not None:
            await main.reload(written)
            main.tell(f"saved {written}.toml")

    @asks
    async def save_all(self) -> None:
        """Write all edits to the files; one that cannot be written is told and left."""
        main, saved = self._main, []
        scratch = [node for node in main.state.drafts if is_scratch(node)]
        for node, spec in [*main.state.drafts.items()]:
            if node in scratch:
                continue
            try:
                written = await self._write(node, spec)
            except WorkbenchError as error:
                main.complain(error)
            else:
                saved += [] if written is None else [written]
        await main.reload(None)
        what = f"saved {saved[0]}.toml" if len(saved) == 1 else f"saved {len(saved)} requests"
        hint = "what is in no file yet is saved on its own" if scratch else ""
        main.tell(what, hint)

    async def changes(self) -> None:
        """Show what the opened request's edits change."""
        await asyncio.to_thread(import_module, "workbench.engine.draft_changes")
        from workbench.engine.draft_changes import draft_changes
        from workbench.tui.screens.comparison import Comparison

        main, node, spec = self._main, self._main.state.opened, self._main.state.spec
        if node is None or spec is None:
            return
        saved = main.state.saved(node)
        parts = await asyncio.to_thread(draft_changes, saved, spec)
        old = f"{node}.toml" if saved is not None else "in no file yet"
        main.app.push_screen(Comparison(old, "unsaved edits", parts))

    async def _write(self, node: NodeId, spec: RequestSpec) -> NodeId | None:
        """Write a request's edits to its file, or a new one; returns its id, None: not now."""
        main = self._main
        if main.state.saved(node) is None:
            return await self._write_new(node, spec)
        saved = await self._saved(node, spec)
        if saved is None:
            return None
        main.state = main.state.saving(node, spec, saved)
        self._kept.pop(node, None)
        return node

    async def _write_new(self, node: NodeId, spec: RequestSpec) -> NodeId | None:
        main = self._main
        parent = main.state.folder_for_new(node)
        if is_scratch(node):
            place = await main.bench.scratch.place(node, spec)
            if place is None:
                return None
            spec, parent = place
        created = await main.filing.create(parent, spec)
        main.follow(node, created)
        main.state = main.state.saving(created, spec, spec)
        await self.keep_drafts()
        self._kept.pop(created, None)
        return created

    async def _saved(self, node: NodeId, spec: RequestSpec) -> RequestSpec | None:
        """Save, and ask about fields that were changed on disk as well; None: not now."""
        from workbench.store.clash import ClashError
        from workbench.tui.screens.merge import MergeFields

        main = self._main
        try:
            return await main.filing.save(node, spec)
        except ClashError as clash:
            if not clash.conflicts:
                raise
            asked = MergeFields(spec.name or node, clash.conflicts)
            chosen = await main.app.push_screen_wait(asked)
            return None if chosen is None else await main.filing.resolve(clash, chosen)

    @asks
    async def revert(self) -> None:
        """Drop the opened request's edits, after asking."""
        if self._main.state.opened is not None:
            await self.drop(self._main.state.opened)

    async def drop(self, node: NodeId) -> None:
        """Drop the edits of a request, after asking; without a file it is gone with them."""
        main, spec = self._main, self._main.state.current(node)
        name = title_of(node, spec) if spec else node
        question = f"Drop the unsaved edits of “{name}” and show what its file says?"
        asked = Confirm("Revert", question, "Drop edits")
        if main.state.saved(node) is None:
            question = f"Drop “{name}”? It is in no file: nothing of it is left."
            asked = Confirm("Drop the request", question, "Drop it", careful=True)
        if await main.app.push_screen_wait(asked):
            main.state = main.state.reverting(node)
            self.keep_soon()
            main.show()

    async def reload(self) -> None:
        """Read the collection from disk again."""
        main = self._main
        await main.reload(None)
        main.tell("the collection was read again")
        await main.disk.rebase()

    async def restore_drafts(self) -> None:
        """Take in what an earlier session left unsaved."""
        main = self._main
        drafts, unreadable = await main.filing.restore_drafts()
        for problem in unreadable:
            main.tell(f"{problem.where}: {problem.what}", problem.hint, severity="warning")
        for node, draft in drafts.items():
            main.state = main.state.editing(node, draft.spec)
            self._kept[node] = draft.spec
        if main.state.drafts:
            self.newest = max(main.state.drafts, key=lambda node: drafts[node].saved_at)
            names = ", ".join(title_of(node, spec) for node, spec in main.state.drafts.items())
            ways = (main.can("save", "saves them"), main.can("revert", "drops them"))
            main.tell(f"unsaved edits are back: {names}", ", ".join(filter(None, ways)))

    def keep_soon(self) -> None:
        """Bring the drafts to disk when nothing has been typed for a moment."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._main.set_timer(DRAFT_DELAY, self.keep_drafts)

    async def keep_drafts(self) -> None:
        """Bring the drafts to disk now."""
        unkept = self.unkept()
        if not unkept:
            return
        try:
            await self._main.filing.keep_drafts(unkept)
        except WorkbenchError as error:
            self._main.complain(error)
            return
        for node, spec in unkept.items():
            self._kept.pop(node, None)
            if spec is not None:
                self._kept[node] = spec

    def unkept(self) -> dict[NodeId, RequestSpec | None]:
        """Return the drafts that are not on disk as they are now; None is to be forgotten."""
        drafts = self._main.state.drafts
        nodes = {*drafts, *self._kept}
        return {n: drafts.get(n) for n in nodes if self._kept.get(n) is not drafts.get(n)}

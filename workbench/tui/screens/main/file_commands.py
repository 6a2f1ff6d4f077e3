"""The commands that bring the opened request and its file together, and its unsaved edits."""

import asyncio
from importlib import import_module
from typing import TYPE_CHECKING

from textual.timer import Timer

from workbench.errors import WorkbenchError
from workbench.model import NodeId, RequestSpec
from workbench.tui.latest import run_beside
from workbench.tui.marks import title_of
from workbench.tui.open_requests import is_scratch
from workbench.tui.screens.dialogs import Confirm

from .acts import Now
from .carrying import asks
from .saving import Outcome, Saving

if TYPE_CHECKING:
    from .screen import MainScreen

DRAFT_DELAY = 0.3  # seconds from the last key to the draft on disk


class FileCommands:
    """Saving, dropping and reading again, for one screen; drafts reach the disk by themselves."""

    def __init__(self, main: "MainScreen") -> None:
        self._main = main
        self._saving = Saving(main)
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
        parent = await self._place(node, spec)
        if parent is None:
            return

        async def save(now: Now) -> Outcome:
            return await self._saving.write(now(node), now(parent))

        outcome = await self._saving.act(save, f"save “{title_of(node, spec)}”")
        written = await self._saving.settled(outcome)
        if written is not None:
            main.tell(f"saved {written}.toml")

    @asks
    async def save_all(self) -> None:
        """Write all edits to the files; one that cannot be written is told and left."""
        main = self._main
        scratch = any(map(is_scratch, main.state.drafts))

        async def save_each(_: Now) -> list[Outcome]:
            filed = [node for node in main.state.drafts if not is_scratch(node)]
            return [await self._tried(node) for node in filed]

        saved = []
        for outcome in await self._saving.act(save_each, "save all requests"):
            written = await self._saving.settled(outcome)
            saved += [] if written is None else [written]
        what = f"saved {saved[0]}.toml" if len(saved) == 1 else f"saved {len(saved)} requests"
        main.tell(what, "what is in no file yet is saved on its own" if scratch else "")

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

    async def _place(self, node: NodeId, spec: RequestSpec) -> NodeId | None:
        """Return the folder in which a request is if it has no file; None: not now."""
        if is_scratch(node):
            return await self._main.bench.scratch.place(node, spec)
        return self._main.state.folder_for_new(node)

    async def _tried(self, node: NodeId) -> Outcome:
        """Write the edits of one of several requests, and tell why it cannot be done."""
        try:
            return await self._saving.write(node, self._main.state.folder_for_new(node))
        except WorkbenchError as error:
            self._main.complain(error)
            return None

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

            async def revert(now: Now) -> None:
                main.state = main.state.reverting(now(node))
                main.show()
                await self.keep_now()

            await main.acts.do(revert, f"drop the edits of “{name}”")

    @asks
    async def reload(self) -> None:
        """Read the collection from disk again."""
        main = self._main

        async def reload(_: Now) -> None:
            await main.reload(None)
            main.tell("the collection was read again")

        await main.acts.do(reload)

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
        self._timer = self._main.set_timer(DRAFT_DELAY, self._keep_beside)

    def _keep_beside(self) -> None:
        run_beside(self._main, self.keep_drafts)

    async def keep_drafts(self) -> None:
        """Bring the drafts to disk when nothing else is done to files."""
        await self._main.acts.do(lambda _: self.keep_now(), "keep unsaved edits")

    async def keep_now(self) -> None:
        """Bring the drafts to disk; within an act."""
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

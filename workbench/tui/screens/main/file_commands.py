"""The commands that bring the opened request and its file together, and its unsaved edits."""

from typing import TYPE_CHECKING

from textual.timer import Timer

from workbench.errors import WorkbenchError
from workbench.model import NodeId, RequestSpec
from workbench.store.clash import ClashError
from workbench.tui.screens.dialogs import Confirm
from workbench.tui.screens.merge import MergeFields

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
        if main.state.saved(node) is None:
            created = await main.filing.create(main.state.folder_for_new(node), spec)
            main.follow(node, created)
            main.state = main.state.saving(created, spec, spec)
            await self.keep_drafts()
            node = created
        else:
            saved = await self._saved(node, spec)
            if saved is None:
                return
            main.state = main.state.saving(node, spec, saved)
        self._kept.pop(node, None)
        await main.reload(node)
        main.tell(f"saved {node}.toml")

    async def _saved(self, node: NodeId, spec: RequestSpec) -> RequestSpec | None:
        """Save, and ask about fields that were changed on disk as well; None: not now."""
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
        main, node = self._main, self._main.state.opened
        if node is None:
            return
        name = main.state.spec.name if main.state.spec else node
        question = f"Drop the unsaved edits of “{name or node}” and show what its file says?"
        if await main.app.push_screen_wait(Confirm("Revert", question, "Drop edits")):
            main.state = main.state.reverting(node)
            self.keep_soon()
            main.show()

    async def reload(self) -> None:
        """Read the collection from disk again."""
        main = self._main
        await main.reload(None)
        main.tell("the collection was read again")
        main.disk.rebase()
        main.show()

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
            names = ", ".join(spec.name or node for node, spec in main.state.drafts.items())
            main.tell(f"unsaved edits are back: {names}", "ctrl+s saves them, f12 drops them")

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

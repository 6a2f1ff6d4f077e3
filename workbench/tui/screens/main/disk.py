"""Take in what git or another editor does to the files, while they are open here."""

from collections.abc import Set
from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.model import NodeId
from workbench.store.changes import Changes, Refreshed
from workbench.tui.latest import run_beside

if TYPE_CHECKING:
    from .filing import Rebased
    from .screen import MainScreen

LOOK_EVERY = 1.0  # seconds
MOST_NAMED = 3


class Disk:
    """Looks about once a second whether the files have changed, for one screen.

    Clean requests are shown as they are now. Unsaved edits take in what changed beside
    them; where both changed the same field, the edits stay and saving will ask.
    """

    def __init__(self, main: "MainScreen") -> None:
        self._main = main
        self._looking = False

    def begin(self) -> None:
        """Start looking."""
        self._main.set_interval(LOOK_EVERY, self._look_beside)

    def _look_beside(self) -> None:
        if not self._looking:  # a slow disk is asked once at a time
            self._looking = True
            run_beside(self._main, self._look_in_turn)

    async def _look_in_turn(self) -> None:
        await self._main.acts.do(lambda _: self.look())

    async def look(self) -> None:
        """Look whether the files have changed, and show them as they are; within an act."""
        try:
            found = await self._main.filing.poll()
            if found is not None:
                await self.take_in(found)
        except WorkbenchError as error:
            self._main.complain(error)
        finally:
            self._looking = False

    async def take_in(self, found: Refreshed) -> None:
        """Show the collection as it is on disk now, and tell what others have changed."""
        main, changes = self._main, found.changes
        for old, new in changes.renamed:
            main.follow(old, new)
        main.state = main.state.reloading(found.collection)
        main.show()
        await self._rebase({*changes.changed, *(new for _, new in changes.renamed)})
        if words := changes_in_words(changes):
            main.tell(words)

    async def _rebase(self, changed: Set[NodeId]) -> None:
        """Put unsaved edits on top of what is on disk, and tell of those that cannot be."""
        main = self._main
        waiting = {node: spec for node, spec in main.state.drafts.items() if node in changed}
        while found := await main.filing.rebase(waiting):
            drafts = main.state.drafts
            for node in found:
                if drafts.get(node) is waiting[node]:
                    self._rebased(node, found[node])
            # What was typed meanwhile is in none of these.
            known = {node: drafts[node] for node in found if node in drafts}
            waiting = {node: now for node, now in known.items() if now is not waiting[node]}
            main.show()

    def _rebased(self, node: NodeId, found: "Rebased") -> None:
        main, spec, conflicts = self._main, found.spec, found.conflicts
        what = f"{spec.name or node} changed on disk under your edits"
        if conflicts:
            fields = ", ".join(f"“{conflict.field}”" for conflict in conflicts)
            hint = f"both have changed {fields}: saving asks which to keep"
            main.tell(what, hint, severity="warning")
        else:
            main.state = main.state.editing(node, spec)
            main.filing.rebased(node, found)
            saves = main.can("save", "saves both")
            main.tell(what, "yours are on top of it now" + (f": {saves}" if saves else ""))
        main.files.keep_soon()


def changes_in_words(changes: Changes) -> str:
    """Return what changed on disk as one line; empty if nothing did."""
    told = []
    for nodes, what in (
        (changes.added, "is new"),
        (changes.changed, "changed"),
        (changes.removed, "is gone"),
    ):
        verb = what if len(nodes) == 1 else what.replace("is ", "are ")
        if len(nodes) > MOST_NAMED:
            told.append(f"{len(nodes)} requests {verb}")
        elif nodes:
            told.append(f"{', '.join(nodes)} {verb}")
    if len(changes.renamed) > MOST_NAMED:
        told.append(f"{len(changes.renamed)} requests were renamed")
    else:
        told += (f"{old} is {new} now" for old, new in changes.renamed)
    return f"on disk: {'; '.join(told)}" if told else ""

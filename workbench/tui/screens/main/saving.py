"""Bring unsaved edits into files, within acts, and take that back."""

from __future__ import annotations  # what merges is imported with the first save

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from workbench.errors import Problem, WorkbenchError
from workbench.model import NodeId, RequestSpec
from workbench.tui.marks import title_of

from .acts import Now

if TYPE_CHECKING:
    from workbench.store.clash import ClashError

    from .screen import MainScreen

T = TypeVar("T")
Undo: TypeAlias = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Clash:
    """Edits of a request that could not be saved without asking."""

    node: NodeId
    spec: RequestSpec
    error: ClashError


Outcome: TypeAlias = "NodeId | Clash | None"


class Saving:
    """What saving does, for one screen."""

    def __init__(self, main: MainScreen) -> None:
        self._main = main
        self._undos: list[tuple[NodeId, Undo]] = []  # of what the act under way has written

    async def act(self, save: Callable[[Now], Awaitable[T]], what: str) -> T:
        """Write in turn, show what the files say then, and bring later edits to disk."""
        main = self._main

        async def whole(now: Now) -> T:
            undos: list[tuple[NodeId, Undo]] = []
            self._undos = undos
            outcome = await save(now)
            if undos:
                saved = undos[0][0] if len(undos) == 1 else f"{len(undos)} requests"
                main.steps.add(f"saving {saved}", partial(self._take_back, undos))
            await main.reload(None)
            await main.files.keep_now()
            return outcome

        return await main.acts.do(whole, what)

    async def write(self, node: NodeId, parent: NodeId) -> Outcome:
        """Write a request's edits to its file, or a new one in a folder.

        Returns its id, None if there are no edits any more, or what is to be asked first.
        """
        from workbench.store.clash import ClashError

        main, spec = self._main, self._main.state.drafts.get(node)
        if spec is None:
            return None
        if main.state.saved(node) is None:
            return await self._create(node, parent, spec)
        try:
            saved = await main.filing.save(node, spec)
        except ClashError as clash:
            if not clash.conflicts:
                raise
            return Clash(node, spec, clash)
        self._saved(node, spec, saved)
        return node

    async def settled(self, outcome: Outcome) -> NodeId | None:
        """Ask about fields that were changed on disk as well, and save; None: not now."""
        from workbench.tui.screens.merge import MergeFields

        if not isinstance(outcome, Clash):
            return outcome
        main, node, spec, clash = self._main, outcome.node, outcome.spec, outcome.error
        name = title_of(node, spec)
        chosen = await main.app.push_screen_wait(MergeFields(name, clash.conflicts))
        if chosen is None:
            return None

        async def resolve(_: Now) -> NodeId:
            self._saved(node, spec, await main.filing.resolve(clash, chosen))
            return node

        return await self.act(resolve, f"save “{name}”")

    def _saved(self, node: NodeId, sent: RequestSpec, saved: RequestSpec) -> None:
        main = self._main
        main.state = main.state.saving(node, sent, saved)
        self._undos.append((node, main.filing.way_back(node)))

    async def _create(self, node: NodeId, parent: NodeId, spec: RequestSpec) -> NodeId:
        main = self._main
        created = await main.filing.create(parent, spec)
        main.follow(node, created)
        main.state = main.state.saving(created, spec, spec)

        async def remove() -> None:
            await main.filing.delete(created)

        self._undos.append((created, remove))
        return created

    async def _take_back(self, undos: list[tuple[NodeId, Undo]]) -> None:
        """Put files back as they were; what was saved is unsaved again, with later edits."""
        main, tabs, problems = self._main, self._main.state.tabs, list[Problem]()
        edits = dict[NodeId, RequestSpec]()
        for node, undo in undos:
            spec = main.state.current(node)
            try:
                await undo()
            except WorkbenchError as error:
                problems += error.problems
            else:
                edits |= {} if spec is None else {node: spec}
        await main.reload(None)
        for node, spec in edits.items():
            main.state = main.state.editing(node, spec)
        main.state = main.state.showing(tabs)
        if problems:
            raise WorkbenchError(*problems)

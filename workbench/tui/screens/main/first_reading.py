"""How a collection comes onto its screen: its outline first, then all of it with what was open."""

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.model import Collection, requests
from workbench.tui.panes.collection import CollectionTree

if TYPE_CHECKING:
    from .screen import MainScreen

AT_FIRST = 50  # requests that are read before the screen is drawn


class FirstReading:
    """The first reading of one screen's collection."""

    def __init__(self, main: "MainScreen") -> None:
        self._main = main
        self._outline: asyncio.Task[Collection] | None = None
        self.whole = asyncio.Event()  # all requests have been read

    async def begin(self, patience: float) -> None:
        """Look at the collection for so many seconds; this goes on if they are not enough."""
        self._outline = asyncio.create_task(self._look())
        await asyncio.wait([self._outline], timeout=patience)

    async def _look(self) -> Collection:
        await self._main.panes.read()
        return await self._main.filing.outline(AT_FIRST)

    def show_at_once(self) -> bool:
        """Show the outline if it is there; tells whether it is."""
        outline = self._outline
        is_there = outline is not None and outline.done() and outline.exception() is None
        if outline is not None and is_there:
            self._show(outline.result())
        return is_there

    async def show_outline(self) -> None:
        """Show the outline when it is there."""
        try:
            outline = await (self._outline or self._look())
        except WorkbenchError:
            self._main.panes.begin()  # and reading it all will say why
        else:
            if outline is not self._main.state.collection:
                self._show(outline)

    def _show(self, outline: Collection) -> None:
        main = self._main
        main.panes.begin()
        wanted = main.state.environment
        main.state = main.state.reloading(outline)
        main.state = main.state.switching(self._environment(wanted))
        main.show()

    def _environment(self, wanted: str | None) -> str | None:
        names = sorted(self._main.state.collection.environments)
        if wanted is not None and wanted not in names:
            self._main.tell(f'there is no environment "{wanted}"', severity="warning")
        return next((name for name in (wanted, "local", *names) if name in names), None)

    async def complete(self) -> None:
        """Show the whole collection, and offer back what an earlier session left unsaved."""
        main = self._main
        try:
            main.state = main.state.reloading(await main.filing.load())
            await main.files.restore_drafts()
            self._open_again()
        except WorkbenchError as error:
            main.complain(error)
        finally:
            self.whole.set()
        main.disk.begin()

    def _open_again(self) -> None:
        """Open what was open when the collection was left, or else the latest edits."""
        main = self._main
        state, newest = main.state, main.files.newest
        there = {each.id for each in requests(state.collection.root)} | state.drafts.keys()
        tabs = main.panes.tabs.retaining(there).keeping_all(state.drafts)
        if tabs.active is not None:
            main.state = state.showing(replace(tabs, closed=()))
        elif newest is not None:
            main.state = state.opening(newest)
        main.show()
        if main.state.opened is not None:
            main.query_one(CollectionTree).reveal(main.state.opened)

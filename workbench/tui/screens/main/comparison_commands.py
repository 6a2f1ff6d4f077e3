"""The commands that compare a response with another one, wherever that comes from."""

import asyncio
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from workbench.engine.order import Order
from workbench.engine.prepare import prepare
from workbench.engine.protection import changes_of
from workbench.engine.sources import Untrusted
from workbench.errors import Problem, WorkbenchError
from workbench.model import Baseline, Exchange
from workbench.tui.dispatch import Dispatch
from workbench.tui.screens.dialogs import Pick
from workbench.tui.screens.protection import about_to_change

from .carrying import asks

if TYPE_CHECKING:
    from .screen import MainScreen

BEFORE, HELD, STORED, HISTORY = (
    "the one before", "the one that is held", "the stored baseline", "one of the history",
)  # fmt: skip
SENT_IN = "sent in "


class ComparisonCommands:
    """Comparing, for one screen."""

    def __init__(self, main: "MainScreen", dispatch: Dispatch) -> None:
        self._main = main
        self._dispatch = dispatch
        self._held: Exchange | None = None

    async def compare(self) -> None:
        """Show how the response that is shown differs from the one before."""
        new = self._shown()
        old = await self._main.bench.past.recording.before(new)
        if old is None:
            hint = "what is sent from now on is kept for that"
            raise WorkbenchError(Problem("there is no earlier response of this request", "", hint))
        await self._show(old, new)

    def hold_response(self) -> None:
        """Keep the response that is shown, for others to be compared with it."""
        self._held = self._shown()
        self._main.tell("the response is held", "c compares any other with it")

    @asks
    async def compare_with(self) -> None:
        """Ask what to compare the response with, and show how it differs."""
        new = self._shown()
        spec = self._main.state.current(new.request)
        others = [
            BEFORE,
            *([HELD] if self._held is not None and self._held is not new else ()),
            *([STORED] if spec is not None and spec.baseline is not None else ()),
            HISTORY,
            *([f"{SENT_IN}{name}" for name in self._environments()] if spec is not None else ()),
        ]
        chosen = await self._main.app.push_screen_wait(Pick("Compare it with", others))
        if chosen == BEFORE:
            await self.compare()
        elif chosen == HELD and self._held is not None:
            await self._show(self._held, new)
        elif chosen == STORED:
            await self._show_stored(new)
        elif chosen == HISTORY:
            await self._main.bench.past.history()
        elif chosen is not None:
            order = self._main.bench.order(new.request)
            there = await self._sent(self._in(order, chosen.removeprefix(SENT_IN)))
            if there is not None:
                await self._show(new, there, f"in {chosen.removeprefix(SENT_IN)}")

    @asks
    async def compare_environments(self) -> None:
        """Send the opened request here and in another environment, and show how they differ."""
        main = self._main
        order = main.bench.order(main.state.opened)
        names = self._environments()
        if not names:
            hint = main.can("environments", "makes one")
            raise WorkbenchError(Problem("there is no other environment", hint=hint))
        here = order.environment or "no environment"
        chosen = await main.app.push_screen_wait(Pick(f"Send in {here} and in", names))
        if chosen is None:
            return
        first = await self._sent(order)
        second = None if first is None else await self._sent(self._in(order, chosen))
        if first is not None and second is not None:
            await self._show(first, second, f"in {chosen}", f"in {here}")

    async def _sent(self, order: Order) -> Exchange | None:
        """Send a request beside the others; asks where a send would, None if it is not meant."""
        main, values = self._main, self._dispatch.session.values(order.environment)
        prepared = prepare(order, values)
        if prepared.problems:
            raise WorkbenchError(*prepared.problems)
        changes = changes_of(order, values)
        if changes and not await main.app.push_screen_wait(about_to_change(order, changes)):
            return None
        main.tell(f"sending in {order.environment or 'no environment'} …")
        try:
            return await self._dispatch.aside(order)
        except Untrusted as error:
            return await self._sent(order) if await main.bench.sends.trusts(error, order) else None

    async def _show_stored(self, new: Exchange) -> None:
        await asyncio.to_thread(import_module, "workbench.engine.stored_exchange")
        from workbench.engine.stored_exchange import stored_pair

        order = self._main.bench.order(new.request)
        stored = await asyncio.to_thread(self._main.filing.stored.load, order)
        if stored is None or order.spec.baseline is None:
            raise WorkbenchError(Problem("no response is stored yet", hint="B stores this one"))
        old, seen = stored_pair(stored, order.spec.baseline, new)
        await self._show(old, seen, before=STORED)

    async def _show(self, old: Exchange, new: Exchange, after: str = "", before: str = "") -> None:
        await asyncio.to_thread(import_module, "workbench.engine.comparison")
        from workbench.engine.comparison import compare
        from workbench.tui.screens.comparison import Comparison, named

        parts = await asyncio.to_thread(compare, old, new, self._rules(new))
        left, right = f"{named(old)} {before}".rstrip(), f"{named(new)} {after}".rstrip()
        self._main.app.push_screen(Comparison(left, right, parts))

    def _rules(self, exchange: Exchange) -> Baseline | None:
        """Return what may differ in responses of a request, as its baseline says."""
        spec = self._main.state.current(exchange.request)
        return None if spec is None else spec.baseline

    def _shown(self) -> Exchange:
        return self._main.state.response

    def _environments(self) -> list[str]:
        state = self._main.state
        return [name for name in sorted(state.collection.environments) if name != state.environment]

    @staticmethod
    def _in(order: Order, environment: str) -> Order:
        return replace(order, environment=environment)

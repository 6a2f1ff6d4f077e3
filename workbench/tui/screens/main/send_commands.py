"""The commands that send: one request, or many at once. What is in flight is drawn from here."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.timer import Timer

from workbench.engine.order import Order, SessionValues
from workbench.engine.outbox import Close
from workbench.engine.prepare import prepare
from workbench.engine.progress import RunProgress
from workbench.engine.protection import changes_of, refuse_by_accident
from workbench.engine.scopes import environment_of
from workbench.engine.sources import Untrusted
from workbench.errors import Problem, WorkbenchError
from workbench.model import NodeId, Plan, Resolved
from workbench.tui.dispatch import Dispatch, Inquiry, Mishap
from workbench.tui.key_names import KeyHint
from workbench.tui.latest import run_beside
from workbench.tui.marks import title_of as name_of
from workbench.tui.panes.collection import CollectionTree
from workbench.tui.panes.response import ResponsePane
from workbench.tui.panes.run import RunPane
from workbench.tui.screens.protection import about_to_change
from workbench.tui.screens.questions import Questions, title_of
from workbench.tui.screens.trust import AskTrust

from .previewing import takes_long

if TYPE_CHECKING:
    from .screen import MainScreen

INSIST = "workbench run --yes"
FRAME = 1 / 15  # how often what is in flight is drawn


class SendCommands:
    """Sending, cancelling and running, for one screen."""

    def __init__(self, main: "MainScreen", dispatch: Dispatch) -> None:
        self._main = main
        self._dispatch = dispatch
        self._panel: RunPane | None = None  # made when it is first wanted
        self._making = asyncio.Lock()
        self._turn = asyncio.Lock()  # of those that are to be sent
        self._progress: RunProgress | None = None
        self._frames: Timer | None = None

    def begin(self) -> None:
        """Start the network, and the timer that draws what it does."""
        self._frames = self._main.set_interval(FRAME, self.draw, pause=True)
        self._dispatch.start()

    def send(self) -> None:
        """Send the opened request."""
        self.send_order(self._main.bench.order(self._main.state.opened))

    def send_order(self, order: Order) -> None:
        """Send a request of the collection and show it; asks first where it is protected.

        What takes long to be filled in is sent when it is, and what is to be sent behind it
        then.
        """
        main = self._main
        if self._turn.locked() or takes_long(order.spec):
            run_beside(main, self._send_in_turn, order, main.state.opened)
            return
        changes = _changes(order, self._values(order))
        main.state = main.state.opening(order.request, keep=True)
        self._send(order, changes)

    async def _send_in_turn(self, order: Order, opened: NodeId | None) -> None:
        main = self._main
        async with self._turn:
            try:
                changes = await asyncio.to_thread(_changes, order, self._values(order))
            except WorkbenchError as error:
                main.complain(error)
                return
            if main.state.opened == opened:  # else the user is elsewhere by now
                main.state = main.state.opening(order.request, keep=True)
            self._send(order, changes)

    def _values(self, order: Order) -> SessionValues:
        return self._dispatch.session.values(order.environment)

    def _send(self, order: Order, changes: Sequence[Resolved]) -> None:
        if changes:
            run_beside(self._main, self._send_if_meant, order, changes)
        else:
            self._begin(order)

    async def _send_if_meant(self, order: Order, changes: Sequence[Resolved]) -> None:
        if await self._main.app.push_screen_wait(about_to_change(order, changes)):
            self._begin(order)

    def _begin(self, order: Order) -> None:
        self._dispatch.send(order)
        self._watch()

    def cancel(self) -> None:
        """Cancel the opened request's flight; a WebSocket is closed, with a goodbye at first."""
        opened = self._main.state.opened
        if opened is None:
            return
        exchange = self._main.state.exchanges.get(opened)
        talk = exchange.talk if exchange is not None else None
        if talk is not None and talk.state == "open" and self._dispatch.talks(opened):
            self._dispatch.say(opened, Close())
        else:
            self._dispatch.cancel(opened)

    async def run(self) -> None:
        """Open the run panel."""
        panel = await self._made()
        panel.add_class("-open", update=False)  # which that of the screen brings
        self._main.add_class("-running")
        self._main.panes.apply()
        self.show_offer()
        panel.focus_controls()

    async def _made(self) -> RunPane:
        """Return the panel; nobody else sees it before it is whole."""
        async with self._making:
            if self._panel is None:
                panel = RunPane(id="run")
                await self._main.query_one("#work").mount(panel)
                self._panel = panel
            return self._panel

    def show_offer(self) -> None:
        """Let the panel say what a run would send."""
        marked, spec = self._main.state.marked, self._main.state.spec
        subject = name_of(self._main.state.opened or "", spec) if spec else ""
        if marked:
            subject = f"{len(marked)} picked requests"
        if self._panel is not None:
            self._panel.offer(subject, bool(marked), self._guard())

    def _guard(self) -> str:
        """Return why there can be no load in this environment, and what can be done instead."""
        state = self._main.state
        environment = state.collection.environments.get(state.environment or "")
        if environment is None or not environment.protected:
            return ""
        another = self._main.can("environment", "chooses another")
        ways = "; ".join(filter(None, (another, f"{INSIST} sends it all the same")))
        return f"▲ {environment.name} is protected: one at a time, once. {ways}"

    @property
    def hints(self) -> list[KeyHint]:
        """The keys of the run panel that matter now; none if it has not the focus."""
        panel = self._panel
        return panel.hints if panel is not None and panel.has_focus_within else []

    async def act(self, command: str) -> None:
        """Do what a key of the run panel would do."""
        if self._panel is not None:
            await self._panel.act(command)

    async def start_run(self, times: int, at_once: int) -> None:
        """Run what is marked, or the opened request."""
        state = self._main.state
        nodes = state.marked or ((state.opened,) if state.opened else ())
        if not nodes:
            raise WorkbenchError(Problem("nothing to run", hint="pick requests in the tree"))
        orders = tuple(self._main.bench.order(node) for node in nodes)
        if await self._is_meant(orders, times, at_once):
            await self._run(orders, times, at_once)

    async def _run(self, orders: Sequence[Order], times: int, at_once: int) -> None:
        try:
            requests = await self._dispatch.resolve(orders)
        except Untrusted as error:
            if await self.trusts(error, orders[0]):
                await self._run(orders, times, at_once)
            return
        progress = self._dispatch.run(Plan(requests, times, at_once, orders[0].environment))
        if self._panel is not None:
            self.watch_run(progress)
        self._watch()

    async def _is_meant(self, orders: Sequence[Order], times: int, at_once: int) -> bool:
        """Refuse load on a protected environment, and ask before anything is changed there."""
        environment = environment_of(orders[0].collection, orders[0].environment)
        if times > 1 or at_once > 1:
            methods = {order.spec.method for order in orders}
            hint = f"choose another environment, or use {INSIST}"
            refuse_by_accident(environment, methods, at_once=at_once, times=times, hint=hint)
        values = self._values(orders[0])
        changes = await asyncio.to_thread(
            lambda: [change for order in orders for change in changes_of(order, values)]
        )
        if not changes:
            return True
        return await self._main.app.push_screen_wait(about_to_change(orders[0], changes))

    def watch_run(self, progress: RunProgress) -> None:
        """Show a run in the panel."""
        self._progress = progress
        if self._panel is not None:
            self._panel.watch_run(progress)

    def stop_run(self) -> None:
        """Stop the run; close the panel if there is none."""
        if self._progress is not None and self._progress.running:
            self._dispatch.cancel_run()
        else:
            self.close_panel()

    def close_panel(self) -> None:
        """Give the run panel's room back, unless a run is on."""
        if self._panel is None or (self._progress is not None and self._progress.running):
            return
        self._panel.remove_class("-open", update=False)
        self._main.zoomed.end()
        self._main.remove_class("-running")
        self._main.panes.apply()
        self._main.set_focus(self._main.query_one(CollectionTree))

    def show_row(self, index: int) -> None:
        """Show an exchange of the run in the response pane."""
        exchange = self._progress.exchange(index) if self._progress else None
        if exchange is None:
            what, hint = "this exchange was not kept", "a run keeps its first 10,000"
            self._main.tell(what, hint, severity="warning")
            return
        self._main.state = self._main.state.pinning(exchange)
        self._main.bench.show_response()
        if not self._main.query_one("#response").display:
            self._main.query_one(ResponsePane).focus_body()

    def draw(self) -> None:
        """Show what has moved on since the last frame."""
        main = self._main
        news = self._dispatch.latest()
        for exchange in news:
            main.state = main.state.moving_on(exchange)
        if news:
            main.bench.show_flights()
        main.bench.tick()
        if self._panel is not None:
            self._panel.tick()
            if self._panel.has_focus_within:
                main.show_keys()  # a run may be over
        for inquiry in self._dispatch.inquiries():
            run_beside(main, self._answer, inquiry)
        for mishap in self._dispatch.mishaps():
            run_beside(main, self._explain, mishap)
        if not self._dispatch.busy and self._frames is not None:
            self._frames.pause()

    async def _answer(self, inquiry: Inquiry) -> None:
        """Put questions that a send waits for to the user; without answers it is given up."""
        spec = self._main.state.spec
        asked = Questions(title_of(spec.name if spec else ""), inquiry.questions)
        answers = await self._main.app.push_screen_wait(asked)
        if answers is None:
            inquiry.answers.cancel()
        elif not inquiry.answers.cancelled():
            inquiry.answers.set_result(answers)

    async def _explain(self, mishap: Mishap) -> None:
        """Say why nothing was sent; what only needs trust is sent when it has it."""
        main, error, order = self._main, mishap.error, mishap.order
        if isinstance(error, Untrusted) and order is not None:
            if await self.trusts(error, order):
                self._begin(order)
        elif isinstance(error, WorkbenchError):
            main.complain(error)
        else:
            main.tell(f"internal error: {error!r}", severity="error")

    async def trusts(self, error: Untrusted, order: Order) -> bool:
        """Ask for all that the collection will want in this environment, and keep the answer."""
        main = self._main
        wanted = await asyncio.to_thread(main.bench.trusting.wanted, error.missing, order)
        name = main.state.collection.name
        if not await main.app.push_screen_wait(AskTrust(name, wanted)):
            return False
        await asyncio.to_thread(main.bench.trusting.grant, wanted)
        return True

    def _watch(self) -> None:
        if self._frames is not None:
            self._frames.resume()


def _changes(order: Order, values: SessionValues) -> Sequence[Resolved]:
    """Return what has to be asked about; raises WorkbenchError if it cannot be sent at all."""
    prepared = prepare(order, values)
    if prepared.problems:
        raise WorkbenchError(*prepared.problems)
    return changes_of(order, values)

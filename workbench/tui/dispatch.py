"""Sends requests and runs on the network thread, and hands out the newest snapshots.

No widgets here: the network thread writes snapshots, the screen reads them when it
draws. Nothing is queued per chunk or per request, so a flood cannot outrun the screen.
"""

import asyncio
import concurrent.futures
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from workbench.engine.network import NetworkThread
from workbench.engine.order import Order, SessionValues
from workbench.engine.outbox import Outbox, Word
from workbench.engine.progress import RunProgress
from workbench.engine.runner import run as run_plan
from workbench.engine.session import Session, TokenChange
from workbench.engine.sources import Answer, Ask, Question
from workbench.errors import Problem, WorkbenchError
from workbench.model import Exchange, KeptCookie, Message, NodeId, Plan, Report, Resolved

if TYPE_CHECKING:
    from workbench.engine.tokens import KnownToken

CLOSE_SECONDS = 1.0
# Of a body that grows and grows the screen is woken as often; it looks by itself in between.
GROWTH_SECONDS = 1 / 15


@dataclass(eq=False)
class _Flight:
    """One send; its request may get another name meanwhile."""

    node: NodeId
    order: Order
    outbox: Outbox = field(default_factory=Outbox)
    outcome: Future[Exchange] = field(init=False)


@dataclass(frozen=True, slots=True)
class Mishap:
    """An error that ended a send, and what was to be sent; None if it was a run."""

    error: BaseException
    order: Order | None = None


@dataclass(frozen=True, slots=True)
class Inquiry:
    """Questions that a send waits for; `answers` takes what the user says."""

    questions: tuple[Question, ...]
    answers: Future[Mapping[Question, Answer]]


class Dispatch:
    """What is in flight for one collection. `wake` is called from the network thread
    whenever something finished; growing bodies are seen by polling. `make_session` is given
    the way to ask the user."""

    def __init__(
        self, wake: Callable[[], None], make_session: Callable[[Ask], Session] | None = None
    ) -> None:
        self._wake = wake
        self._network = NetworkThread()
        make_session = make_session or (lambda ask: Session(ask=ask))
        self.session = make_session(self._ask)
        self._flights: list[_Flight] = []
        self._latest: dict[_Flight, Exchange] = {}
        self._inquiries: list[Inquiry] = []
        self._run: Future[Report] | None = None

    def start(self) -> None:
        """Start the thread; it imports the client there, while the first frame is drawn."""
        self._network.start()

    def close(self) -> None:
        """Cancel everything, close the connections and end the thread; takes a second or so."""
        if not self._network.running:
            return
        for flight in self._flights:
            flight.outcome.cancel()
        self.cancel_run()
        closing = self._network.submit(self.session.aclose)
        concurrent.futures.wait([closing], timeout=CLOSE_SECONDS)
        self._network.close()

    @property
    def busy(self) -> bool:
        """Tell whether anything is in flight."""
        running = self._run is not None and not self._run.done()
        return running or any(not flight.outcome.done() for flight in self._flights)

    def send(self, order: Order) -> None:
        """Send a request; a flight of the same request is cancelled first."""
        self.cancel(order.request)
        flight = _Flight(order.request, order)
        flight.outcome = self._network.submit(self._send, order, flight)
        self._flights.append(flight)
        # Also for what could not be sent, which leaves no exchange.
        flight.outcome.add_done_callback(lambda _: self._wake())

    async def _send(self, order: Order, flight: _Flight) -> Exchange:
        told: Exchange | None = None
        woken = 0.0

        def emit(exchange: Exchange) -> None:
            nonlocal told, woken
            before, told = told, exchange
            self._latest[flight] = exchange
            now = time.monotonic()
            if before is None or now - woken >= GROWTH_SECONDS or not _only_grew(before, exchange):
                woken = now
                self._wake()

        return await self.session.send(order, emit, outbox=flight.outbox)

    def say(self, node: NodeId, word: Word) -> Future[None]:
        """Say something in the WebSocket that a request has opened.

        The Future has its result once it is written. Raises WorkbenchError if there is none.
        """
        flight = self._talking(node)
        if flight is None:
            raise WorkbenchError(Problem("the WebSocket is not open", hint="send the request"))
        if isinstance(word, Message):
            return self._network.submit(self.session.say, flight.order, word, flight.outbox)
        return self._network.submit(flight.outbox.put, word)

    def talks(self, node: NodeId) -> bool:
        """Tell whether a request has an open WebSocket."""
        return self._talking(node) is not None

    def _talking(self, node: NodeId) -> _Flight | None:
        open_ones = (flight for flight in self._flights if flight.outbox.is_open)
        return next((flight for flight in open_ones if flight.node == node), None)

    async def resolve(self, orders: Sequence[Order]) -> tuple[Resolved, ...]:
        """Return requests filled in over there; raises WorkbenchError, or Untrusted."""

        async def resolve_all() -> tuple[Resolved, ...]:
            return tuple([await self.session.resolve(order) for order in orders])

        return await asyncio.wrap_future(self._network.submit(resolve_all))

    async def aside(self, order: Order) -> Exchange:
        """Send something beside the requests: it is not shown, judged, or kept in history."""

        async def send() -> Exchange:
            resolved = await self.session.resolve(order)
            return await self.session.exchange(
                resolved, lambda _: None, environment=order.environment
            )

        return await asyncio.wrap_future(self._network.submit(send))

    async def token(self, order: Order) -> "KnownToken | None":
        """Return the OAuth 2 token that was granted for a request."""
        return await asyncio.wrap_future(self._network.submit(self.session.token, order))

    async def change_token(self, order: Order, how: TokenChange) -> "KnownToken | None":
        """Refresh, get or clear the token of a request, over there."""
        changing = self._network.submit(self.session.change_token, order, how)
        return await asyncio.wrap_future(changing)

    async def judge_again(self, order: Order, exchange: Exchange) -> Exchange:
        """Return a record judged by what its request says now."""
        judging = self._network.submit(self.session.judge_again, order, exchange)
        return await asyncio.wrap_future(judging)

    def revalue(
        self, environment: str | None, change: Callable[[SessionValues], SessionValues]
    ) -> Future[SessionValues]:
        """Change what is known in an environment, over there; the Future has what was before."""

        async def put() -> SessionValues:
            before = self.session.values(environment)
            self.session.put(environment, change(before))
            return before

        return self._network.submit(put)

    def forget_secrets(self) -> Future[None]:
        """Let secrets be asked for and read anew, over there."""

        async def forget() -> None:
            self.session.forget_secrets()

        return self._network.submit(forget)

    def cookies(self, environment: str | None) -> Future[tuple[KeptCookie, ...]]:
        """Find the cookies of an environment, over there."""

        async def look() -> tuple[KeptCookie, ...]:
            return self.session.cookies(environment)

        return self._network.submit(look)

    def change_cookies(
        self, environment: str | None, remove: Sequence[KeptCookie], add: Sequence[KeptCookie]
    ) -> Future[None]:
        """Take cookies of an environment away and put others in, over there."""

        async def change() -> None:
            self.session.change_cookies(environment, remove, add)

        return self._network.submit(change)

    async def _ask(self, questions: tuple[Question, ...]) -> Mapping[Question, Answer]:
        answers: Future[Mapping[Question, Answer]] = Future()
        self._inquiries.append(Inquiry(questions, answers))
        self._wake()
        return await asyncio.wrap_future(answers)

    def inquiries(self) -> list[Inquiry]:
        """Take the questions that nobody has been asked yet; those given up are left out."""
        taken, self._inquiries = self._inquiries, []
        return [inquiry for inquiry in taken if not inquiry.answers.cancelled()]

    def cancel(self, node: NodeId) -> None:
        """Cancel the flight of a request, if there is one."""
        for flight in self._flights:
            if flight.node == node:
                flight.outcome.cancel()

    def follow(self, old: NodeId, new: NodeId) -> None:
        """Let what is in flight go on under the new id of a request or of its folder."""
        for flight in self._flights:
            if flight.node == old or flight.node.startswith(f"{old}/"):
                flight.node = new + flight.node[len(old) :]

    def latest(self) -> list[Exchange]:
        """Take the newest snapshot of every request that moved on since the last call."""
        newest: dict[NodeId, Exchange] = {}
        for flight in list(self._latest):
            node, exchange = flight.node, self._latest.pop(flight)
            if node not in newest or newest[node].id < exchange.id:
                newest[node] = replace(exchange, request=node)
        return list(newest.values())

    def run(self, plan: Plan) -> RunProgress:
        """Start a run; the progress it returns is written by the network thread."""
        progress = RunProgress(plan)
        self._run = self._network.submit(self._run_plan, plan, progress)
        return progress

    async def _run_plan(self, plan: Plan, progress: RunProgress) -> Report:
        try:
            return await run_plan(plan, self.session, progress)
        finally:
            self._wake()

    def cancel_run(self) -> None:
        """Cancel the run that is going on; what finished stays."""
        if self._run is not None:
            self._run.cancel()

    def mishaps(self) -> list[Mishap]:
        """Take the errors that ended flights before or in a way that no record tells."""
        found: list[Mishap] = []
        for flight in [flight for flight in self._flights if flight.outcome.done()]:
            self._flights.remove(flight)
            if flight.outcome.cancelled():
                continue
            if (error := flight.outcome.exception()) is not None:
                found.append(Mishap(error, replace(flight.order, request=flight.node)))
        if self._run is not None and self._run.done():
            run, self._run = self._run, None
            if not run.cancelled() and (error := run.exception()) is not None:
                found.append(Mishap(error))
        return found


def _only_grew(before: Exchange, after: Exchange) -> bool:
    """Tell whether nothing but more of a body has come, of which there was some already."""
    same = replace(after, size=before.size, elapsed=before.elapsed)
    return before.size > 0 and same == before

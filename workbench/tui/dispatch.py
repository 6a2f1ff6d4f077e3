"""Sends requests and runs on the network thread, and hands out the newest snapshots.

No widgets here: the network thread writes snapshots, the screen reads them when it
draws. Nothing is queued per chunk or per request, so a flood cannot outrun the screen.
"""

import concurrent.futures
from collections.abc import Callable
from concurrent.futures import Future

from workbench.engine.network import NetworkThread
from workbench.engine.progress import RunProgress
from workbench.engine.runner import run as run_plan
from workbench.engine.session import Session
from workbench.model import Exchange, NodeId, Plan, Report, Resolved

CLOSE_SECONDS = 1.0


class Dispatch:
    """What is in flight for one collection. `wake` is called from the network thread
    whenever something finished; growing bodies are seen by polling."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._network = NetworkThread()
        self._session: Session | None = None
        self._flights: dict[NodeId, Future[Exchange]] = {}
        self._latest: dict[NodeId, Exchange] = {}
        self._run: Future[Report] | None = None

    def start(self) -> None:
        """Start the thread; it imports the client there, while the first frame is drawn."""
        self._network.start()

    def close(self) -> None:
        """Cancel everything, close the connections and end the thread; takes a second or so."""
        for flight in (*self._flights.values(), self._run):
            if flight is not None:
                flight.cancel()
        if self._session is not None:
            closing = self._network.submit(self._session.aclose)
            concurrent.futures.wait([closing], timeout=CLOSE_SECONDS)
        self._network.close()

    @property
    def busy(self) -> bool:
        """Tell whether anything is in flight."""
        running = self._run is not None and not self._run.done()
        return running or any(not flight.done() for flight in self._flights.values())

    def send(self, resolved: Resolved) -> None:
        """Send a request; a flight of the same request is cancelled first."""
        self.cancel(resolved.id)
        self._flights[resolved.id] = self._network.submit(self._send, resolved)

    async def _send(self, resolved: Resolved) -> Exchange:
        def emit(exchange: Exchange) -> None:
            newest = self._latest.get(resolved.id)
            if newest is None or newest.id <= exchange.id:
                self._latest[resolved.id] = exchange
            self._wake()

        return await self._open().send(resolved, emit)

    def _open(self) -> Session:
        if self._session is None:
            self._session = Session()
        return self._session

    def cancel(self, node: NodeId) -> None:
        """Cancel the flight of a request, if there is one."""
        flight = self._flights.get(node)
        if flight is not None:
            flight.cancel()

    def latest(self) -> list[Exchange]:
        """Take the newest snapshot of every exchange that moved on since the last call."""
        return [self._latest.pop(node) for node in list(self._latest)]

    def run(self, plan: Plan) -> RunProgress:
        """Start a run; the progress it returns is written by the network thread."""
        progress = RunProgress(plan)
        self._run = self._network.submit(self._run_plan, plan, progress)
        return progress

    async def _run_plan(self, plan: Plan, progress: RunProgress) -> Report:
        try:
            return await run_plan(plan, self._open(), progress)
        finally:
            self._wake()

    def cancel_run(self) -> None:
        """Cancel the run that is going on; what finished stays."""
        if self._run is not None:
            self._run.cancel()

    def failures(self) -> list[BaseException]:
        """Take the errors of flights that ended in a way nobody foresaw."""
        found: list[BaseException] = []
        ended = [(node, flight) for node, flight in self._flights.items() if flight.done()]
        for node, flight in ended:
            del self._flights[node]
            if not flight.cancelled() and (error := flight.exception()) is not None:
                found.append(error)
        if self._run is not None and self._run.done():
            run, self._run = self._run, None
            if not run.cancelled() and (error := run.exception()) is not None:
                found.append(error)
        return found

"""The record of one send while it grows, told to whoever watches at every step."""

import time
from collections.abc import Callable
from dataclasses import replace

from workbench.model import Exchange, Failure, Hop, Resolved, Timings
from workbench.store.spool import Spool

from .address import without_password

Emit = Callable[[Exchange], None]

# A body that arrives in a thousand pieces a second is told of this often, in seconds.
TELL_EVERY = 0.03


class GrowingRecord:
    """Makes one Exchange after the other; the last one has the phase `done`."""

    def __init__(self, number: int, resolved: Resolved, emit: Emit, keep_body: bool) -> None:
        self._emit = emit
        self._begun = time.perf_counter()
        self._told = 0.0
        self._hops: list[Hop] = []
        self._spool = Spool() if keep_body else None
        self.size = 0
        self.asked = resolved.url
        self.exchange = Exchange(
            id=number,
            request=resolved.id,
            name=resolved.name,
            method=resolved.method,
            url=without_password(resolved.url),
            started=time.time(),
        )
        emit(self.exchange)

    def ask(self, url: str) -> None:
        """A request goes out, the first one or one that follows a redirect."""
        self.asked = url
        self._tell(replace(self.exchange, phase="waiting"))

    def head(self, hop: Hop) -> None:
        """The head of a response has arrived."""
        self._hops.append(hop)
        self._tell(
            replace(self.exchange, phase="receiving", hops=tuple(self._hops), body=self._spool)
        )

    def grow(self, chunk: bytes) -> None:
        """More of the body has arrived."""
        if self._spool is not None:
            self._spool.append(chunk)
        self.size += len(chunk)
        if time.perf_counter() - self._told >= TELL_EVERY:
            self._tell(replace(self.exchange, size=self.size))

    def close_hop(self, timings: Timings) -> None:
        """A hop is over and its timings are complete."""
        self._hops[-1] = replace(self._hops[-1], timings=timings)

    def end(self, failure: Failure | None = None) -> None:
        """Nothing more will come."""
        done = replace(self.exchange, phase="done", hops=tuple(self._hops), size=self.size)
        self._tell(replace(done, failure=failure))

    def _tell(self, exchange: Exchange) -> None:
        self._told = time.perf_counter()
        self.exchange = replace(exchange, elapsed=self._told - self._begun)
        self._emit(self.exchange)

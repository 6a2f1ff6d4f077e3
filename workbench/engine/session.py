"""What sends requests on behalf of one open collection."""

import asyncio
from itertools import count
from typing import TYPE_CHECKING

from workbench.errors import Problem
from workbench.model import Exchange, Failure, Resolved

from .growing import Emit, GrowingRecord

if TYPE_CHECKING:
    from .sending import Sender

MOST_BODY = 1024**3


class Session:
    """Connections and cookies that last from send to send.

    It may be made on any thread, and costs nothing before the first send, which imports
    the client; all sends happen on one event loop.
    """

    def __init__(self, *, most_body: int = MOST_BODY) -> None:
        self._sender: Sender | None = None
        self._numbers = count(1)
        self._most_body = most_body

    async def send(self, resolved: Resolved, emit: Emit, *, keep_body: bool = True) -> Exchange:
        """Send a request and return its finished record; `emit` gets one at every step.

        Trouble with the network is no exception but the record's `failure`, and what had
        arrived is kept. When cancelled, a finished record is emitted before the
        cancellation goes on. Without `keep_body` the body is only counted.
        """
        sender = self.open()  # an import is not part of the time that is measured
        record = GrowingRecord(next(self._numbers), resolved, emit, keep_body)
        try:
            failure = await sender.send(resolved, record)
        except asyncio.CancelledError:
            record.end(Failure("cancelled", Problem("cancelled")))
            raise
        except Exception as error:
            # Not the network's fault but ours. Whoever watches must not wait for ever.
            record.end(Failure("unsent", Problem(f"internal error: {type(error).__name__}")))
            raise
        record.end(failure)
        return record.exchange

    async def aclose(self) -> None:
        """Close all connections; a later send opens new ones."""
        sender, self._sender = self._sender, None
        if sender is not None:
            await sender.aclose()

    def open(self) -> "Sender":
        """Import and make the client now; the first send does it otherwise."""
        if self._sender is None:
            from .sending import Sender

            self._sender = Sender(self._most_body)
        return self._sender

"""Send requests that are filled in, each with the record of what comes of it."""

import asyncio
from collections.abc import Awaitable, Callable
from itertools import count
from pathlib import Path

from workbench.errors import Problem
from workbench.model import Failure, Resolved

from .clients import Clients
from .growing import Emit, GrowingRecord
from .met_secrets import MetSecrets
from .outbox import Outbox
from .trusting import Grants, powers_of_request

JudgeResponse = Callable[[Failure | None], Awaitable[None]]


class RecordedSender:
    """Sends what the `grants` of a collection allow, and numbers its records.

    The secrets that were `met` are in no record. `body_memory` tells how many bytes of a body
    lie in memory and not in a file.
    """

    def __init__(
        self,
        root: Path,
        clients: Clients,
        grants: Grants,
        met: MetSecrets,
        body_memory: Callable[[], int],
    ) -> None:
        self._root, self._clients, self._grants = root, clients, grants
        self._met, self._body_memory = met, body_memory
        self._numbers = count(1)

    def fresh(self, clients: Clients) -> "RecordedSender":
        """Return one that sends with other clients, and goes on with the same numbers."""
        other = RecordedSender(self._root, clients, self._grants, self._met, self._body_memory)
        other._numbers = self._numbers
        return other

    def begin(
        self,
        resolved: Resolved,
        emit: Emit,
        *,
        keep_body: bool,
        secrets: frozenset[str] = frozenset(),
        keep_raw: bool = False,
    ) -> GrowingRecord:
        """Start a record, once it is sure that the request may be sent; raises Untrusted.

        `secrets` are to be taken out beside those that were met. With `keep_raw` the body is
        also kept as it comes over the wire.
        """
        self._grants.check(powers_of_request(resolved, self._root))
        self._clients.sender()  # an import is not part of the time that is measured
        return GrowingRecord(
            next(self._numbers),
            resolved,
            emit,
            keep_body,
            self._met.texts | secrets,
            keep_raw=keep_raw,
            body_memory=self._body_memory(),
        )

    async def send(
        self,
        resolved: Resolved,
        record: GrowingRecord,
        environment: str | None,
        judge: JudgeResponse | None = None,
        outbox: Outbox | None = None,
    ) -> None:
        """Send a request, have what comes judged, and end its record, whatever happens."""
        try:
            failure = await self._clients.sender().send(
                resolved,
                record,
                environment=environment,
                allowed=powers_of_request(resolved, self._root).outside_files,
                allow=self._grants.check,
                outbox=outbox,
            )
            if judge is not None:
                await judge(failure)
        except asyncio.CancelledError:
            record.learn(self._met.texts)
            record.end(Failure("cancelled", Problem("cancelled")))
            raise
        except Exception as error:
            # Not the network's fault but ours. Whoever watches must not wait for ever.
            record.end(Failure("unsent", Problem(f"internal error: {type(error).__name__}")))
            raise
        finally:
            self._clients.save_cookies(environment)
        record.learn(self._met.texts)
        record.end(failure)
        self._met.learn(record.exchange.secrets)

"""The record of one send while it grows, told to whoever watches at every step."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from workbench.model import (
    Captured,
    Exchange,
    Failure,
    HeaderList,
    Hop,
    Resolved,
    Talk,
    Timings,
    Verdict,
)
from workbench.store.spool import IN_MEMORY, Spool
from workbench.templating.filled import secret_texts

from .address import without_password
from .masking import marked_capture, masked_hop, masked_problem, masked_verdict
from .redact import MASK, redactor_of

Emit = Callable[[Exchange], None]

# A body that arrives in a thousand pieces a second is told of this often, in seconds.
TELL_EVERY = 0.03


class GrowingRecord:
    """Makes one Exchange after the other; the last one has the phase `done`."""

    def __init__(
        self,
        number: int,
        resolved: Resolved,
        emit: Emit,
        keep_body: bool,
        secrets: frozenset[str] = frozenset(),
        *,
        keep_raw: bool = False,
        body_memory: int = IN_MEMORY,
    ) -> None:
        """`secrets` are known beside the request's own, such as what was captured before.

        With `keep_raw` the body is also kept as it was before its codings were undone. Of the
        body up to `body_memory` bytes lie in memory, and more in a file.
        """
        self.raw: bytearray | None = bytearray() if keep_raw else None
        self._emit = emit
        self._begun = time.perf_counter()
        self._told = 0.0
        self._hops: list[Hop] = []
        self._spool = Spool(body_memory) if keep_body else None
        self._secrets = resolved.secrets | secrets
        self._redactor = redactor_of(self._secrets)
        self.talk: Talk | None = None
        self.size = 0
        self.asked = resolved.url
        self.exchange = Exchange(
            id=number,
            request=resolved.id,
            name=resolved.name,
            method=resolved.method,
            url=self._redactor.text(without_password(resolved.url)),
            started=time.time(),
            secrets=self._secrets,
        )
        emit(self.exchange)

    def ask(self, url: str) -> None:
        """A request goes out, the first one or one that follows a redirect."""
        self.asked = url
        self._tell(replace(self.exchange, phase="waiting"))

    def head(self, hop: Hop, secrets: frozenset[str] = frozenset()) -> None:
        """The head of a response has arrived; `secrets` came up on the way to it."""
        self.learn(secrets)
        self._hops.append(hop)
        self._tell(self._with_hops(phase="receiving", body=self._spool, secrets=self._secrets))

    def grow(self, chunk: bytes) -> None:
        """More of the body has arrived."""
        if self._spool is not None:
            self._spool.append(chunk)
        self.size += len(chunk)
        if time.perf_counter() - self._told >= TELL_EVERY:
            self._tell(replace(self.exchange, size=self.size))

    def may_cut(self, content: str | bytes, at: int) -> bool:
        """Tell whether no secret that is known lies over a place in something that is kept."""
        around = content[max(0, at - self._redactor.margin) : at + self._redactor.margin]
        if isinstance(around, str):
            return self._redactor.text(around) == around
        return self._redactor.content(around) == around

    def tell(self) -> None:
        """Something else is known: how a WebSocket stands."""
        self._tell(replace(self.exchange, size=self.size, secrets=self._secrets))

    def close_hop(self, timings: Timings, trailers: HeaderList = ()) -> None:
        """A hop is over: its timings are complete, and what came behind its body is known."""
        self._hops[-1] = replace(self._hops[-1], timings=timings, trailers=trailers)

    def end(self, failure: Failure | None = None) -> None:
        """Nothing more will come."""
        self._tell(
            self._with_hops(
                phase="done",
                size=self.size,
                failure=self._masked(failure),
                secrets=self._secrets,
            )
        )

    @property
    def hops(self) -> tuple[Hop, ...]:
        """The hops as they were, with nothing taken out."""
        return tuple(self._hops)

    @property
    def body(self) -> Spool | None:
        """The body of the last hop, if it is kept."""
        return self._spool

    @property
    def elapsed(self) -> float:
        """Seconds since the beginning."""
        return time.perf_counter() - self._begun

    def judged(
        self, verdicts: tuple[Verdict, ...], captured: tuple[Captured, ...], attempts: int
    ) -> tuple[Captured, ...]:
        """The response was judged. Returns what was captured, secret if it holds a secret."""
        self.learn(*(secret_texts(found.value) for found in captured if found.secret))
        taken = tuple(marked_capture(found, self._redactor) for found in captured)
        self.exchange = replace(
            self.exchange,
            secrets=self._secrets,
            verdicts=tuple(masked_verdict(verdict, self._redactor) for verdict in verdicts),
            captured=tuple(replace(c, value=MASK) if c.secret else c for c in taken),
            attempts=attempts,
        )
        return taken

    def _with_hops(self, **changes: Any) -> Exchange:
        """Return the record with its hops, without anything secret in their texts."""
        hops = tuple(self._hops)
        if not self._redactor:
            return replace(self.exchange, hops=hops, **changes)
        masked = tuple(masked_hop(hop, self._redactor) for hop in hops)
        url = self._redactor.text(self.exchange.url)  # more may be known than at its beginning
        return replace(self.exchange, url=url, hops=masked, revealed=hops, **changes)

    def learn(self, *secrets: frozenset[str]) -> None:
        """Take out further secrets from now on."""
        known = self._secrets.union(*secrets)
        if known != self._secrets:
            self._secrets = known
            self._redactor = redactor_of(known)

    def _masked(self, failure: Failure | None) -> Failure | None:
        if failure is None or not self._redactor:
            return failure
        return replace(failure, problem=masked_problem(failure.problem, self._redactor))

    def _tell(self, exchange: Exchange) -> None:
        self._told = time.perf_counter()
        self.exchange = replace(exchange, elapsed=self._told - self._begun, talk=self.talk)
        self._emit(self.exchange)

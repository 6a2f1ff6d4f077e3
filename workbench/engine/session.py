"""What sends requests on behalf of one open collection, and remembers what came back."""

import asyncio
import copy
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from workbench.errors import Problem
from workbench.model import (
    Captured,
    Exchange,
    Failure,
    KeptCookie,
    Message,
    OAuth2Auth,
    Origins,
    Resolved,
)
from workbench.store.cookies import CookieFiles
from workbench.store.spool import IN_MEMORY
from workbench.templating import Fact, Need

from .clients import Clients
from .growing import Emit
from .judge import Judge, LoadBaseline
from .judgement import asks_for_raw, is_judged
from .met_secrets import MetSecrets
from .order import Order, SessionValues
from .outbox import Outbox
from .recorded_sender import RecordedSender
from .resolving import Facts, Resolver
from .responses import Responses
from .scopes import FindLine
from .sources import Ask, Sources
from .trusting import Grants, powers_of_request
from .visitor import Visitor

if TYPE_CHECKING:
    from .sending import Sender
    from .tokens import KnownToken

MOST_BODY = 1024**3


@dataclass(frozen=True, slots=True)
class Sent:
    """An order that was carried out: what it was filled in to, and what came of it."""

    order: Order
    resolved: Resolved
    exchange: Exchange


TokenChange = Literal["refresh", "new", "clear"]
Observe = Callable[[Sent], None]


class Session:
    """Connections, cookies, tokens, captured values and the latest responses.

    It may be made on any thread, and costs nothing before the first send, which imports
    the client; all sends happen on one event loop. `root` is the collection's directory,
    `grants` what the collection may do, `ask` how the user is asked for values, `visitor`
    how they are sent to a browser; `baseline` finds the stored response of a request,
    `find_line` the line of a variable; `lines` makes what finds lines as they are at a send,
    and with it exchanges tell the origins of what was sent. `total` bounds exchanges whose
    options do not, in seconds; `body_memory` tells how many bytes of a body lie in memory and
    not in a file.
    `observe` is given every exchange of an order when it has ended: cancelled ones, and what
    another request needed, too. `met` are the secrets that came up; what was recorded before
    they did is to be shown without them as well.
    """

    def __init__(
        self,
        root: Path | None = None,
        *,
        grants: Grants | None = None,
        ask: Ask | None = None,
        visitor: Visitor | None = None,
        baseline: LoadBaseline = lambda _: None,
        find_line: FindLine | None = None,
        lines: Callable[[], FindLine] | None = None,
        observe: Observe = lambda _: None,
        most_body: int = MOST_BODY,
        body_memory: Callable[[], int] = lambda: IN_MEMORY,
        total: float | None = None,
        cookies: CookieFiles | None = None,
        trouble: Callable[[Problem], None] = lambda _: None,
        met: MetSecrets | None = None,
    ) -> None:
        self.met = met or MetSecrets()
        self._root = root or Path.cwd()
        self._grants = grants or Grants()
        self._lines = lines
        self._observe = observe
        self._judge = Judge(baseline)
        self._clients = Clients(
            self._root,
            visitor=visitor,
            most_body=most_body,
            total=total,
            cookies=cookies,
            trouble=trouble,
        )
        self._sender = RecordedSender(
            self._root, self._clients, self._grants, self.met, body_memory
        )
        self._values: dict[str | None, SessionValues] = {}
        self._responses = Responses(self._send_needed)
        self._resolver = Resolver(
            Sources(self._root, ask),
            self._grants,
            self.met,
            find_line,
            self.values,
            self._responses.answer,
        )

    def fresh(self) -> "Session":
        """Return a session without cookies, captured values and responses.

        It has this one's connections, tokens and answers of the user. Closing one of the two
        closes both.
        """
        other = copy.copy(self)
        other._values = {}
        other._responses = Responses(other._send_needed)
        other._resolver = self._resolver.fresh(other.values, other._responses.answer)
        other._clients = self._clients.fresh()
        other._sender = self._sender.fresh(other._clients)
        return other

    def values(self, environment: str | None) -> SessionValues:
        """Return what is known in an environment: overrides and captures."""
        return self._values.get(environment, SessionValues())

    def put(self, environment: str | None, values: SessionValues) -> None:
        """Replace what is known in an environment."""
        self._values[environment] = values

    def facts(self, environment: str | None) -> Mapping[Need, Fact]:
        """Return what earlier sends had to find out in an environment; nothing is looked up."""
        return self._resolver.facts(environment)

    def forget_secrets(self) -> None:
        """Ask again for what the user, a program or the keyring was asked for."""
        self._resolver.forget()

    async def resolve(self, order: Order) -> Resolved:
        """Return a request with nothing left to fill in; asks, reads and sends what it takes.

        Raises WorkbenchError with all that is wrong, or Untrusted.
        """
        return (await self._resolver.ready(order)).prepared.request

    async def send(
        self,
        order: Order,
        emit: Emit,
        *,
        keep_body: bool = True,
        outbox: Outbox | None = None,
    ) -> Exchange:
        """Fill in, send and judge a request, and return its finished record.

        `emit` gets a record at every step. It is sent again until there is a response and its
        checks pass, as often as they say. Trouble with the network is no exception but the
        record's `failure`, and what had arrived is kept. When cancelled, a finished record is
        emitted before the cancellation goes on. Without `keep_body` the body is only counted.
        A WebSocket is open until its end, and says what is put in the `outbox` meanwhile.
        Raises WorkbenchError, or Untrusted, if it cannot be sent as it is.
        """
        prepared, values, facts = await self._resolver.ready(order)
        resolved, origins = prepared.request, None
        if self._lines is not None:
            from .origins import origins_of

            origins = await asyncio.to_thread(
                origins_of, order, values, prepared, facts, self._lines()
            )
        retry, attempt = order.spec.checks.retry, 1
        while True:
            exchange = await self._attempt(
                order, resolved, facts, emit, attempt, origins, keep_body=keep_body, outbox=outbox
            )
            if exchange.passed or attempt > retry.times:
                break
            attempt += 1
            await asyncio.sleep(retry.interval)
        self._responses.note(order, exchange)
        self._observe(Sent(order, resolved, exchange))
        return exchange

    async def say(self, order: Order, message: Message, outbox: Outbox) -> None:
        """Fill in a message, and say it in the WebSocket that an order has opened.

        Raises WorkbenchError, or Untrusted, where it cannot be said as it is.
        """
        first = replace(message, on_open=True, enabled=True)
        resolved = await self.resolve(replace(order, spec=replace(order.spec, messages=(first,))))
        self._grants.check(powers_of_request(resolved, self._root))
        for filled in resolved.messages:
            await outbox.put(filled, resolved.secrets)

    async def exchange(
        self,
        resolved: Resolved,
        emit: Emit,
        *,
        environment: str | None = None,
        keep_body: bool = True,
    ) -> Exchange:
        """Send a request that is filled in already, and judge nothing."""
        record = self._sender.begin(resolved, emit, keep_body=keep_body)
        await self._sender.send(resolved, record, environment)
        return record.exchange

    async def judge_again(self, order: Order, exchange: Exchange) -> Exchange:
        """Return the record of a finished send, judged by what its request says now.

        What it captures now counts for later requests.
        """
        environment = order.environment
        values, facts = self.values(environment), dict(self.facts(environment))
        judged, captured = await self._judge.judge_again(
            order, exchange, values, facts, self.met.texts
        )
        self.met.learn(judged.secrets)
        self._take(environment, captured)
        return judged

    async def token(self, order: Order) -> "KnownToken | None":
        """Return the OAuth 2 token that was granted for a request; nothing is asked or sent."""
        from .tokens import known_token

        return known_token(self._clients.sender(), self._resolver.known(order).request.auth)

    async def change_token(self, order: Order, how: TokenChange) -> "KnownToken | None":
        """Refresh the token of a request, get a new one, or clear it; returns what is there then.

        Raises WorkbenchError, or Untrusted, if that cannot be.
        """
        from .tokens import another_token, known_token

        resolved, sender = await self.resolve(order), self._clients.sender()
        if how != "refresh" and isinstance(resolved.auth, OAuth2Auth):
            sender.credentials.forget(resolved.auth)
        if how != "clear":
            self._grants.check(powers_of_request(resolved, self._root))
            await another_token(sender, resolved, order.environment)
        token = known_token(sender, resolved.auth)
        if token is not None:
            self.met.learn({token.text})
        return token

    def cookies(self, environment: str | None) -> tuple[KeptCookie, ...]:
        """Return the cookies of an environment; to be called on the loop that sends."""
        return self._clients.cookies(environment)

    def change_cookies(
        self,
        environment: str | None,
        remove: Iterable[KeptCookie] = (),
        add: Iterable[KeptCookie] = (),
    ) -> None:
        """Take cookies away and put others in; to be called on the loop that sends."""
        self._clients.change_cookies(environment, remove, add)

    async def aclose(self) -> None:
        """Save the cookies and close all connections; a later send opens new ones."""
        self._responses.close()
        await self._clients.aclose()

    def open(self) -> "Sender":
        """Import and make the client now; the first send does it otherwise."""
        return self._clients.sender()

    async def _send_needed(self, order: Order) -> Exchange:
        return await self.send(order, lambda _: None)

    async def _attempt(
        self,
        order: Order,
        resolved: Resolved,
        facts: Facts,
        emit: Emit,
        attempt: int,
        origins: Origins | None,
        *,
        keep_body: bool,
        outbox: Outbox | None,
    ) -> Exchange:
        """Send a request once, and have it judged."""
        judges, environment = is_judged(order.spec), order.environment
        record = self._sender.begin(
            resolved,
            emit,
            keep_body=keep_body or judges,
            secrets=self.values(environment).secrets,
            keep_raw=judges and asks_for_raw(order.spec),
        )
        record.exchange = replace(record.exchange, attempts=attempt, origins=origins)

        async def judge(failure: Failure | None) -> None:
            values = self.values(environment)
            judgement = await self._judge.judge(order, record, values, facts, failure)
            record.learn(self.met.texts)  # others may have met some in the meantime
            self._take(environment, record.judged(judgement.verdicts, judgement.captured, attempt))

        try:
            await self._sender.send(
                resolved, record, environment, judge if judges else None, outbox
            )
        except asyncio.CancelledError:
            self._observe(Sent(order, resolved, record.exchange))
            raise
        return record.exchange

    def _take(self, environment: str | None, captured: Iterable[Captured]) -> None:
        """Let what was captured count for later requests."""
        self.put(environment, self.values(environment).taking(captured))

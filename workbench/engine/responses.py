"""The latest response of each request, for those whose templates ask for a value in it."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace

from workbench.errors import Problem, WorkbenchError, did_you_mean
from workbench.model import Answered, Exchange, NodeId, SavedRequest, requests
from workbench.templating import Fact, ResponseNeed

from .order import Order
from .sources import Answer

Key = tuple[str | None, NodeId]  # the environment, and the request


class Responses:
    """What came back last, and the sending of what is asked for and not there.

    `send` sends an order. A request that several wait for is sent once; requests that wait
    for each other are found out before they do.
    """

    def __init__(
        self,
        send: Callable[[Order], Awaitable[Exchange]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._send = send
        self._clock = clock
        self._latest: dict[Key, tuple[float, Exchange]] = {}
        self._under_way: dict[Key, asyncio.Future[Exchange]] = {}
        self._waits: dict[Key, list[Key]] = {}

    def note(self, order: Order, exchange: Exchange) -> None:
        """Keep the exchange that an order has ended in, if there is a whole response."""
        if order.request and exchange.failure is None:
            self._latest[_key(order)] = self._clock(), exchange

    def close(self) -> None:
        """Give up what is under way."""
        for future in list(self._under_way.values()):
            future.cancel()

    async def answer(self, order: Order, need: ResponseNeed) -> Answer:
        """Return the value that an order needs from another request's response."""
        asking, wanted = _key(order), (order.environment, need.request)
        known = self._latest.get(wanted)
        limit = need.within_seconds
        if known is not None and (limit is None or self._clock() - known[0] <= limit):
            return await _value(known[1], need)
        found = order.collection.find(need.request)
        if not isinstance(found, SavedRequest):
            hint = did_you_mean(need.request, (r.id for r in requests(order.collection.root)))
            return Problem(f'there is no request "{need.request}"', hint=hint)
        if asking == wanted or self._leads(wanted, asking):
            what = f'"{need.request}" and "{order.request}" need each other\'s responses'
            return Problem(what, hint="take one of the two apart")
        try:
            exchange = await self._fetched(
                replace(order, spec=found.spec, request=found.id), asking
            )
        except WorkbenchError as error:
            first = error.problems[0]
            return Problem(f'"{need.request}" cannot be sent: {first.what}', hint=first.hint)
        return await _value(exchange, need)

    async def _fetched(self, order: Order, asking: Key) -> Exchange:
        key = _key(order)
        if key not in self._under_way:
            future = asyncio.ensure_future(self._send(order))
            self._under_way[key] = future
            future.add_done_callback(lambda _: self._under_way.pop(key, None))
        self._waits.setdefault(asking, []).append(key)
        try:
            # It goes on if one who waits is cancelled: others may wait as well.
            return await asyncio.shield(self._under_way[key])
        finally:
            self._waits[asking].remove(key)

    def _leads(self, start: Key, end: Key) -> bool:
        """Tell whether a request waits for another one, be it through others."""
        seen, waiting = set(), [start]
        while waiting:
            key = waiting.pop()
            if key == end:
                return True
            if key not in seen:
                seen.add(key)
                waiting += self._waits.get(key, [])
        return False


def _key(order: Order) -> Key:
    return order.environment, order.request


async def _value(exchange: Exchange, need: ResponseNeed) -> Answer:
    """Return what a query finds in a response."""
    name = need.request
    if exchange.failure is not None:
        return Problem(f'"{name}" has no response: {exchange.failure.problem.what}')
    if exchange.status is None or exchange.status >= 400:
        hint = "a value is taken from responses below 400"
        return Problem(f'"{name}" was answered with {exchange.status}', hint=hint)
    from .judging import taken  # loads the languages of checks

    found = await asyncio.to_thread(taken, exchange, need.query)
    if found.problem:
        return Problem(f'"{name}": {need.query or "body"}: {found.problem}')
    answered = Answered(name, exchange.status, exchange.started)
    return Fact(found.value, secret=found.secret, answered=answered)

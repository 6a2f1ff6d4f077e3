"""Pool, network and protocol put together for tasks."""

from collections import deque
from time import perf_counter
from typing import TYPE_CHECKING, Unpack

from .backend import Backend, running_backend
from .forks import forget_in_children
from .h1_head import HeadReader
from .headers import Headers
from .limits import DEFAULT_LIMITS, Limits
from .pool import QUEUE, Pool, Verdict, Waiter
from .proxy import ProxyTypes
from .request import Request
from .response import AsyncResponse
from .roads import Roads, check_reply, check_scheme, may_be_http2, speaks_http2
from .route import Destination, ProxyChoice
from .timeout import Patience
from .timings import Stamps
from .tls import CertMap, CertTypes, VerifyTypes
from .transport import AsyncBaseTransport, extensions_of, patience_of
from .transport_options import TransportOptions, check_options, check_versions, choice_of, reach_of

if TYPE_CHECKING:
    from .connection import AsyncConnection
    from .http2_shared import AsyncHTTP2Connection
    from .network.base import AsyncNetwork, AsyncSignal


class AsyncHTTPTransport(AsyncBaseTransport):
    """HTTP over the network, for tasks of one event loop."""

    def __init__(
        self,
        verify: VerifyTypes = True,
        cert: CertTypes | CertMap | None = None,
        trust_env: bool = True,
        http1: bool = True,
        http2: bool = False,
        limits: Limits | None = None,
        proxy: ProxyTypes | ProxyChoice | None = None,
        backend: Backend | None = None,
        **options: Unpack[TransportOptions],
    ) -> None:
        check_options("AsyncHTTPTransport", options, TransportOptions.__optional_keys__)
        check_versions(http1, http2)
        self._http1, self._http2 = http1, http2
        self._reach = reach_of(verify, cert, trust_env, http2, options)
        self._roads = Roads(self._reach, choice_of(proxy), http1, http2)
        self._pool: Pool[AsyncConnection | AsyncHTTP2Connection] = Pool(limits or DEFAULT_LIMITS)
        self._heads = HeadReader()
        self._orphans: deque[AsyncConnection] = deque()
        # HTTP/2: the connections that are shared just now, which the pool holds for busy; those
        # who wait for the first to be made; the destinations that turned out not to speak it.
        self._shared: dict[Destination, AsyncHTTP2Connection] = {}
        self._opening: dict[Destination, list[AsyncSignal]] = {}
        self._plain: set[Destination] = set()
        self._backend = backend
        self._network: AsyncNetwork | None = None
        forget_in_children(self)

    async def handle_async_request(self, request: Request) -> AsyncResponse:
        """Return the response to a request, its body unread."""
        stamps = Stamps(perf_counter(), perf_counter)
        check_scheme(request)
        destination = self._roads.destination(request)
        outgoing = self._roads.outgoing(request, destination)
        patience = patience_of(request)
        share = self._http2 and may_be_http2(destination, self._http1)
        find = self._connection_to_share if share else self._connection
        connection = await find(request, destination, patience, stamps)
        head, stream = await connection.exchange(request.method, outgoing, patience, stamps)
        if head.status == 407 and destination is not request.url.origin:
            await stream.aclose()
            check_reply(head, destination)
        return AsyncResponse(
            head.status,
            headers=Headers.of(head.headers),
            stream=stream,
            request=request,
            extensions=extensions_of(head, stamps, connection.stream, stream),
        )

    async def _connection_to_share(
        self, request: Request, origin: Destination, patience: Patience, stamps: Stamps
    ) -> "AsyncConnection | AsyncHTTP2Connection":
        """Return a connection of any kind; one with HTTP/2 serves all requests to its origin."""
        from .http2_shared import AsyncHTTP2Connection

        started = perf_counter()
        network = self._network or self._start()
        while origin not in self._plain:
            shared = self._shared.get(origin)
            if shared is not None and shared.closing:
                del self._shared[origin]
            elif shared is not None and shared.has_room:
                return shared
            elif shared is None and origin not in self._opening:
                self._opening[origin] = []
                break
            else:
                try:
                    if shared is None:
                        signal = network.signal()
                        self._opening[origin].append(signal)
                        await signal.wait(patience.within(patience.connect))
                    else:
                        await shared.wait_for_room(patience.within(patience.pool))
                except TimeoutError as error:
                    if shared is None:
                        raise patience.no_connection(request.url.host) from error
                    raise patience.no_turn() from error
                stamps.queue = perf_counter() - started
                if shared is not None and not shared.closing:
                    return shared
        else:
            return await self._connection(request, origin, patience, stamps)
        try:
            connection = await self._connection(request, origin, patience, stamps)
            if isinstance(connection, AsyncHTTP2Connection):
                try:
                    alive = await connection.refresh()
                except BaseException:
                    connection.abort()
                    self._take_back(connection, usable=False)
                    raise
                if not alive:
                    connection.abort()  # its room is ours
                    connection = await self._open(origin, network, patience, stamps)
            if isinstance(connection, AsyncHTTP2Connection):
                self._shared[origin] = connection
            else:
                self._plain.add(origin)
            return connection
        finally:
            for signal in self._opening.pop(origin):
                signal.set()

    async def _connection(
        self, request: Request, origin: Destination, patience: Patience, stamps: Stamps
    ) -> "AsyncConnection | AsyncHTTP2Connection":
        """Return a connection for the way the request takes: kept, handed on, or new."""
        if self._orphans:
            self._take_back_orphans()
        pool = self._pool
        fresh = bool(request.extensions.get("fresh_connection"))
        now = perf_counter()
        claimed = pool.claim(origin, now, fresh)
        if pool.retired:
            self._close_retired()
        network = self._network or self._start()
        if claimed is QUEUE:
            claimed = await self._turn(origin, network, patience, fresh)
            queued, now = now, perf_counter()
            stamps.queue = now - queued
        if not isinstance(claimed, Verdict):
            if claimed.is_usable():
                stamps.ready = now
                return claimed
            claimed.abort()  # it died meanwhile; its room is ours
        return await self._open(origin, network, patience, stamps)

    async def _open(
        self, origin: Destination, network: "AsyncNetwork", patience: Patience, stamps: Stamps
    ) -> "AsyncConnection | AsyncHTTP2Connection":
        """Return a new connection, for which there is room."""
        from .connect import aopen_stream
        from .connection import AsyncConnection

        try:
            stream = await aopen_stream(network, origin, self._reach, patience, stamps)
            speaks = self._http2 and speaks_http2(stream, self._http1)
        except BaseException:
            self._pool.vacate()
            raise
        if speaks:
            from .http2_shared import AsyncHTTP2Connection

            return AsyncHTTP2Connection(origin, stream, self._take_back, network.signal)
        connection = AsyncConnection(origin, stream, self._heads, self._take_back)
        connection.orphans = self._orphans
        return connection

    async def _turn(
        self, origin: Destination, network: "AsyncNetwork", patience: Patience, fresh: bool
    ) -> "AsyncConnection | AsyncHTTP2Connection | Verdict":
        """Wait in the queue; return the connection handed over, or leave to open one."""
        signal = network.signal()
        waiter: Waiter[AsyncConnection | AsyncHTTP2Connection] = Waiter(origin, fresh, signal.set)
        self._pool.enqueue(waiter)
        try:
            await signal.wait(patience.within(patience.pool))
        except BaseException as error:
            self._pool.leave(waiter, perf_counter())
            self._close_retired()
            if isinstance(error, TimeoutError):
                raise patience.no_turn() from error
            raise
        return waiter.connection or Verdict.OPEN

    def _take_back(
        self,
        connection: "AsyncConnection | AsyncHTTP2Connection",
        usable: bool,
        now: float | None = None,
    ) -> None:
        if self._shared.get(connection.origin) is connection:
            del self._shared[connection.origin]
        self._pool.release(connection, usable, now or perf_counter())
        if self._pool.retired:
            self._close_retired()

    def _take_back_orphans(self) -> None:
        """Close the connections of responses that were dropped before their end."""
        while True:
            try:
                connection = self._orphans.popleft()
            except IndexError:  # another was as fast
                return
            connection.finish(usable=False)

    def _close_retired(self) -> None:
        for connection in self._pool.take_retired():
            connection.abort()

    def _start(self) -> "AsyncNetwork":
        backend = self._backend or running_backend()
        if backend is None:
            raise RuntimeError("an AsyncClient needs a running asyncio or trio event loop")
        self._network = backend.network()
        return self._network

    def forget(self) -> None:
        """Leave the connections to the process that this one was forked from.

        They are not closed: that would take them out of the other process's event loop.
        """
        self._orphans.clear()
        self._pool.forget()
        self._shared.clear()
        self._opening.clear()

    async def aclose(self) -> None:
        """Close the idle connections now, and the busy ones when they are done."""
        self._take_back_orphans()
        self._pool.close()
        self._close_retired()
        if self._network is not None:
            await self._network.settle()

"""Requests in, responses out: the pool, the network and the protocol put together.

A transport is the seam at which another way to answer requests can be put in.
"""

from time import perf_counter
from typing import TYPE_CHECKING

from .backend import Backend, running_backend
from .body import BodyStream, ByteStream
from .errors import UnsupportedProtocol
from .h1 import Head, Outgoing
from .headers import Headers
from .limits import Limits
from .pool import Pool, Verdict, Waiter
from .request import Request
from .response import AsyncResponse, Response
from .timeout import Patience
from .timings import Stamps
from .tls import VerifyTypes

if TYPE_CHECKING:
    from .connection import AsyncConnection, Connection
    from .network.base import AsyncNetwork, Network, Signal
    from .url import Origin


class BaseTransport:
    """Something that answers requests with blocking calls."""

    def handle_request(self, request: Request) -> Response:
        """Return the response to a request, its body unread."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go of everything."""


class AsyncBaseTransport:
    """Something that answers requests asynchronously."""

    async def handle_async_request(self, request: Request) -> Response:
        """Return the response to a request, its body unread."""
        raise NotImplementedError

    async def aclose(self) -> None:
        """Let go of everything."""


def patience_of(request: Request) -> Patience:
    """Return the time limits of a request; its extensions carry them."""
    extensions = request.extensions
    return Patience(extensions.get("timeout") or {}, extensions.get("deadline"), perf_counter)


def check_scheme(request: Request) -> None:
    """Refuse a URL that this transport cannot reach."""
    url = request.url
    if url.scheme not in {"http", "https"}:
        given = f"not {url.scheme!r}" if url.scheme else "and this URL has none"
        raise UnsupportedProtocol(f"a URL must start with http:// or https://, {given}")
    if not url.raw_host:
        raise UnsupportedProtocol("the URL has no host")


def extensions_of(head: Head, stamps: Stamps, stream: BodyStream) -> dict[str, object]:
    """Return what a response carries beside its headers and body."""
    version = b"HTTP/" + head.version
    carried = {"http_version": version, "reason_phrase": head.reason, "stamps": stamps}
    if head.trailers is not None:
        carried["trailers"] = head.trailers
    if head.informational is not None:
        carried["informational"] = [
            (each.status, Headers.of(each.headers)) for each in head.informational
        ]
    if type(stream) is not ByteStream and hasattr(stream, "network_stream"):
        carried["network_stream"] = stream.network_stream
    return carried


class AsyncHTTPTransport(AsyncBaseTransport):
    """HTTP over the network, for tasks of one event loop."""

    def __init__(
        self,
        *,
        verify: VerifyTypes = True,
        limits: Limits | None = None,
        backend: Backend | None = None,
    ) -> None:
        self._verify = verify
        self._pool: Pool[AsyncConnection] = Pool(limits or Limits())
        self._backend = backend
        self._network: AsyncNetwork | None = None

    async def handle_async_request(self, request: Request) -> AsyncResponse:
        """Return the response to a request, its body unread."""
        stamps = Stamps(perf_counter())
        check_scheme(request)
        outgoing = Outgoing(request)
        patience = patience_of(request)
        connection = await self._connection(request, patience, stamps)
        head, stream = await connection.exchange(request.method, outgoing, patience, stamps)
        return AsyncResponse(
            head.status,
            headers=Headers.of(head.headers),
            stream=stream,
            request=request,
            extensions=extensions_of(head, stamps, stream),
        )

    async def _connection(
        self, request: Request, patience: Patience, stamps: Stamps
    ) -> "AsyncConnection":
        """Return a connection to the request's origin: kept, handed on, or new."""
        pool, origin = self._pool, request.url.origin
        fresh = bool(request.extensions.get("fresh_connection"))
        claimed = pool.claim(origin, perf_counter(), fresh)
        if pool.retired:
            self._close_retired()
        if not isinstance(claimed, Verdict):
            return claimed
        network = self._network or self._start()
        if claimed is Verdict.QUEUE:
            started = perf_counter()
            granted = await self._turn(request, network, patience, fresh)
            stamps.queue = perf_counter() - started
            if granted is not None:
                if granted.is_usable():
                    return granted
                granted.abort()  # it died on the way here; its room is ours
        return await self._open(origin, network, patience, stamps)

    async def _open(
        self, origin: "Origin", network: "AsyncNetwork", patience: Patience, stamps: Stamps
    ) -> "AsyncConnection":
        """Return a new connection, for which there is room."""
        from .connect import aopen_stream
        from .connection import AsyncConnection

        try:
            stream = await aopen_stream(network, origin, self._verify, patience, stamps)
        except BaseException:
            self._pool.vacate()
            raise
        return AsyncConnection(origin, stream, self._take_back)

    async def _turn(
        self, request: Request, network: "AsyncNetwork", patience: Patience, fresh: bool
    ) -> "AsyncConnection | None":
        """Wait in the queue; return the connection handed over, or None for room to open one."""
        signal = network.signal()
        waiter: Waiter[AsyncConnection] = Waiter(request.url.origin, fresh, signal.set)
        self._pool.enqueue(waiter)
        try:
            await signal.wait(patience.within(patience.pool))
        except BaseException as error:
            self._pool.leave(waiter, perf_counter())
            self._close_retired()
            if isinstance(error, TimeoutError):
                raise patience.no_turn() from error
            raise
        return waiter.connection

    def _take_back(self, connection: "AsyncConnection", usable: bool) -> None:
        self._pool.release(connection, usable, perf_counter())
        if self._pool.retired:
            self._close_retired()

    def _close_retired(self) -> None:
        for connection in self._pool.take_retired():
            connection.abort()

    def _start(self) -> "AsyncNetwork":
        backend = self._backend or running_backend()
        if backend is None:
            raise RuntimeError("an AsyncClient needs a running asyncio or trio event loop")
        self._network = backend.network()
        return self._network

    async def aclose(self) -> None:
        """Close the idle connections now, and the busy ones when they are done."""
        self._pool.close()
        self._close_retired()
        if self._network is not None:
            await self._network.settle()


class HTTPTransport(BaseTransport):
    """HTTP over the network, for threads."""

    def __init__(self, *, verify: VerifyTypes = True, limits: Limits | None = None) -> None:
        import threading

        self._verify = verify
        self._pool: Pool[Connection] = Pool(limits or Limits())
        self._lock = threading.Lock()  # held for the books only, never while waiting
        self._network: Network | None = None

    def handle_request(self, request: Request) -> Response:
        """Return the response to a request, its body unread."""
        stamps = Stamps(perf_counter())
        check_scheme(request)
        outgoing = Outgoing(request)
        patience = patience_of(request)
        connection = self._connection(request, patience, stamps)
        head, stream = connection.exchange(request.method, outgoing, patience, stamps)
        return Response(
            head.status,
            headers=Headers.of(head.headers),
            stream=stream,
            request=request,
            extensions=extensions_of(head, stamps, stream),
        )

    def _connection(self, request: Request, patience: Patience, stamps: Stamps) -> "Connection":
        """Return a connection to the request's origin: kept, handed on, or new."""
        pool, origin = self._pool, request.url.origin
        fresh = bool(request.extensions.get("fresh_connection"))
        network = self._network or self._start()
        signal = network.signal()
        waiter: Waiter[Connection] = Waiter(origin, fresh, signal.set)
        with self._lock:
            claimed = pool.claim(origin, perf_counter(), fresh)
            if claimed is Verdict.QUEUE:
                pool.enqueue(waiter)
        if pool.retired:
            self._close_retired()
        if not isinstance(claimed, Verdict):
            return claimed
        if claimed is Verdict.QUEUE:
            started = perf_counter()
            granted = self._turn(waiter, signal, patience)
            stamps.queue = perf_counter() - started
            if granted is not None:
                if granted.is_usable():
                    return granted
                granted.abort()  # it died on the way here; its room is ours
        return self._open(origin, network, patience, stamps)

    def _open(
        self, origin: "Origin", network: "Network", patience: Patience, stamps: Stamps
    ) -> "Connection":
        """Return a new connection, for which there is room."""
        from .connect import open_stream
        from .connection import Connection

        try:
            stream = open_stream(network, origin, self._verify, patience, stamps)
        except BaseException:
            with self._lock:
                self._pool.vacate()
            raise
        return Connection(origin, stream, self._take_back)

    def _turn(
        self, waiter: "Waiter[Connection]", signal: "Signal", patience: Patience
    ) -> "Connection | None":
        """Wait in the queue; return the connection handed over, or None for room to open one."""
        try:
            signal.wait(patience.within(patience.pool))
        except BaseException as error:
            with self._lock:
                self._pool.leave(waiter, perf_counter())
            self._close_retired()
            if isinstance(error, TimeoutError):
                raise patience.no_turn() from error
            raise
        return waiter.connection

    def _take_back(self, connection: "Connection", usable: bool) -> None:
        with self._lock:
            self._pool.release(connection, usable, perf_counter())
        if self._pool.retired:
            self._close_retired()

    def _close_retired(self) -> None:
        with self._lock:
            retired = self._pool.take_retired()
        for connection in retired:
            connection.abort()

    def _start(self) -> "Network":
        from .network.sync import SocketNetwork

        self._network = SocketNetwork()
        return self._network

    def close(self) -> None:
        """Close the idle connections now, and the busy ones when they are done."""
        with self._lock:
            self._pool.close()
        self._close_retired()

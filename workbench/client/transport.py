"""Requests in, responses out: the pool, the network and the protocol put together.

A transport is the seam at which another way to answer requests can be put in.
"""

import os
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from time import perf_counter
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypedDict, Unpack

from .backend import Backend, running_backend
from .body import BodyStream, ByteStream
from .dial import Reach
from .errors import ConnectError, UnsupportedProtocol
from .h1 import Head, HeadReader, Outgoing
from .h1_lines import LastFields
from .headers import Headers
from .limits import Limits
from .overrides import ConnectTo, Overrides, Resolutions
from .pin import PinTypes
from .pool import QUEUE, Pool, Verdict, Waiter
from .proxy import ProxyTypes, proxy_of, refused
from .proxy_rules import EnvironmentProxies
from .request import Request
from .response import AsyncResponse, Response
from .route import Destination, OneProxy, ProxyChoice, Route, absolute_target, route_of
from .timeout import Patience
from .timings import Stamps
from .tls import CertMap, CertTypes, TLSSettings, VerifyTypes, Version

if TYPE_CHECKING:
    from .connection import AsyncConnection, Connection
    from .http2_connection import HTTP2Connection
    from .http2_shared import AsyncHTTP2Connection
    from .network.base import (
        AsyncNetwork,
        AsyncSignal,
        AsyncStream,
        Network,
        Signal,
        SocketOption,
        Stream,
    )


class BaseTransport:
    """Something that answers requests with blocking calls. Subclass it for one of your own.

    The client adds the request and the timings to the response it returns, enters it
    with the client's `with` block and closes it with the client.
    """

    def handle_request(self, request: Request) -> Response:
        """Return the response to a request, its body unread."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go of everything."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        self.close()


class AsyncBaseTransport:
    """Something that answers requests asynchronously. Subclass it for one of your own.

    The client adds the request and the timings to the response it returns, enters it
    with the client's `async with` block and closes it with the client.
    """

    async def handle_async_request(self, request: Request) -> Response:
        """Return the response to a request, its body unread."""
        raise NotImplementedError

    async def aclose(self) -> None:
        """Let go of everything."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        await self.aclose()


def patience_of(request: Request) -> Patience:
    """Return the time limits of a request; its extensions carry them."""
    extensions = request.extensions
    return Patience(extensions.get("timeout") or {}, extensions.get("deadline"), perf_counter)


def check_scheme(request: Request) -> None:
    """Refuse a URL that this transport cannot reach."""
    scheme, host, _ = request.url.origin
    if scheme not in {"http", "https"}:
        given = f"not {scheme!r}" if scheme else "and this URL has none"
        raise UnsupportedProtocol(f"a URL must start with http:// or https://, {given}")
    if not host:
        raise UnsupportedProtocol("the URL has no host")


def extensions_of(
    head: Head, stamps: Stamps, stream: "AsyncStream | Stream", body: BodyStream
) -> dict[str, object]:
    """Return what a response carries beside its headers and body."""
    stamps.peer = stream.peer
    extensions: dict[str, object] = {
        "http_version": b"HTTP/" + head.version,
        "reason_phrase": head.reason,
        "stamps": stamps,
    }
    if stream.tls is not None:
        extensions["tls"] = stream.tls
    if head.trailers is not None:
        extensions["trailers"] = head.trailers
    if head.informational is not None:
        extensions["informational"] = [
            (each.status, Headers.of(each.headers)) for each in head.informational
        ]
    if type(body) is not ByteStream and hasattr(body, "network_stream"):
        extensions["network_stream"] = body.network_stream
    return extensions


class ConnectionOptions(TypedDict, total=False):
    """How a client's connections are made, beside what httpx has.

    `minimum_version` is the oldest TLS to accept; `pin`, `connect_to` and `resolve` are
    explained at `TLSSettings` and `Overrides`. `uds` is the Unix socket that every connection
    goes to, `local_address` the one they come from, `socket_options` go to `setsockopt`.
    """

    minimum_version: Version
    pin: PinTypes | Mapping[str, PinTypes] | None
    uds: str | None
    local_address: str | None
    socket_options: "Iterable[SocketOption] | None"
    connect_to: ConnectTo | None
    resolve: Resolutions | None


class TransportOptions(ConnectionOptions, total=False):
    """What a transport of its own takes: `retries` is how often connecting is tried again.

    On a client, `retries` is about whole requests.
    """

    retries: int


def reach_of(
    verify: VerifyTypes,
    cert: CertTypes | CertMap | None,
    trust_env: bool,
    http2: bool,
    options: TransportOptions,
) -> Reach:
    """Return how connections are made by a transport's arguments."""
    return Reach(
        TLSSettings(
            verify,
            cert=cert,
            trust_env=trust_env,
            minimum_version=options.get("minimum_version", "TLSv1.2"),
            pin=options.get("pin"),
            http2=http2,
        ),
        Overrides(options.get("connect_to"), options.get("resolve")),
        options.get("uds"),
        options.get("local_address"),
        tuple(options.get("socket_options") or ()),
        options.get("retries", 0),
    )


def choice_of(proxy: "ProxyTypes | ProxyChoice | None") -> ProxyChoice | None:
    """Return what tells which proxy to take; None if there is none in any case."""
    if proxy is None or hasattr(proxy, "proxy_for"):
        return proxy
    return OneProxy(proxy_of(proxy))


def chosen_proxy(
    proxy: ProxyTypes | None, trust_env: bool, options: ConnectionOptions
) -> "ProxyTypes | ProxyChoice | None":
    """Return a client's proxy: the given one, or what the environment says where it counts."""
    if proxy is not None or not trust_env or options.get("uds") is not None:
        return proxy
    return EnvironmentProxies(os.environ) or None


class Roads:
    """Which way each request goes, and what it says to whom on that way."""

    def __init__(self, reach: Reach, choice: ProxyChoice | None, http1: bool, http2: bool) -> None:
        self._choice = choice
        self._tunnels = reach.overrides.reroutes
        self._http1, self._http2 = http1, http2
        self._fields = LastFields()

    def destination(self, request: Request) -> Destination:
        """Return the way a request takes; raises UnsupportedProtocol if there is none."""
        plain = self._choice is None and "sni_hostname" not in request.extensions
        if plain and not self._http2:
            return request.url.origin
        switches = "upgrade" in request.headers
        if switches and not self._http1:
            raise UnsupportedProtocol("switching protocols takes HTTP/1.1, and http1= is off")
        if plain and not switches:
            return request.url.origin
        return route_of(request, self._choice, self._tunnels or switches, switches)

    def outgoing(self, request: Request, destination: Destination) -> Outgoing:
        """Return a request as bytes; one that a proxy reads has its whole URL in it.

        What is meant for a proxy goes to none but this one.
        """
        fields = request.headers.raw
        if not isinstance(destination, Route) or destination.proxy is None:
            return Outgoing(request, fields=self._fields.of(fields))
        if not destination.forwarded:
            kept = [item for item in fields if item[0].lower() != b"proxy-authorization"]
            return Outgoing(request, fields=self._fields.of(kept))
        named = {name.lower() for name, _ in fields}
        own = [f for f in destination.proxy.request_headers() if f[0].lower() not in named]
        return Outgoing(request, absolute_target(request), self._fields.of(fields + own))


def may_be_http2(destination: Destination, http1: bool) -> bool:
    """Tell whether connections to a destination may turn out to speak HTTP/2."""
    if isinstance(destination, Route):
        apart = destination.forwarded or destination.switches
        return not apart and may_be_http2(destination.origin, http1)
    return destination[0] == "https" or not http1


def speaks_http2(stream: "AsyncStream | Stream", http1: bool) -> bool:
    """Tell whether a new connection speaks HTTP/2: agreed on in TLS, or known before.

    Raises ConnectError if it does not although HTTP/1.1 is off.
    """
    if stream.tls is None:
        return not http1  # prior knowledge (RFC 9113, section 3.3)
    if stream.tls.protocol == "h2":
        return True
    if not http1:
        stream.abort()
        raise ConnectError("the server does not speak HTTP/2, and http1= is off")
    return False


def check_versions(http1: bool, http2: bool) -> None:
    """Refuse settings that leave no protocol; raises ImportError without h2."""
    if not (http1 or http2):
        raise ValueError("one of http1= and http2= must be on")
    if http2 and find_spec("h2") is None:
        raise ImportError('http2=True needs h2: pip install "workbench[http2]"')


def check_reply(head: Head, destination: Destination) -> None:
    """Refuse what only a proxy can have said; raises ProxyError."""
    if head.status == 407 and isinstance(destination, Route) and destination.proxy is not None:
        raise refused(destination.proxy, head.status, head.reason)


class AsyncHTTPTransport(AsyncBaseTransport):
    """HTTP over the network, for tasks of one event loop."""

    def __init__(
        self,
        *,
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
        check_versions(http1, http2)
        self._http1, self._http2 = http1, http2
        self._reach = reach_of(verify, cert, trust_env, http2, options)
        self._roads = Roads(self._reach, choice_of(proxy), http1, http2)
        self._pool: Pool[AsyncConnection | AsyncHTTP2Connection] = Pool(limits or Limits())
        self._heads = HeadReader()
        # HTTP/2: the connections that are shared just now, which the pool holds for busy; those
        # who wait for the first to be made; the destinations that turned out not to speak it.
        self._shared: dict[Destination, AsyncHTTP2Connection] = {}
        self._opening: dict[Destination, list[AsyncSignal]] = {}
        self._plain: set[Destination] = set()
        self._backend = backend
        self._network: AsyncNetwork | None = None

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
        return AsyncConnection(origin, stream, self._heads, self._take_back)

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

    def __init__(
        self,
        *,
        verify: VerifyTypes = True,
        cert: CertTypes | CertMap | None = None,
        trust_env: bool = True,
        http1: bool = True,
        http2: bool = False,
        limits: Limits | None = None,
        proxy: ProxyTypes | ProxyChoice | None = None,
        **options: Unpack[TransportOptions],
    ) -> None:
        import threading

        check_versions(http1, http2)
        self._http1, self._http2 = http1, http2
        self._reach = reach_of(verify, cert, trust_env, http2, options)
        self._roads = Roads(self._reach, choice_of(proxy), http1, http2)
        self._pool: Pool[Connection | HTTP2Connection] = Pool(limits or Limits())
        self._heads = HeadReader()
        self._lock = threading.Lock()  # held for the books only, never while waiting
        self._network: Network | None = None

    def handle_request(self, request: Request) -> Response:
        """Return the response to a request, its body unread."""
        stamps = Stamps(perf_counter(), perf_counter)
        check_scheme(request)
        destination = self._roads.destination(request)
        outgoing = self._roads.outgoing(request, destination)
        patience = patience_of(request)
        connection = self._connection(request, destination, patience, stamps)
        if self._http2:
            connection = self._refreshed(connection, destination, patience, stamps)
        head, stream = connection.exchange(request.method, outgoing, patience, stamps)
        if head.status == 407 and destination is not request.url.origin:
            stream.close()
            check_reply(head, destination)
        return Response(
            head.status,
            headers=Headers.of(head.headers),
            stream=stream,
            request=request,
            extensions=extensions_of(head, stamps, connection.stream, stream),
        )

    def _refreshed(
        self,
        connection: "Connection | HTTP2Connection",
        origin: Destination,
        patience: Patience,
        stamps: Stamps,
    ) -> "Connection | HTTP2Connection":
        """Return a connection if it is alive, else a new one in its place."""
        from .http2_connection import HTTP2Connection

        if not isinstance(connection, HTTP2Connection):
            return connection
        try:
            if connection.refresh():
                return connection
        except BaseException:
            connection.abort()
            self._take_back(connection, usable=False)
            raise
        connection.abort()  # its room is ours
        return self._open(origin, self._network or self._start(), patience, stamps)

    def _connection(
        self, request: Request, origin: Destination, patience: Patience, stamps: Stamps
    ) -> "Connection | HTTP2Connection":
        """Return a connection for the way the request takes: kept, handed on, or new."""
        pool = self._pool
        fresh = bool(request.extensions.get("fresh_connection"))
        network = self._network or self._start()
        now = perf_counter()
        with self._lock:
            claimed = pool.claim(origin, now, fresh)
            place = self._enqueue(origin, network, fresh) if claimed is QUEUE else None
        if pool.retired:
            self._close_retired()
        if place is not None:
            claimed = self._turn(*place, patience)
            queued, now = now, perf_counter()
            stamps.queue = now - queued
        if not isinstance(claimed, Verdict):
            if claimed.is_usable():  # asked without the lock: it is a system call
                stamps.ready = now
                return claimed
            claimed.abort()  # it died meanwhile; its room is ours
        return self._open(origin, network, patience, stamps)

    def _open(
        self, origin: Destination, network: "Network", patience: Patience, stamps: Stamps
    ) -> "Connection | HTTP2Connection":
        """Return a new connection, for which there is room."""
        from .connect import open_stream
        from .connection import Connection

        try:
            stream = open_stream(network, origin, self._reach, patience, stamps)
            speaks = self._http2 and speaks_http2(stream, self._http1)
        except BaseException:
            with self._lock:
                self._pool.vacate()
            raise
        if speaks:
            from .http2_connection import HTTP2Connection

            return HTTP2Connection(origin, stream, self._take_back)
        return Connection(origin, stream, self._heads, self._take_back)

    def _enqueue(
        self, origin: Destination, network: "Network", fresh: bool
    ) -> "tuple[Waiter[Connection | HTTP2Connection], Signal]":
        """Take a place in the queue; the lock is held."""
        signal = network.signal()
        waiter: Waiter[Connection | HTTP2Connection] = Waiter(origin, fresh, signal.set)
        self._pool.enqueue(waiter)
        return waiter, signal

    def _turn(
        self, waiter: "Waiter[Connection | HTTP2Connection]", signal: "Signal", patience: Patience
    ) -> "Connection | HTTP2Connection | Verdict":
        """Wait in the queue; return the connection handed over, or leave to open one."""
        try:
            signal.wait(patience.within(patience.pool))
        except BaseException as error:
            with self._lock:
                self._pool.leave(waiter, perf_counter())
            self._close_retired()
            if isinstance(error, TimeoutError):
                raise patience.no_turn() from error
            raise
        return waiter.connection or Verdict.OPEN

    def _take_back(
        self,
        connection: "Connection | HTTP2Connection",
        usable: bool,
        now: float | None = None,
    ) -> None:
        with self._lock:
            self._pool.release(connection, usable, now or perf_counter())
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

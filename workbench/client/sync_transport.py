"""Pool, network and protocol put together for threads."""

from collections import deque
from time import perf_counter
from typing import TYPE_CHECKING, Unpack

from .forks import forget_in_children
from .h1_head import HeadReader
from .headers import Headers
from .limits import DEFAULT_LIMITS, Limits
from .pool import QUEUE, Pool, Verdict, Waiter
from .proxy import ProxyTypes
from .request import Request
from .response import Response
from .roads import Roads, check_reply, check_scheme, speaks_http2
from .route import Destination, ProxyChoice
from .timeout import Patience
from .timings import Stamps
from .tls import CertMap, CertTypes, VerifyTypes
from .transport import BaseTransport, extensions_of, patience_of
from .transport_options import TransportOptions, check_options, check_versions, choice_of, reach_of

if TYPE_CHECKING:
    from .connection import Connection
    from .http2_connection import HTTP2Connection
    from .network.base import Network, Signal


class HTTPTransport(BaseTransport):
    """HTTP over the network, for threads."""

    def __init__(
        self,
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

        check_options("HTTPTransport", options, TransportOptions.__optional_keys__)
        check_versions(http1, http2)
        self._http1, self._http2 = http1, http2
        self._reach = reach_of(verify, cert, trust_env, http2, options)
        self._roads = Roads(self._reach, choice_of(proxy), http1, http2)
        self._pool: Pool[Connection | HTTP2Connection] = Pool(limits or DEFAULT_LIMITS)
        self._heads = HeadReader()
        self._orphans: deque[Connection] = deque()
        self._lock = threading.Lock()  # held for the books only, never while waiting
        self._network: Network | None = None
        forget_in_children(self)

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
        if self._orphans:
            self._take_back_orphans()
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
        connection = Connection(origin, stream, self._heads, self._take_back)
        connection.orphans = self._orphans
        return connection

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

    def _take_back_orphans(self) -> None:
        """Close the connections of responses that were dropped before their end."""
        while True:
            try:
                connection = self._orphans.popleft()
            except IndexError:  # another was as fast
                return
            connection.finish(usable=False)

    def _close_retired(self) -> None:
        with self._lock:
            retired = self._pool.take_retired()
        for connection in retired:
            connection.abort()

    def _start(self) -> "Network":
        from .network.sync import SocketNetwork

        self._network = SocketNetwork()
        return self._network

    def forget(self) -> None:
        """Leave the connections to the process that this one was forked from."""
        import threading

        self._lock = threading.Lock()  # a thread that is not here may have held it
        self._orphans.clear()
        for connection in self._pool.forget():
            connection.stream.abort()  # closes our descriptor, not the connection

    def close(self) -> None:
        """Close the idle connections now, and the busy ones when they are done."""
        self._take_back_orphans()
        with self._lock:
            self._pool.close()
        self._close_retired()

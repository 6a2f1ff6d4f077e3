"""Decide how a stream to an origin is made. No I/O: connect.py performs what this file yields.

Name, addresses, the proxy's say, TLS, the pinned key: in this order, each part timed, all of
it within the connect limit. Whatever goes wrong behind a connection closes it.
"""

import re
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING, Any

from .errors import ConnectError, ConnectTimeout, ProxyError, TLSError
from .overrides import Overrides, interleaved
from .peer import peer_of, tls_peer
from .proxy import ConnectReply, Proxy, connect_request
from .route import Destination, Route
from .socks5 import handshake
from .timeout import Patience, Seconds
from .timings import Stamps
from .tls import TLSSettings

if TYPE_CHECKING:
    import ssl

    from .network.base import SocketOption

ADDRESS = re.compile(r"[0-9.]+|[0-9a-f.]*:[0-9a-f:.]*")
READ = 1 << 16


@dataclass(frozen=True, slots=True)
class Reach:
    """How a client's connections are made, whatever the origin."""

    tls: TLSSettings = field(default_factory=TLSSettings)
    overrides: Overrides = field(default_factory=Overrides)
    uds: str | None = None
    local_address: str | None = None
    socket_options: "tuple[SocketOption, ...]" = ()
    retries: int = 0


@dataclass(frozen=True, slots=True)
class Resolve:
    """Reply with a host's addresses."""

    host: str
    port: int
    timeout: Seconds


@dataclass(frozen=True, slots=True)
class Connect:
    """Reply with a stream to the first of some addresses that answers."""

    addresses: list[str]
    port: int
    timeout: Seconds
    reach: Reach


@dataclass(frozen=True, slots=True)
class ConnectUnix:
    """Reply with a stream to a Unix socket."""

    path: str
    timeout: Seconds
    reach: Reach


@dataclass(frozen=True, slots=True)
class StartTLS:
    """Reply with a stream that speaks TLS over another."""

    stream: Any
    context: "ssl.SSLContext"
    server_name: str
    timeout: Seconds


@dataclass(frozen=True, slots=True)
class Write:
    """Write bytes to a stream."""

    stream: Any
    data: bytes
    timeout: Seconds


@dataclass(frozen=True, slots=True)
class Read:
    """Reply with some bytes of a stream, none at its end."""

    stream: Any
    size: int
    timeout: Seconds


@dataclass(frozen=True, slots=True)
class Pause:
    """Wait before the next attempt."""

    seconds: float


DialStep = Resolve | Connect | ConnectUnix | StartTLS | Write | Read | Pause
Dial = Generator[DialStep, Any, Any]
Left = Callable[[], Seconds]


def dial(destination: Destination, reach: Reach, patience: Patience, stamps: Stamps) -> Dial:
    """Return a new stream, ready for a request; tries as often as `retries` allows.

    A refusal by a proxy or of a certificate is final; the connect limit is for each attempt.
    """
    route = destination if isinstance(destination, Route) else Route(destination)
    stamps.reused = False
    stamps.ready = None  # a kept connection, if there was one, was dead
    for attempt in range(reach.retries):
        try:
            return (yield from attempted(route, reach, patience, stamps))
        except (ConnectError, ConnectTimeout) as error:
            if isinstance(error, TLSError):
                raise
        stamps.connect = stamps.dns = stamps.tls = None
        if attempt:
            yield Pause(patience.within(0.25 * 2**attempt) or 0.0)
    return (yield from attempted(route, reach, patience, stamps))


def attempted(route: Route, reach: Reach, patience: Patience, stamps: Stamps) -> Dial:
    """Return a new stream, at the first attempt."""
    scheme, host, port = route.origin
    proxy = route.proxy
    stamps.making = "connect"
    left = patience.connecting(host)
    if proxy is None:
        stream = yield from reached(*reach.overrides.target(host, port), reach, left, stamps)
    else:
        stream = yield from reached(*proxy.address, reach, left, stamps)
    try:
        if proxy is not None:
            started = perf_counter()
            if proxy.url.scheme == "https":
                context = proxy.ssl_context or TLSSettings().context(*proxy.address)
                stream = yield StartTLS(stream, context, proxy.address[0], left())
            if not route.forwarded:
                target = reach.overrides.target(host, port)
                yield from passed(stream, proxy, *target, left)
            stamps.connect = (stamps.connect or 0.0) + perf_counter() - started
        if scheme == "https" and not route.forwarded:
            name = route.server_name or host.removesuffix(".")
            stamps.making = "tls"
            started = perf_counter()
            context = reach.tls.context(host, port, not route.switches)
            stream = yield StartTLS(stream, context, name, left())
            stream.tls = tls_peer(stream.get_extra_info("ssl_object"))
            reach.tls.check(host, port, stream.tls)
            stamps.tls = perf_counter() - started
        stream.peer = peer_of(stream, proxy, stream.tls)
    except BaseException:
        stream.abort()
        raise
    return stream


def reached(host: str, port: int, reach: Reach, left: Left, stamps: Stamps) -> Dial:
    """Return a plain stream to a host or to the Unix socket that stands for all."""
    if reach.uds is not None:
        started = perf_counter()
        stream = yield ConnectUnix(reach.uds, left(), reach)
        stamps.connect = perf_counter() - started
        return stream
    addresses = reach.overrides.addresses(host, port)
    if addresses is None and ADDRESS.fullmatch(host):
        addresses = [host]
    if addresses is None:
        started = perf_counter()
        stamps.making = "dns"
        addresses = yield Resolve(host, port, left())
        stamps.dns = perf_counter() - started
        stamps.making = "connect"
    started = perf_counter()
    stream = yield Connect(interleaved(addresses), port, left(), reach)
    stamps.connect = perf_counter() - started
    return stream


def passed(
    stream: Any, proxy: Proxy, host: str, port: int, left: Left
) -> Generator[DialStep, Any, None]:
    """Have a proxy connect a stream to a host; raises ProxyError if it does not."""
    if proxy.is_socks:
        yield from login(stream, proxy, host, port, left)
        return
    yield Write(stream, connect_request(proxy, host, port), left())
    reply = ConnectReply(proxy)
    while not reply.take((yield Read(stream, READ, left()))):
        continue


def login(
    stream: Any, proxy: Proxy, host: str, port: int, left: Left
) -> Generator[DialStep, Any, None]:
    """Go through SOCKS5's handshake."""
    steps = handshake(proxy, host, port)
    data, count = next(steps)
    while True:
        if data:
            yield Write(stream, data, left())
        reply = b""
        while len(reply) < count:
            piece = yield Read(stream, count - len(reply), left())
            if not piece:
                raise ProxyError(f"the proxy {proxy} closed the connection during its handshake")
            reply += piece
        try:
            data, count = steps.send(reply)
        except StopIteration:
            return

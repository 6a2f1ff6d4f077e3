"""From an origin to an open stream: name, addresses in turn, TLS. Each part is timed apart."""

import os
import re
import socket
import ssl
from collections.abc import Callable
from time import perf_counter

import httpcore

from .errors import ConnectError, NameResolutionError, TLSError, TransportError
from .network.base import AsyncNetwork, AsyncStream, Network, Stream
from .timeout import Patience, Seconds
from .timings import Stamps
from .tls import VerifyTypes, context_for
from .url import Origin

ADDRESS = re.compile(r"[0-9.]+|[0-9a-f.]*:[0-9a-f:.]*")


async def aopen_stream(
    network: AsyncNetwork, origin: Origin, verify: VerifyTypes, patience: Patience, stamps: Stamps
) -> AsyncStream:
    """Return a new stream to an origin, ready for a request."""
    scheme, host, port = origin
    stamps.reused = False
    left = patience.connecting(host)
    try:
        addresses = [host]
        if not ADDRESS.fullmatch(host):
            started = perf_counter()
            addresses = await network.resolve(host, port, left())
            stamps.dns = perf_counter() - started
        started = perf_counter()
        stream = await aconnect(network, addresses, port, left)
        stamps.connect = perf_counter() - started
    except (httpcore.ConnectError, httpcore.ConnectTimeout, OSError, UnicodeError) as error:
        raise unreachable(error, origin, patience) from error
    if scheme == "https":
        context = context_for(verify)
        started = perf_counter()
        try:
            stream = await stream.start_tls(context, host.removesuffix("."), left())
        except BaseException as error:
            stream.abort()
            if isinstance(error, httpcore.ConnectError | httpcore.ConnectTimeout | OSError):
                raise untrusted(error, host, patience) from error
            raise
        stamps.tls = perf_counter() - started
    return stream


async def aconnect(
    network: AsyncNetwork, addresses: list[str], port: int, left: Callable[[], Seconds]
) -> AsyncStream:
    """Connect to the first address that answers; each has its share of the time."""
    for at, address in enumerate(addresses[:-1]):
        seconds = left()
        share = None if seconds is None else seconds / (len(addresses) - at)
        try:
            return await network.connect_tcp(address, port, share)
        except (httpcore.ConnectError, httpcore.ConnectTimeout):
            continue
    return await network.connect_tcp(addresses[-1], port, left())


def open_stream(
    network: Network, origin: Origin, verify: VerifyTypes, patience: Patience, stamps: Stamps
) -> Stream:
    """Return a new stream to an origin, ready for a request."""
    scheme, host, port = origin
    stamps.reused = False
    left = patience.connecting(host)
    try:
        addresses = [host]
        if not ADDRESS.fullmatch(host):
            started = perf_counter()
            addresses = network.resolve(host, port, left())
            stamps.dns = perf_counter() - started
        started = perf_counter()
        stream = connect(network, addresses, port, left)
        stamps.connect = perf_counter() - started
    except (httpcore.ConnectError, httpcore.ConnectTimeout, OSError, UnicodeError) as error:
        raise unreachable(error, origin, patience) from error
    if scheme == "https":
        context = context_for(verify)
        started = perf_counter()
        try:
            stream = stream.start_tls(context, host.removesuffix("."), left())
        except BaseException as error:
            stream.abort()
            if isinstance(error, httpcore.ConnectError | httpcore.ConnectTimeout | OSError):
                raise untrusted(error, host, patience) from error
            raise
        stamps.tls = perf_counter() - started
    return stream


def connect(
    network: Network, addresses: list[str], port: int, left: Callable[[], Seconds]
) -> Stream:
    """Connect to the first address that answers; each has its share of the time."""
    for at, address in enumerate(addresses[:-1]):
        seconds = left()
        share = None if seconds is None else seconds / (len(addresses) - at)
        try:
            return network.connect_tcp(address, port, share)
        except (httpcore.ConnectError, httpcore.ConnectTimeout):
            continue
    return network.connect_tcp(addresses[-1], port, left())


def unreachable(error: Exception, origin: Origin, patience: Patience) -> TransportError:
    """Return our error for a name that was not found or an address that did not answer."""
    _, host, port = origin
    if isinstance(error, httpcore.ConnectTimeout | TimeoutError):
        return patience.no_connection(host)
    if isinstance(error, socket.gaierror | UnicodeError):
        return NameResolutionError(f"the name {host!r} cannot be resolved: {cause(error)}")
    return ConnectError(f"no connection to {host} port {port}: {cause(error)}")


def untrusted(error: Exception, host: str, patience: Patience) -> TransportError:
    """Return our error for a TLS handshake that failed."""
    if isinstance(error, httpcore.ConnectTimeout | TimeoutError):
        return patience.no_connection(host)
    return TLSError(f"no TLS with {host}: {cause(error)}")


def cause(error: BaseException) -> str:
    """Return the system's own words for what is at the bottom of an error."""
    while error.__cause__ is not None:
        error = error.__cause__
    if isinstance(error, ssl.SSLCertVerificationError) and error.verify_message:
        return f"the certificate is not trusted: {error.verify_message.lower()}"
    if isinstance(error, ssl.SSLError) and error.reason:
        if error.reason in {"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE"}:
            return "the peer does not speak TLS; try http://"
        return error.reason.lower().replace("_", " ")
    if isinstance(error, socket.gaierror):
        return str(error.strerror or error).lower()
    if isinstance(error, OSError) and error.errno is not None:
        return os.strerror(error.errno).lower()
    return str(error) or "the connection was closed"

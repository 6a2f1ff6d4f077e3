"""Perform the steps to a new stream. The two drivers differ in `async` and `await` alone."""

import socket
from typing import Any

import httpcore

from .cause import cause
from .dial import (
    Connect,
    ConnectUnix,
    DialStep,
    Pause,
    Reach,
    Read,
    Resolve,
    StartTLS,
    Write,
    dial,
)
from .drive import adrive, drive
from .errors import ConnectError, NameResolutionError, ProxyError, TLSError, TransportError
from .network.base import AsyncNetwork, AsyncStream, Network, Stream
from .route import Destination, Route
from .timeout import Patience
from .timings import Stamps

FAILURES = (httpcore.NetworkError, httpcore.TimeoutException, OSError, UnicodeError)


async def aopen_stream(
    network: AsyncNetwork,
    destination: Destination,
    reach: Reach,
    patience: Patience,
    stamps: Stamps,
) -> AsyncStream:
    """Return a new stream to an origin, ready for a request."""

    async def perform(step: DialStep) -> Any:
        try:
            match step:
                case Resolve(host, port, timeout):
                    return await network.resolve(host, port, timeout)
                case Connect(addresses, port, timeout, reach):
                    return await network.connect_any(
                        addresses, port, timeout, reach.local_address, reach.socket_options
                    )
                case ConnectUnix(path, timeout, reach):
                    return await network.connect_unix_socket(path, timeout, reach.socket_options)
                case StartTLS(stream, context, name, timeout):
                    return await stream.start_tls(context, name, timeout)
                case Write(stream, data, timeout):
                    return await stream.write(data, timeout)
                case Read(stream, size, timeout):
                    return await stream.read(size, timeout)
                case Pause(seconds):
                    return await network.sleep(seconds)
        except FAILURES as error:
            raise failure(error, step, destination, patience) from error

    try:
        stream: AsyncStream = await adrive(dial(destination, reach, patience, stamps), perform)
    except TransportError as error:
        error.phase = stamps.phase
        raise
    return stream


def open_stream(
    network: Network,
    destination: Destination,
    reach: Reach,
    patience: Patience,
    stamps: Stamps,
) -> Stream:
    """Return a new stream to an origin, ready for a request."""

    def perform(step: DialStep) -> Any:
        try:
            match step:
                case Resolve(host, port, timeout):
                    return network.resolve(host, port, timeout)
                case Connect(addresses, port, timeout, reach):
                    return network.connect_any(
                        addresses, port, timeout, reach.local_address, reach.socket_options
                    )
                case ConnectUnix(path, timeout, reach):
                    return network.connect_unix_socket(path, timeout, reach.socket_options)
                case StartTLS(stream, context, name, timeout):
                    return stream.start_tls(context, name, timeout)
                case Write(stream, data, timeout):
                    return stream.write(data, timeout)
                case Read(stream, size, timeout):
                    return stream.read(size, timeout)
                case Pause(seconds):
                    return network.sleep(seconds)
        except FAILURES as error:
            raise failure(error, step, destination, patience) from error

    try:
        stream: Stream = drive(dial(destination, reach, patience, stamps), perform)
    except TransportError as error:
        error.phase = stamps.phase
        raise
    return stream


def failure(
    error: Exception, step: DialStep, destination: Destination, patience: Patience
) -> TransportError:
    """Return our error for a step that failed."""
    route = destination if isinstance(destination, Route) else Route(destination)
    _, host, port = route.origin
    if isinstance(error, httpcore.TimeoutException | TimeoutError):
        return patience.no_connection(host)
    match step:
        case StartTLS(server_name=name):
            return TLSError(f"no TLS with {name}: {cause(error)}")
        case Read() | Write():
            return ProxyError(f"the proxy {route.proxy} broke the connection: {cause(error)}")
        case ConnectUnix(path=path):
            return ConnectError(f"no connection to the Unix socket {path!r}: {cause(error)}")
    if isinstance(error, socket.gaierror | UnicodeError):
        name = step.host if isinstance(step, Resolve) else host
        return NameResolutionError(f"the name {name!r} cannot be resolved: {cause(error)}")
    if route.proxy is not None:
        return ConnectError(f"no connection to the proxy {route.proxy}: {cause(error)}")
    return ConnectError(f"no connection to {host} port {port}: {cause(error)}")

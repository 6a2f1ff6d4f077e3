"""asyncio, straight on transports and protocols.

A read that finds data at hand does not wait; one that waits costs a future, and for its
timeout a slot in one timer per connection, which is set anew only when it goes off.
"""

import asyncio
import select
import ssl
import threading
from collections import deque
from collections.abc import Iterable
from socket import IPPROTO_TCP, SOCK_STREAM, TCP_NODELAY
from time import perf_counter
from typing import Any, cast

import httpcore

from .base import ATTEMPT_DELAY, AsyncNetwork, AsyncStream, SocketOption, address_of

# Stop reading from a peer that is this much ahead of us, and go on below the lower mark.
HIGH_WATER = 1 << 20
LOW_WATER = 1 << 18
# Bytes at once. For a copy of 128 KiB or more malloc would ask the system each time, which
# costs a body of 1 GiB a sixth of its CPU.
RECEIVE = (1 << 17) - 1024


class Protocol(asyncio.Protocol):
    """The callbacks of one connection, and what they have gathered."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self.transport: asyncio.Transport | None = None
        self.chunks: deque[bytes] = deque()
        self.size = 0
        self.ended = False
        self.error: Exception | None = None
        self.received_at: float | None = None
        self.reading_paused = False
        self.writing_paused = False
        self._reader: asyncio.Future[None] | None = None
        self._writer: asyncio.Future[None] | None = None
        self._deadline: float | None = None  # of the read that waits
        self._timer: asyncio.TimerHandle | None = None

    # ---- called by the transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self.chunks.append(data)
        self.size += len(data)
        self.received_at = perf_counter()
        if self._reader is not None:
            self._wake_reader()
        elif self.size > HIGH_WATER and not self.reading_paused and self.transport is not None:
            self.reading_paused = True
            self.transport.pause_reading()

    def eof_received(self) -> bool:
        self.ended = True
        self._wake_reader()
        return False

    def connection_lost(self, error: Exception | None) -> None:
        self.ended = True
        self.error = error
        self._wake_reader()
        self.resume_writing()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def pause_writing(self) -> None:
        self.writing_paused = True

    def resume_writing(self) -> None:
        self.writing_paused = False
        future, self._writer = self._writer, None
        if future is not None and not future.done():
            future.set_result(None)

    def _wake_reader(self) -> None:
        future, self._reader = self._reader, None
        if future is not None and not future.done():
            future.set_result(None)

    # ---- called by the stream

    def next_data(self, timeout: float | None) -> "asyncio.Future[None]":
        """Return what ends when data comes or the connection ends; it may raise TimeoutError.

        Whoever has waited for it calls `stop_waiting()`, whatever came of it.
        """
        self._reader = future = self.loop.create_future()
        if timeout is not None:
            self._set_deadline(timeout)
        return future

    def stop_waiting(self) -> None:
        """Let no time limit go off any more."""
        self._reader = self._deadline = None

    async def wait_for_room(self, timeout: float | None) -> None:
        """Wait until more may be written; raises TimeoutError."""
        future = self._writer = self.loop.create_future()
        # A timer of its own: somebody else may be reading meanwhile, and this is rare.
        timer = None if timeout is None else self.loop.call_later(timeout, _expire, future)
        try:
            await future
        finally:
            self._writer = None
            if timer is not None:
                timer.cancel()

    def _set_deadline(self, timeout: float) -> None:
        when = self._deadline = self.loop.time() + timeout
        if self._timer is not None and self._timer.when() > when:
            self._timer.cancel()
            self._timer = None
        if self._timer is None:
            self._timer = self.loop.call_at(when, self._tick)

    def _tick(self) -> None:
        self._timer = None
        if self._deadline is None:
            return
        if self.loop.time() < self._deadline:
            self._timer = self.loop.call_at(self._deadline, self._tick)
            return
        if self._reader is not None:
            _expire(self._reader)


def _expire(future: "asyncio.Future[None]") -> None:
    if not future.done():
        future.set_exception(TimeoutError())


class Landing(threading.local):
    """Where a thread's loop receives: nothing else runs in it before the bytes are copied out."""

    def __init__(self) -> None:
        self.view = memoryview(bytearray(RECEIVE))


LANDING = Landing()


class LandingProtocol(Protocol, asyncio.BufferedProtocol):
    """The same with one buffer for all that arrives, copied out at its size.

    For a plain protocol asyncio's own loops make a buffer of 256 KiB for each read; where
    that is handed back to the system each time, it costs half as much as all else of a small
    response. uvloop has one buffer as it is.
    """

    def get_buffer(self, sizehint: int) -> memoryview:
        return LANDING.view

    def buffer_updated(self, nbytes: int) -> None:
        self.data_received(bytes(LANDING.view[:nbytes]))


def protocol_for(loop: asyncio.AbstractEventLoop) -> Protocol:
    """Return a new protocol of the kind that suits a loop."""
    return LandingProtocol(loop) if isinstance(loop, asyncio.BaseEventLoop) else Protocol(loop)


class AsyncioStream(AsyncStream):
    """One connection."""

    keeps_unsent = True

    def __init__(self, transport: asyncio.Transport, protocol: Protocol) -> None:
        self._transport = transport
        self._protocol = protocol
        self._poll = select.poll()  # unlike select(), it takes descriptors above 1,023
        self._poll.register(transport.get_extra_info("socket"), select.POLLIN)

    @property
    def received_at(self) -> float | None:  # type: ignore[override]  # read-only here
        """When bytes arrived last."""
        return self._protocol.received_at

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return some bytes, or none at the end."""
        protocol = self._protocol
        if not protocol.chunks:
            if not protocol.ended:
                try:
                    await protocol.next_data(timeout)
                except TimeoutError as error:
                    raise httpcore.ReadTimeout from error
                finally:
                    protocol.stop_waiting()
            if not protocol.chunks:
                if protocol.error is not None:
                    raise httpcore.ReadError(str(protocol.error)) from protocol.error
                return b""
        data = protocol.chunks.popleft()
        if len(data) > max_bytes:
            protocol.chunks.appendleft(data[max_bytes:])
            data = data[:max_bytes]
        protocol.size -= len(data)
        if protocol.reading_paused and protocol.size < LOW_WATER and not protocol.ended:
            protocol.reading_paused = False
            self._transport.resume_reading()
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write bytes, waiting while the peer takes none."""
        if not buffer:
            return
        protocol = self._protocol
        if self._transport.is_closing():
            raise httpcore.WriteError(str(protocol.error or "connection closed"))
        self._transport.write(buffer)
        if protocol.writing_paused:
            try:
                await protocol.wait_for_room(timeout)
            except TimeoutError as error:
                raise httpcore.WriteTimeout from error
            if protocol.ended and protocol.error is not None:
                raise httpcore.WriteError(str(protocol.error)) from protocol.error

    async def aclose(self) -> None:
        """Close."""
        self.abort()

    def abort(self) -> None:
        """Close at once; a loop that is closed leaves that to the garbage collector."""
        if not self._protocol.loop.is_closed():
            self._transport.abort()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> "AsyncioStream":
        """Return a stream that speaks TLS over this one."""
        loop = self._protocol.loop
        inner = protocol_for(loop)
        try:
            async with asyncio.timeout(timeout):
                transport = await loop.start_tls(
                    self._transport, inner, ssl_context, server_hostname=server_hostname
                )
        except BaseException as error:
            self.abort()
            if isinstance(error, TimeoutError):
                raise httpcore.ConnectTimeout from error
            if isinstance(error, OSError):
                raise httpcore.ConnectError(str(error)) from error
            raise
        if transport is None:
            raise httpcore.ConnectError("the connection was closed during the TLS handshake")
        inner.transport = transport
        return AsyncioStream(transport, inner)

    def get_extra_info(self, info: str) -> Any:
        """Return one of httpcore's facts about the connection."""
        if info == "is_readable":
            protocol = self._protocol
            if protocol.ended or protocol.chunks or self._transport.is_closing():
                return True
            if protocol.loop.is_closed():  # it was another's, as those of `asyncio.run` are
                protocol.ended = True
                return True
            # What has arrived since the loop looked last would answer the next request.
            return bool(self._poll.poll(0))
        names = {"client_addr": "sockname", "server_addr": "peername"}
        return self._transport.get_extra_info(names.get(info, info))


class AsyncioSignal:
    """A future, with a timer if there is a time limit."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._future: asyncio.Future[None] = self._loop.create_future()

    def set(self) -> None:
        """Let it happen."""
        if not self._future.done():
            self._future.set_result(None)

    async def wait(self, timeout: float | None) -> None:
        """Wait until it has happened; raises TimeoutError."""
        if timeout is None:
            return await self._future
        timer = self._loop.call_later(timeout, self._give_up)
        try:
            await self._future
        finally:
            timer.cancel()
        return None

    def _give_up(self) -> None:
        if not self._future.done():
            self._future.set_exception(TimeoutError())


def _close_loser(attempt: asyncio.Task[AsyncioStream]) -> None:
    if not attempt.cancelled() and attempt.exception() is None:
        attempt.result().abort()


class AsyncioNetwork(AsyncNetwork):
    """The network of the running event loop; uvloop's too."""

    async def resolve(self, host: str, port: int, timeout: float | None) -> list[str]:
        """Return a host's addresses."""
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(timeout):
            found = await loop.getaddrinfo(host, port, type=SOCK_STREAM)
        return list(dict.fromkeys(address_of(item[4]) for item in found))

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> AsyncioStream:
        """Return a connection to an address."""
        loop = asyncio.get_running_loop()
        local = (local_address, 0) if local_address else None
        try:
            async with asyncio.timeout(timeout):
                transport, protocol = await loop.create_connection(
                    lambda: protocol_for(loop), host, port, local_addr=local
                )
        except TimeoutError as error:
            raise httpcore.ConnectTimeout from error
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        sock = transport.get_extra_info("socket")
        sock.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
        for option in socket_options or ():
            sock.setsockopt(*option)
        return AsyncioStream(transport, protocol)

    async def connect_any(
        self,
        addresses: list[str],
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> AsyncioStream:
        """Return a connection to the first of some addresses that answers."""
        if len(addresses) == 1:
            return await self.connect_tcp(
                addresses[0], port, timeout, local_address, socket_options
            )
        waiting = list(reversed(addresses))
        attempts: set[asyncio.Task[AsyncioStream]] = set()
        failure = httpcore.ConnectError("no address")
        try:
            async with asyncio.timeout(timeout):
                while waiting or attempts:
                    if waiting:
                        attempt = self.connect_tcp(
                            waiting.pop(), port, None, local_address, socket_options
                        )
                        attempts.add(asyncio.ensure_future(attempt))
                    delay = ATTEMPT_DELAY if waiting else None
                    done, _ = await asyncio.wait(
                        attempts, timeout=delay, return_when=asyncio.FIRST_COMPLETED
                    )
                    for task in done:
                        if task.exception() is None:
                            attempts.discard(task)
                            return task.result()
                        attempts.discard(task)
                        failure = cast("httpcore.ConnectError", task.exception())
        except TimeoutError as error:
            raise httpcore.ConnectTimeout from error
        finally:
            for task in attempts:
                task.add_done_callback(_close_loser)
                task.cancel()
        raise failure

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> AsyncioStream:
        """Return a connection to a Unix socket."""
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(timeout):
                transport, protocol = await loop.create_unix_connection(
                    lambda: protocol_for(loop), path
                )
        except TimeoutError as error:
            raise httpcore.ConnectTimeout from error
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        sock = transport.get_extra_info("socket")
        for option in socket_options or ():
            sock.setsockopt(*option)
        return AsyncioStream(transport, protocol)

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)

    def signal(self) -> AsyncioSignal:
        """Return a new signal."""
        return AsyncioSignal()

    async def settle(self) -> None:
        """Give aborted transports the turn of the loop in which they close their sockets."""
        await asyncio.sleep(0)

"""trio: its sockets and TLS streams, with cancel scopes for time limits.

Without TLS the bytes go through the descriptor. Trio's stream would try to receive before it
waits, although a response is never there yet, and give others a turn for each write.
"""

import os
import ssl
from collections.abc import Iterable
from typing import Any

import httpcore
import trio

from .base import ATTEMPT_DELAY, AsyncNetwork, AsyncStream, SocketOption, address_of

TLSStream = trio.SSLStream[Any]  # over a socket, or over TLS to a proxy
TURN = 1 << 16  # how many bytes may be written before others get a turn


class TrioStream(AsyncStream):
    """One connection."""

    def __init__(self, sock: trio.SocketStream, tls: TLSStream | None = None) -> None:
        self._sock = sock
        self._tls = tls
        self._stream: trio.SocketStream | TLSStream = sock if tls is None else tls
        self._written = 0  # since others had a turn

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return some bytes, or none at the end."""
        try:
            with trio.CancelScope(deadline=deadline_after(timeout)):
                if self._tls is not None:
                    return bytes(await self._tls.receive_some(max_bytes))
                return await self._receive(max_bytes)
        except (OSError, trio.BrokenResourceError, trio.ClosedResourceError) as error:
            raise httpcore.ReadError(str(error)) from error
        raise httpcore.ReadTimeout

    async def _receive(self, max_bytes: int) -> bytes:
        self._written = 0
        sock = self._sock.socket
        while True:
            if sock.fileno() < 0:
                raise trio.ClosedResourceError("the connection was closed")
            await trio.lowlevel.wait_readable(sock)
            try:
                return os.read(sock.fileno(), max_bytes)
            except BlockingIOError:
                continue

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write bytes, waiting while the peer takes none."""
        if not buffer:
            return
        try:
            sent = self._send_now(buffer) if self._tls is None else 0
            if sent == len(buffer) and self._written < TURN:
                return
            self._written = 0
            with trio.CancelScope(deadline=deadline_after(timeout)):
                await self._stream.send_all(memoryview(buffer)[sent:])
                return
        except (OSError, trio.BrokenResourceError, trio.ClosedResourceError) as error:
            raise httpcore.WriteError(str(error)) from error
        raise httpcore.WriteTimeout

    def _send_now(self, buffer: bytes) -> int:
        """Write what there is room for; return how much that was."""
        try:
            sent = os.write(self._sock.socket.fileno(), buffer)
        except BlockingIOError:
            return 0
        self._written += sent
        return sent

    async def aclose(self) -> None:
        """Close."""
        self.abort()

    def abort(self) -> None:
        """Close at once."""
        self._sock.socket.close()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> "TrioStream":
        """Return a stream that speaks TLS over this one."""
        tls = trio.SSLStream(
            self._stream, ssl_context, server_hostname=server_hostname, https_compatible=True
        )
        try:
            with trio.fail_after(float("inf") if timeout is None else timeout):
                await tls.do_handshake()
        except BaseException as error:
            self.abort()
            if isinstance(error, trio.TooSlowError):
                raise httpcore.ConnectTimeout from error
            if isinstance(error, trio.BrokenResourceError):
                raise httpcore.ConnectError(str(error)) from error
            raise
        return TrioStream(self._sock, tls)

    def get_extra_info(self, info: str) -> Any:
        """Return one of httpcore's facts about the connection."""
        if info == "is_readable":
            return self._sock.socket.fileno() < 0 or self._sock.socket.is_readable()
        if info == "ssl_object":
            return None if self._tls is None else self._tls._ssl_object
        if info == "socket":
            return self._sock.socket
        if info == "client_addr":
            return self._sock.socket.getsockname()
        if info == "server_addr":
            return self._sock.socket.getpeername()
        return None


def deadline_after(timeout: float | None) -> float:
    """Return when a time limit that starts now ends."""
    return float("inf") if timeout is None else trio.current_time() + timeout


class TrioSignal:
    """A trio event with a time limit."""

    def __init__(self) -> None:
        self._event = trio.Event()

    def set(self) -> None:
        """Let it happen."""
        self._event.set()

    async def wait(self, timeout: float | None) -> None:
        """Wait until it has happened; raises TimeoutError."""
        with trio.move_on_after(float("inf") if timeout is None else timeout) as scope:
            await self._event.wait()
        if scope.cancelled_caught:
            raise TimeoutError


class TrioNetwork(AsyncNetwork):
    """The network of the running trio."""

    async def resolve(self, host: str, port: int, timeout: float | None) -> list[str]:
        """Return a host's addresses."""
        with trio.move_on_after(float("inf") if timeout is None else timeout):
            found = await trio.socket.getaddrinfo(host, port, type=trio.socket.SOCK_STREAM)
            return list(dict.fromkeys(address_of(item[4]) for item in found))
        raise TimeoutError

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> TrioStream:
        """Return a connection to an address."""
        try:
            with trio.fail_after(float("inf") if timeout is None else timeout):
                stream = await trio.open_tcp_stream(host, port, local_address=local_address)
        except trio.TooSlowError as error:
            raise httpcore.ConnectTimeout from error
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        for option in socket_options or ():
            stream.socket.setsockopt(*option)
        return TrioStream(stream)

    async def connect_any(
        self,
        addresses: list[str],
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> TrioStream:
        """Return a connection to the first of some addresses that answers."""
        if len(addresses) == 1:
            return await self.connect_tcp(
                addresses[0], port, timeout, local_address, socket_options
            )
        won: list[TrioStream] = []
        failures: list[Exception] = []

        async def attempt(address: str, ended: trio.Event) -> None:
            try:
                stream = await self.connect_tcp(address, port, None, local_address, socket_options)
            except httpcore.ConnectError as error:
                failures.append(error)
            else:
                if won:
                    stream.abort()
                    return
                won.append(stream)
                nursery.cancel_scope.cancel()
            finally:
                ended.set()

        try:
            with trio.fail_after(float("inf") if timeout is None else timeout):
                async with trio.open_nursery() as nursery:
                    for address in addresses:
                        ended = trio.Event()
                        nursery.start_soon(attempt, address, ended)
                        with trio.move_on_after(ATTEMPT_DELAY):
                            await ended.wait()
        except BaseException as error:
            for stream in won:
                stream.abort()
            if isinstance(error, trio.TooSlowError):
                raise httpcore.ConnectTimeout from error
            raise
        if won:
            return won[0]
        raise failures[-1]

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> TrioStream:
        """Return a connection to a Unix socket."""
        try:
            with trio.fail_after(float("inf") if timeout is None else timeout):
                stream = await trio.open_unix_socket(path)
        except trio.TooSlowError as error:
            raise httpcore.ConnectTimeout from error
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        for option in socket_options or ():
            stream.socket.setsockopt(*option)
        return TrioStream(stream)

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await trio.sleep(seconds)

    def signal(self) -> TrioSignal:
        """Return a new signal."""
        return TrioSignal()

    async def settle(self) -> None:
        """Sockets are closed already; only give others a turn."""
        await trio.lowlevel.checkpoint()

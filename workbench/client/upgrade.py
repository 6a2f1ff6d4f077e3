"""A connection that has left HTTP behind: after a 101, or a CONNECT that succeeded.

Whatever it speaks now, it is never used for a request again. The response's body is empty;
closing the response closes the stream.
"""

import select
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import httpcore

from .body import AsyncByteStream, SyncByteStream
from .errors import ReadError, ReadTimeout, TransportError, WriteError, WriteTimeout
from .network.base import AsyncStream, Stream


def was_asked_for(sent: bytes) -> bool:
    """Tell whether a request's bytes ask for another protocol."""
    return b"\r\nupgrade:" in sent.partition(b"\r\n\r\n")[0].lower()


def explained(error: httpcore.NetworkError | httpcore.TimeoutException) -> TransportError:
    """Return our own error for what httpcore's interface raised."""
    if isinstance(error, httpcore.ReadTimeout):
        return ReadTimeout("nothing received in time")
    if isinstance(error, httpcore.WriteTimeout):
        return WriteTimeout("nothing could be sent in time")
    if isinstance(error, httpcore.WriteError):
        return WriteError("the connection broke while we were writing")
    return ReadError("the connection broke while we were reading")


FAILURES = (httpcore.NetworkError, httpcore.TimeoutException)


class AsyncNetworkStream(AsyncStream):
    """The raw stream behind a response, for tasks; bytes that came with its head first."""

    def __init__(self, stream: AsyncStream, leading: bytes, finish: Callable[[], None]) -> None:
        self._stream = stream
        self._leading = leading
        self._finish: Callable[[], None] | None = finish

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return some bytes, or none at the end; raises ReadError or ReadTimeout."""
        if self._leading:
            data, self._leading = self._leading[:max_bytes], self._leading[max_bytes:]
            return data
        if self._finish is None:
            raise ReadError("the stream is closed")
        try:
            return await self._stream.read(max_bytes, timeout)
        except FAILURES as error:
            raise explained(error) from error

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write bytes, waiting while the peer takes none; raises WriteError or WriteTimeout."""
        if self._finish is None:
            raise WriteError("the stream is closed")
        try:
            await self._stream.write(buffer, timeout)
        except FAILURES as error:
            raise explained(error) from error

    async def aclose(self) -> None:
        """Close."""
        self.abort()

    def abort(self) -> None:
        """Close at once."""
        finish, self._finish = self._finish, None
        self._leading = b""
        if finish is not None:
            finish()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> AsyncStream:
        """Return a stream that speaks TLS over this one."""
        return await self._stream.start_tls(ssl_context, server_hostname, timeout)

    def get_extra_info(self, info: str) -> Any:
        """Return one of httpcore's facts about the connection."""
        return self._stream.get_extra_info(info)


class AsyncUpgraded(AsyncByteStream):
    """The empty body of a response that switched protocols; see `network_stream`."""

    def __init__(self, stream: AsyncStream, leading: bytes, finish: Callable[[], None]) -> None:
        self.network_stream = AsyncNetworkStream(stream, leading, finish)

    def __aiter__(self) -> "AsyncUpgraded":
        return self

    async def __anext__(self) -> bytes:
        raise StopAsyncIteration

    async def aclose(self) -> None:
        """Close the stream."""
        self.network_stream.abort()


class NetworkStream(Stream):
    """The raw stream behind a response, for threads; bytes that came with its head first."""

    def __init__(self, stream: Stream, leading: bytes, finish: Callable[[], None]) -> None:
        self._stream = stream
        self._leading = leading
        self._finish: Callable[[], None] | None = finish

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return some bytes, or none at the end; raises ReadError or ReadTimeout."""
        if self._leading:
            data, self._leading = self._leading[:max_bytes], self._leading[max_bytes:]
            return data
        if self._finish is None:
            raise ReadError("the stream is closed")
        try:
            return self._stream.read(max_bytes, timeout)
        except FAILURES as error:
            raise explained(error) from error

    def wait_readable(self, timeout: float | None = None) -> bool:
        """Wait until a read has something to return; tell whether it has by `timeout`."""
        if self._leading or self._finish is None or self.get_extra_info("is_readable"):
            return True
        poll = select.poll()
        poll.register(self.get_extra_info("socket").fileno(), select.POLLIN)
        return bool(poll.poll(None if timeout is None else timeout * 1000))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write bytes, waiting while the peer takes none; raises WriteError or WriteTimeout."""
        if self._finish is None:
            raise WriteError("the stream is closed")
        try:
            self._stream.write(buffer, timeout)
        except FAILURES as error:
            raise explained(error) from error

    def close(self) -> None:
        """Close."""
        self.abort()

    def abort(self) -> None:
        """Close at once."""
        finish, self._finish = self._finish, None
        self._leading = b""
        if finish is not None:
            with suppress(OSError):  # it is gone already
                # Wakes a thread that waits for it, which closing alone would not.
                socket.socket.shutdown(self.get_extra_info("socket"), socket.SHUT_RDWR)
            finish()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> Stream:
        """Return a stream that speaks TLS over this one."""
        return self._stream.start_tls(ssl_context, server_hostname, timeout)

    def get_extra_info(self, info: str) -> Any:
        """Return one of httpcore's facts about the connection."""
        return self._stream.get_extra_info(info)


class Upgraded(SyncByteStream):
    """The empty body of a response that switched protocols; see `network_stream`."""

    def __init__(self, stream: Stream, leading: bytes, finish: Callable[[], None]) -> None:
        self.network_stream = NetworkStream(stream, leading, finish)

    def __iter__(self) -> "Upgraded":
        return self

    def __next__(self) -> bytes:
        raise StopIteration

    def close(self) -> None:
        """Close the stream."""
        self.network_stream.abort()

"""One connection, used for one request after the other. Both kinds do the same steps.

Whatever goes wrong in mid-exchange, cancellation included, closes the connection: only one
that has seen a response through to its last byte, and nothing behind it, is used again.
"""

import warnings
from collections import deque
from collections.abc import Callable
from time import perf_counter

import httpcore

from .body import AsyncByteStream, ByteStream, SyncByteStream
from .cause import cause
from .errors import (
    NetworkError,
    ReadError,
    RemoteProtocolError,
    StreamClosed,
    TransportError,
    WriteError,
)
from .h1 import ResponseReader, switches
from .h1_head import Head, HeadReader
from .h1_request import Outgoing
from .network.base import AsyncStream, Stream
from .route import Destination
from .timeout import Patience
from .timings import Stamps
from .upgrade import AsyncUpgraded, Upgraded, was_asked_for

HEAD_READ = 1 << 16
BODY_READ = 1 << 18  # what asyncio's TLS gives at once; smaller reads would cut it up by copying
DROPPED = "a streamed response was dropped before its end; read or close it"
LOST = "the kept connection was closed before a response came; the request may have been processed"


def explained(error: BaseException, patience: Patience, stamps: Stamps) -> BaseException:
    """Return our own error for what httpcore's interface raised; any other error as it is."""
    failure = error
    if isinstance(error, httpcore.ReadTimeout):
        failure = patience.no_bytes()
    elif isinstance(error, httpcore.WriteTimeout):
        failure = patience.no_room()
    elif isinstance(error, httpcore.WriteError):
        failure = WriteError(f"the connection broke while the request was sent: {cause(error)}")
    elif isinstance(error, httpcore.NetworkError):
        failure = ReadError(f"the connection broke while the response was read: {cause(error)}")
    if (
        stamps.reused
        and stamps.first_byte is None
        and isinstance(failure, NetworkError | RemoteProtocolError)
    ):
        failure = RemoteProtocolError(LOST)
        failure.retriable = True
    if isinstance(failure, TransportError):
        failure.phase = stamps.phase
    return failure


class AsyncConnection:
    """An HTTP/1.1 connection for tasks.

    Into `orphans` go those whose response was dropped before its end, from wherever the
    garbage collector finds that out; their transport closes them.
    """

    orphans: "deque[AsyncConnection] | None" = None

    def __init__(
        self,
        origin: Destination,
        stream: AsyncStream,
        heads: HeadReader,
        release: Callable[["AsyncConnection", bool, float | None], None],
    ) -> None:
        self.origin = origin
        self.expires_at: float | None = None
        self.stream = stream
        self._heads = heads
        self._release = release

    def is_usable(self) -> bool:
        """Tell whether the idle connection is alive; any byte on it now answers nothing."""
        return not self.stream.get_extra_info("is_readable")

    def abort(self) -> None:
        """Close at once."""
        self.stream.abort()

    async def exchange(
        self, method: str, outgoing: Outgoing, patience: Patience, stamps: Stamps
    ) -> tuple[Head, AsyncByteStream]:
        """Send a request; return the head of its response and the stream of its body."""
        reader = ResponseReader(method, self._heads)
        broken: httpcore.WriteError | None = None
        head: Head | None = None
        try:
            if stamps.ready is None:
                stamps.ready = perf_counter()
            try:
                head = await self._send(outgoing, reader, patience, stamps)
            except httpcore.WriteError as error:
                broken = error  # the peer may have answered before it stopped listening
                reader.broken = True
            stamps.sent = perf_counter()
            while head is None:
                data = await self.stream.read(HEAD_READ, patience.within(patience.read))
                if not data and broken is not None:
                    raise broken
                if data and stamps.first_byte is None:
                    stamps.first_byte = self.stream.received_at or perf_counter()
                stamps.received_bytes += len(data)
                head = reader.head(data)
            if head.status == 101 and not was_asked_for(outgoing.first):
                raise RemoteProtocolError("the peer switched protocols without being asked to")
            rest = reader.pending()
            first = reader.body(rest) if rest else b""
        except BaseException as error:
            self.finish(usable=False)
            failure = explained(error, patience, stamps)
            if failure is error:
                raise
            raise failure from error
        if reader.complete:
            stamps.ended = now = perf_counter()
            self.finish(reader.reusable, now)
            return head, ByteStream(first)
        if switches(head, method):
            return head, AsyncUpgraded(self.stream, first, lambda: self.finish(usable=False))
        return head, AsyncBody(self, reader, first, patience, stamps)

    async def _send(
        self, outgoing: Outgoing, reader: ResponseReader, patience: Patience, stamps: Stamps
    ) -> Head | None:
        """Write a request; return the head of a response that came instead of leave to go on."""
        write = self.stream.write
        stamps.sent_bytes = len(outgoing.first)
        await write(outgoing.first, patience.within(patience.write))
        if outgoing.stream is None:
            return None
        if not isinstance(outgoing.stream, AsyncByteStream):
            raise TypeError("this client cannot send a body of the other kind of iterator")
        if outgoing.continue_wait is not None:
            head = await self._leave(outgoing.continue_wait, reader, patience, stamps)
            if head is not None:
                reader.broken = True  # the body that was announced does not come
                return head
        try:
            async for piece in outgoing.stream:
                data = outgoing.encode(piece)
                stamps.sent_bytes += len(data)
                await write(data, patience.within(patience.write))
        except BaseException:
            await outgoing.stream.aclose()
            raise
        last = outgoing.finish()
        stamps.sent_bytes += len(last)
        await write(last, patience.within(patience.write))
        return None

    async def _leave(
        self, seconds: float, reader: ResponseReader, patience: Patience, stamps: Stamps
    ) -> Head | None:
        """Wait for leave to send the body; return the head of a final response instead."""
        head = None
        end = perf_counter() + seconds
        try:
            while head is None and not reader.continues:
                left = max(0.0, end - perf_counter())
                data = await self.stream.read(HEAD_READ, patience.within(left))
                if data and stamps.first_byte is None:
                    stamps.first_byte = self.stream.received_at or perf_counter()
                stamps.received_bytes += len(data)
                head = reader.head(data)
        except httpcore.ReadTimeout:
            if patience.passed():
                raise
        return head

    def finish(self, usable: bool, now: float | None = None) -> None:
        """Give the connection back, with the time if it is at hand; one not clean is closed."""
        if not usable:
            self.stream.abort()
        self._release(self, usable, now)


class AsyncBody(AsyncByteStream):
    """The rest of a response, on its connection."""

    def __init__(
        self,
        connection: AsyncConnection,
        reader: ResponseReader,
        first: bytes,
        patience: Patience,
        stamps: Stamps,
    ) -> None:
        self._connection: AsyncConnection | None = connection
        self._stream = connection.stream
        self._reader = reader
        self._first = first
        self._patience = patience
        self._stamps = stamps

    def __aiter__(self) -> "AsyncBody":
        return self

    async def __anext__(self) -> bytes:
        """Return the next piece of the body."""
        if self._first:
            first, self._first = self._first, b""
            return first
        if self._connection is None:
            if not self._reader.complete:
                raise StreamClosed  # by an error or a cancellation; this is no end
            raise StopAsyncIteration
        reader, patience, stamps = self._reader, self._patience, self._stamps
        try:
            piece = b""
            while not piece and not reader.complete:
                data = await self._stream.read(BODY_READ, patience.within(patience.read))
                stamps.received_bytes += len(data)
                piece = reader.body(data)
        except BaseException as error:
            self._end(usable=False)
            failure = explained(error, patience, stamps)
            if failure is error:
                raise
            raise failure from error
        if reader.complete:
            self._end(reader.reusable)
        if piece:
            return piece
        raise StopAsyncIteration

    async def aclose(self) -> None:
        """Give up the rest of the body, and its connection with it."""
        self._first = b""
        self._end(usable=False)

    def __del__(self, _warn: Callable[..., None] = warnings.warn) -> None:
        connection, self._connection = self._connection, None
        if connection is not None and connection.orphans is not None:
            connection.orphans.append(connection)
            _warn(DROPPED, ResourceWarning, source=self)

    def _end(self, usable: bool) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            self._stamps.ended = now = perf_counter()
            connection.finish(usable, now)


class Connection:
    """An HTTP/1.1 connection for threads.

    Into `orphans` go those whose response was dropped before its end, from wherever the
    garbage collector finds that out; their transport closes them.
    """

    orphans: "deque[Connection] | None" = None

    def __init__(
        self,
        origin: Destination,
        stream: Stream,
        heads: HeadReader,
        release: Callable[["Connection", bool, float | None], None],
    ) -> None:
        self.origin = origin
        self.expires_at: float | None = None
        self.stream = stream
        self._heads = heads
        self._release = release

    def is_usable(self) -> bool:
        """Tell whether the idle connection is alive; any byte on it now answers nothing."""
        return not self.stream.get_extra_info("is_readable")

    def abort(self) -> None:
        """Close at once."""
        self.stream.abort()

    def exchange(
        self, method: str, outgoing: Outgoing, patience: Patience, stamps: Stamps
    ) -> tuple[Head, SyncByteStream]:
        """Send a request; return the head of its response and the stream of its body."""
        reader = ResponseReader(method, self._heads)
        broken: httpcore.WriteError | None = None
        head: Head | None = None
        try:
            if stamps.ready is None:
                stamps.ready = perf_counter()
            try:
                head = self._send(outgoing, reader, patience, stamps)
            except httpcore.WriteError as error:
                broken = error  # the peer may have answered before it stopped listening
                reader.broken = True
            stamps.sent = perf_counter()
            while head is None:
                data = self.stream.read(HEAD_READ, patience.within(patience.read))
                if not data and broken is not None:
                    raise broken
                if data and stamps.first_byte is None:
                    stamps.first_byte = self.stream.received_at or perf_counter()
                stamps.received_bytes += len(data)
                head = reader.head(data)
            if head.status == 101 and not was_asked_for(outgoing.first):
                raise RemoteProtocolError("the peer switched protocols without being asked to")
            rest = reader.pending()
            first = reader.body(rest) if rest else b""
        except BaseException as error:
            self.finish(usable=False)
            failure = explained(error, patience, stamps)
            if failure is error:
                raise
            raise failure from error
        if reader.complete:
            stamps.ended = now = perf_counter()
            self.finish(reader.reusable, now)
            return head, ByteStream(first)
        if switches(head, method):
            return head, Upgraded(self.stream, first, lambda: self.finish(usable=False))
        return head, Body(self, reader, first, patience, stamps)

    def _send(
        self, outgoing: Outgoing, reader: ResponseReader, patience: Patience, stamps: Stamps
    ) -> Head | None:
        """Write a request; return the head of a response that came instead of leave to go on."""
        write = self.stream.write
        stamps.sent_bytes = len(outgoing.first)
        write(outgoing.first, patience.within(patience.write))
        if outgoing.stream is None:
            return None
        if not isinstance(outgoing.stream, SyncByteStream):
            raise TypeError("this client cannot send a body of the other kind of iterator")
        if outgoing.continue_wait is not None:
            head = self._leave(outgoing.continue_wait, reader, patience, stamps)
            if head is not None:
                reader.broken = True  # the body that was announced does not come
                return head
        try:
            for piece in outgoing.stream:
                data = outgoing.encode(piece)
                stamps.sent_bytes += len(data)
                write(data, patience.within(patience.write))
        except BaseException:
            outgoing.stream.close()
            raise
        last = outgoing.finish()
        stamps.sent_bytes += len(last)
        write(last, patience.within(patience.write))
        return None

    def _leave(
        self, seconds: float, reader: ResponseReader, patience: Patience, stamps: Stamps
    ) -> Head | None:
        """Wait for leave to send the body; return the head of a final response instead."""
        head = None
        end = perf_counter() + seconds
        try:
            while head is None and not reader.continues:
                left = max(0.0, end - perf_counter())
                data = self.stream.read(HEAD_READ, patience.within(left))
                if data and stamps.first_byte is None:
                    stamps.first_byte = self.stream.received_at or perf_counter()
                stamps.received_bytes += len(data)
                head = reader.head(data)
        except httpcore.ReadTimeout:
            if patience.passed():
                raise
        return head

    def finish(self, usable: bool, now: float | None = None) -> None:
        """Give the connection back, with the time if it is at hand; one not clean is closed."""
        if not usable:
            self.stream.abort()
        self._release(self, usable, now)


class Body(SyncByteStream):
    """The rest of a response, on its connection."""

    def __init__(
        self,
        connection: Connection,
        reader: ResponseReader,
        first: bytes,
        patience: Patience,
        stamps: Stamps,
    ) -> None:
        self._connection: Connection | None = connection
        self._stream = connection.stream
        self._reader = reader
        self._first = first
        self._patience = patience
        self._stamps = stamps

    def __iter__(self) -> "Body":
        return self

    def __next__(self) -> bytes:
        """Return the next piece of the body."""
        if self._first:
            first, self._first = self._first, b""
            return first
        if self._connection is None:
            if not self._reader.complete:
                raise StreamClosed  # by an error or a cancellation; this is no end
            raise StopIteration
        reader, patience, stamps = self._reader, self._patience, self._stamps
        try:
            piece = b""
            while not piece and not reader.complete:
                data = self._stream.read(BODY_READ, patience.within(patience.read))
                stamps.received_bytes += len(data)
                piece = reader.body(data)
        except BaseException as error:
            self._end(usable=False)
            failure = explained(error, patience, stamps)
            if failure is error:
                raise
            raise failure from error
        if reader.complete:
            self._end(reader.reusable)
        if piece:
            return piece
        raise StopIteration

    def close(self) -> None:
        """Give up the rest of the body, and its connection with it."""
        self._first = b""
        self._end(usable=False)

    def __del__(self, _warn: Callable[..., None] = warnings.warn) -> None:
        connection, self._connection = self._connection, None
        if connection is not None and connection.orphans is not None:
            connection.orphans.append(connection)
            _warn(DROPPED, ResourceWarning, source=self)

    def _end(self, usable: bool) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            self._stamps.ended = now = perf_counter()
            connection.finish(usable, now)

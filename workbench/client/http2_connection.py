"""An HTTP/2 connection for threads, one request at a time; http2_shared.py has the other kind.

Both ask the same of an exchange, and give the same errors for what ends it.
"""

from collections.abc import Callable
from time import perf_counter

import httpcore

from .body import ByteStream, SyncByteStream
from .connection import HEAD_READ, LOST, explained
from .errors import ReadError, RemoteProtocolError, StreamClosed, TransportError
from .h1_head import Head
from .h1_request import Outgoing
from .http2 import Exchange, Wire
from .network.base import Stream
from .route import Destination
from .timeout import Patience, Seconds
from .timings import Stamps

LAST_WORDS = 1.0  # seconds for the frame that tells the peer of a request that was given up


def settled(exchange: Exchange) -> bool:
    """Tell whether nothing more will come; raises what the exchange has failed with."""
    if exchange.failure is not None and not (exchange.head is not None and exchange.pieces):
        raise exchange.failure
    return exchange.ended


def failure_of(
    error: BaseException, one: Exchange, patience: Patience, stamps: Stamps
) -> BaseException:
    """Return our own error for what ended an exchange."""
    if isinstance(error, httpcore.TimeoutException):
        return explained(error, patience, stamps)
    if isinstance(error, ReadError) and stamps.reused and one.head is None:
        failure = RemoteProtocolError(LOST)
        failure.retriable = True
        error = failure
    if isinstance(error, TransportError):
        error.phase = stamps.phase
    return error


class HTTP2Connection:
    """An HTTP/2 connection for threads; its pool lends it to one request at a time."""

    def __init__(
        self,
        origin: Destination,
        stream: Stream,
        release: Callable[["HTTP2Connection", bool], None],
    ) -> None:
        self.origin = origin
        self.expires_at: float | None = None
        self.stream = stream
        self._release = release
        self._wire = Wire()

    def is_usable(self) -> bool:
        """Tell whether the idle connection takes requests; see `refresh`, too."""
        return not self._wire.closing

    def refresh(self) -> bool:
        """Take in what came while the connection lay idle; tell whether it is alive."""
        while not self._wire.closing and self.stream.get_extra_info("is_readable"):
            try:
                self._wire.receive(self.stream.read(HEAD_READ, 0.01))
            except httpcore.ReadTimeout:
                break  # half a record
            except httpcore.NetworkError:
                return False
        return not self._wire.closing

    def abort(self) -> None:
        """Close at once."""
        self._wire.fail(ReadError("the connection was closed"))
        self.stream.abort()

    def exchange(
        self, method: str, outgoing: Outgoing, patience: Patience, stamps: Stamps
    ) -> tuple[Head, SyncByteStream]:
        """Send a request; return the head of its response and the stream of its body."""
        try:
            one = self._wire.open(outgoing.request, outgoing.has_body, stamps)
        except BaseException:
            self._finish(None)
            raise
        try:
            stamps.ready = perf_counter()
            self._send(one, outgoing, patience)
            stamps.sent = perf_counter()
            while one.head is None and not settled(one):
                self._progress(one, patience.within(patience.read))
            if one.head is None:
                raise ReadError("the stream was closed without a response")
            stamps.first_byte = stamps.first_byte or perf_counter()
        except BaseException as error:
            self.give_up(one)
            failure = failure_of(error, one, patience, stamps)
            if failure is error:
                raise
            raise failure from error
        if one.ended and one.failure is None:
            stamps.ended = perf_counter()
            body = self._wire.read(one)
            self._finish(one)
            return one.head, ByteStream(body)
        return one.head, HTTP2Body(self, one, patience, stamps)

    def _send(self, one: Exchange, outgoing: Outgoing, patience: Patience) -> None:
        body = outgoing.request.stream
        if not outgoing.has_body:
            self._flush(patience.within(patience.write))
            return
        if not isinstance(body, SyncByteStream):
            raise TypeError("this client cannot send a body of the other kind of iterator")
        try:
            for piece in body:
                outgoing.count(piece)
                view = memoryview(piece)
                while view and not one.ended:
                    room = self._wire.room(one)
                    if room > 0:
                        self._wire.send(one, bytes(view[:room]))
                        view = view[room:]
                        self._flush(patience.within(patience.write))
                    else:
                        self._make_room(one, patience)
                if one.ended:
                    body.close()
                    return
        except BaseException:
            body.close()
            raise
        outgoing.count(None)
        if not one.ended:
            self._wire.finish(one)
            self._flush(patience.within(patience.write))

    def _make_room(self, one: Exchange, patience: Patience) -> None:
        try:
            self._progress(one, patience.within(patience.write))
        except httpcore.ReadTimeout as error:
            raise httpcore.WriteTimeout from error

    def _flush(self, timeout: Seconds) -> None:
        """Write what is to be written."""
        try:
            while data := self._wire.outgoing():
                self.stream.write(data, timeout)
        except httpcore.NetworkError:
            self._wire.closing = True  # what has arrived can still be read
        except BaseException:
            self.abort()
            raise

    def _progress(self, one: Exchange, timeout: Seconds) -> None:
        """Wait until something has happened to an exchange."""
        end = None if timeout is None else perf_counter() + timeout
        while not one.news:
            self._flush(timeout)
            left = None if end is None else max(0.0, end - perf_counter())
            try:
                data = self.stream.read(HEAD_READ, left)
            except httpcore.NetworkError:
                data = b""
            self._wire.receive(data)
        one.news = False

    def give_up(self, one: Exchange) -> None:
        """End an exchange early: the peer is told."""
        if one.id not in self._wire.streams:
            return
        self._wire.close(one)
        try:
            self._flush(LAST_WORDS)
        except httpcore.TimeoutException:
            self.abort()
        finally:
            self._finish(one)

    def _finish(self, one: Exchange | None) -> None:
        """Forget an exchange; the connection goes back to the pool."""
        if one is not None:
            self._wire.close(one)
        usable = not self._wire.closing
        if not usable:
            self.stream.abort()
        self._release(self, usable)

    def next_piece(self, one: Exchange, patience: Patience, stamps: Stamps) -> bytes:
        """Return more of a body, nothing at its end."""
        try:
            while not one.pieces and not settled(one):
                self._progress(one, patience.within(patience.read))
            piece = self._wire.read(one)
            self._flush(patience.within(patience.write))
        except BaseException as error:
            stamps.ended = perf_counter()
            self.give_up(one)
            failure = failure_of(error, one, patience, stamps)
            if failure is error:
                raise
            raise failure from error
        return piece

    def done(self, one: Exchange, stamps: Stamps) -> None:
        """Take note that a body has been read to its end."""
        stamps.ended = perf_counter()
        if one.id in self._wire.streams:
            self._finish(one)


class HTTP2Body(SyncByteStream):
    """The rest of a response, on its stream."""

    def __init__(
        self,
        connection: HTTP2Connection,
        one: Exchange,
        patience: Patience,
        stamps: Stamps,
    ) -> None:
        self._connection = connection
        self._one = one
        self._patience = patience
        self._stamps = stamps
        self._open = True
        self._complete = False

    def __iter__(self) -> "HTTP2Body":
        return self

    def __next__(self) -> bytes:
        """Return the next piece of the body."""
        while self._open:
            try:
                piece = self._connection.next_piece(self._one, self._patience, self._stamps)
            except BaseException:
                self._open = False
                raise
            if self._one.ended and not self._one.pieces and self._one.failure is None:
                self._open = False
                self._complete = True
                self._connection.done(self._one, self._stamps)
            if piece:
                return piece
        if not self._complete:
            raise StreamClosed  # by an error or a cancellation; this is no end
        raise StopIteration

    def close(self) -> None:
        """Give up the rest of the body; the connection goes on."""
        if self._open:
            self._open = False
            self._stamps.ended = perf_counter()
            self._connection.give_up(self._one)

"""An HTTP/2 connection for tasks, on which many requests are under way at once.

No task of its own reads: of those that wait for something, one reads for all, and hands
this on when it has what it waits for.
"""

from collections import deque
from collections.abc import Callable
from time import perf_counter

import anyio
import httpcore

from .body import AsyncByteStream, ByteStream
from .connection import HEAD_READ
from .errors import ReadError, StreamClosed
from .h1_head import Head
from .h1_request import Outgoing
from .http2 import Exchange, Wire
from .http2_connection import LAST_WORDS, failure_of, settled
from .network.base import AsyncSignal, AsyncStream
from .route import Destination
from .timeout import Patience, Seconds
from .timings import Stamps


class AsyncHTTP2Connection:
    """An HTTP/2 connection for tasks, shared by many.

    Where a stream does not keep what a cancelled write has left, as on trio, the write goes on
    for all others' sake, up to its time limit; without one the connection is closed.
    """

    def __init__(
        self,
        origin: Destination,
        stream: AsyncStream,
        release: Callable[["AsyncHTTP2Connection", bool], None],
        signal: Callable[[], AsyncSignal],
    ) -> None:
        self.origin = origin
        self.expires_at: float | None = None
        self.stream = stream
        self._release = release
        self._signal = signal
        self._wire = Wire()
        self._reading = self._writing = False
        self._lent = True  # by the pool, which gets it back once
        self._waiting: dict[int, AsyncSignal] = {}
        self._blocked: list[AsyncSignal] = []  # of those who wait for the one that writes
        self._queue: deque[AsyncSignal] = deque()  # of requests for which there is no stream
        self._promised = 0  # streams, to those who have left the queue and not begun yet

    @property
    def closing(self) -> bool:
        """Whether it takes no more requests."""
        return self._wire.closing

    @property
    def has_room(self) -> bool:
        """Whether it takes one more request now; those in its queue come first."""
        return not self._queue and self._wire.has_room(self._promised)

    def is_usable(self) -> bool:
        """Tell whether the idle connection takes requests; see `refresh`, too."""
        return not self._wire.closing

    async def refresh(self) -> bool:
        """Take in what came while the connection lay idle; tell whether it is alive."""
        while not self._wire.closing and self.stream.get_extra_info("is_readable"):
            try:
                self._wire.receive(await self.stream.read(HEAD_READ, 0.01))
            except httpcore.ReadTimeout:
                break  # half a record
            except httpcore.NetworkError:
                return False
        return not self._wire.closing

    async def wait_for_room(self, timeout: Seconds) -> None:
        """Wait until it takes one more request, or none ever; raises TimeoutError.

        Whoever returns must begin an exchange, if it is not closing, before the next await.
        """
        signal = self._signal()
        self._queue.append(signal)
        try:
            await signal.wait(timeout)
        except BaseException:
            if signal in self._queue:
                self._queue.remove(signal)
            else:
                self._promised -= 1
                self._finish(None)
            raise
        self._promised -= 1
        if self.closing:
            self._finish(None)

    def _let_in(self) -> None:
        """Let those in who were first in the queue, as many as there is room for."""
        while self._queue and (self.closing or self._wire.has_room(self._promised)):
            self._promised += 1
            self._queue.popleft().set()

    def abort(self) -> None:
        """Close at once."""
        self._wire.fail(ReadError("the connection was closed"))
        self._wake()
        self.stream.abort()

    async def exchange(
        self, method: str, outgoing: Outgoing, patience: Patience, stamps: Stamps
    ) -> tuple[Head, AsyncByteStream]:
        """Send a request; return the head of its response and the stream of its body."""
        self._lent = True
        try:
            one = self._wire.open(outgoing.request, outgoing.has_body, stamps)
        except BaseException:
            self._finish(None)
            raise
        try:
            stamps.ready = perf_counter()
            await self._send(one, outgoing, patience)
            stamps.sent = perf_counter()
            while one.head is None and not settled(one):
                await self._progress(one, patience.within(patience.read))
            if one.head is None:
                raise ReadError("the stream was closed without a response")
            stamps.first_byte = stamps.first_byte or perf_counter()
        except BaseException as error:
            await self.give_up(one)
            failure = failure_of(error, one, patience, stamps)
            if failure is error:
                raise
            raise failure from error
        if one.ended and one.failure is None:
            stamps.ended = perf_counter()
            body = self._wire.read(one)
            self._finish(one)
            return one.head, ByteStream(body)
        return one.head, AsyncHTTP2Body(self, one, patience, stamps)

    async def _send(self, one: Exchange, outgoing: Outgoing, patience: Patience) -> None:
        body = outgoing.request.stream
        if not outgoing.has_body:
            await self._flush(patience.within(patience.write))
            return
        if not isinstance(body, AsyncByteStream):
            raise TypeError("this client cannot send a body of the other kind of iterator")
        try:
            async for piece in body:
                outgoing.count(piece)
                view = memoryview(piece)
                while view and not one.ended:
                    room = self._wire.room(one)
                    if room > 0:
                        self._wire.send(one, bytes(view[:room]))
                        view = view[room:]
                        await self._flush_all(patience.within(patience.write))
                    else:
                        await self._make_room(one, patience)
                if one.ended:
                    await body.aclose()
                    return
        except BaseException:
            await body.aclose()
            raise
        outgoing.count(None)
        if not one.ended:
            self._wire.finish(one)
            await self._flush(patience.within(patience.write))

    async def _make_room(self, one: Exchange, patience: Patience) -> None:
        try:
            await self._progress(one, patience.within(patience.write))
        except httpcore.ReadTimeout as error:
            raise httpcore.WriteTimeout from error

    async def _flush(self, timeout: Seconds) -> None:
        """Write what is to be written; if another does so already, it takes ours along."""
        if self._writing:
            return
        self._writing = True
        keeps = self.stream.keeps_unsent
        try:
            while data := self._wire.outgoing():
                # Half a frame would break the connection for all.
                with anyio.CancelScope(shield=not (keeps or timeout is None)):
                    await self.stream.write(data, timeout)
        except httpcore.NetworkError:
            self.stream_lost()
        except BaseException as error:
            if not keeps or isinstance(error, httpcore.TimeoutException):
                self.abort()
            raise
        finally:
            self._writing = False
            blocked, self._blocked = self._blocked, []
            for signal in blocked:
                signal.set()

    async def _flush_all(self, timeout: Seconds) -> None:
        """Write what is to be written, and wait until it is, whoever does it."""
        while self._writing:
            signal = self._signal()
            self._blocked.append(signal)
            try:
                await signal.wait(timeout)
            except TimeoutError as error:
                raise httpcore.WriteTimeout from error
        await self._flush(timeout)

    def stream_lost(self) -> None:
        """The connection broke; what has arrived can still be read."""
        self._wire.closing = True

    async def _progress(self, one: Exchange, timeout: Seconds) -> None:
        """Wait until something has happened to an exchange, and let another read from then on."""
        end = None if timeout is None else perf_counter() + timeout
        try:
            while not one.news:
                await self._flush(timeout)
                left = None if end is None else max(0.0, end - perf_counter())
                if self._reading:
                    await self._follow(one, left)
                else:
                    await self._read(left)
            one.news = False
        finally:
            self._hand_on()

    async def _read(self, timeout: Seconds) -> None:
        """Read for all."""
        self._reading = True
        try:
            data = await self.stream.read(HEAD_READ, timeout)
        except httpcore.NetworkError:
            data = b""
        finally:
            self._reading = False
        self._wire.receive(data)
        self._wake()

    async def _follow(self, one: Exchange, timeout: Seconds) -> None:
        """Wait until another has read something for an exchange, or reads no more."""
        signal = self._waiting[one.id] = self._signal()
        try:
            await signal.wait(timeout)
        except TimeoutError as error:
            raise httpcore.ReadTimeout from error
        finally:
            del self._waiting[one.id]

    def _wake(self) -> None:
        """Wake all to whom something has happened."""
        for number, signal in self._waiting.items():
            exchange = self._wire.streams.get(number)
            if exchange is None or exchange.news:
                signal.set()
        self._let_in()

    def _hand_on(self) -> None:
        """Let another read, if nobody does."""
        if not self._reading:
            for signal in self._waiting.values():
                signal.set()
                break

    async def give_up(self, one: Exchange) -> None:
        """End an exchange early: the peer is told, whatever becomes of this task."""
        if one.id not in self._wire.streams:
            return
        self._wire.close(one)
        seconds = 0.0 if self.stream.keeps_unsent else LAST_WORDS
        try:
            with anyio.move_on_after(seconds, shield=True):
                await self._flush(None)
        finally:
            self._finish(one)

    def _finish(self, one: Exchange | None) -> None:
        """Forget an exchange; a connection without any goes back to the pool."""
        if one is not None:
            self._wire.close(one)
        self._hand_on()
        self._let_in()
        if self._lent and not self._wire.streams and not self._promised:
            self._lent = False
            usable = not self._wire.closing
            if not usable:
                self.stream.abort()
            self._release(self, usable)

    async def next_piece(self, one: Exchange, patience: Patience, stamps: Stamps) -> bytes:
        """Return more of a body, nothing at its end."""
        try:
            while not one.pieces and not settled(one):
                await self._progress(one, patience.within(patience.read))
            piece = self._wire.read(one)
            await self._flush(patience.within(patience.write))
        except BaseException as error:
            stamps.ended = perf_counter()
            await self.give_up(one)
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


class AsyncHTTP2Body(AsyncByteStream):
    """The rest of a response, on its stream."""

    def __init__(
        self,
        connection: AsyncHTTP2Connection,
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

    def __aiter__(self) -> "AsyncHTTP2Body":
        return self

    async def __anext__(self) -> bytes:
        """Return the next piece of the body."""
        while self._open:
            try:
                piece = await self._connection.next_piece(self._one, self._patience, self._stamps)
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
        raise StopAsyncIteration

    async def aclose(self) -> None:
        """Give up the rest of the body; the connection goes on."""
        if self._open:
            self._open = False
            self._stamps.ended = perf_counter()
            await self._connection.give_up(self._one)

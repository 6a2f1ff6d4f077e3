"""A WebSocket for tasks of asyncio or trio: the protocol's bytes on a stream.

There is no task behind it. Whoever receives also answers pings and, after a silence, pings;
so a half-open connection is found out while somebody receives.
"""

import json
from contextlib import suppress
from time import perf_counter
from types import TracebackType
from typing import Any, Self

import anyio

from workbench.client.errors import ReadTimeout, TransportError, WriteTimeout
from workbench.client.response import Response

from .errors import Concerning, WebSocketClosed, WebSocketMessageError
from .handshake import Deflate
from .heartbeat import Heartbeat
from .protocol import GOING_AWAY, NORMAL, Protocol, Watcher, check_close

READ = 1 << 16


class AsyncWebSocket:
    """An open WebSocket. Several tasks may send while one receives.

    A cancelled `receive` loses nothing. A `send_…` that is cancelled while it writes ends
    the connection, for half a frame cannot be taken back.
    """

    def __init__(
        self,
        response: Response,
        *,
        subprotocol: str | None,
        deflate: Deflate | None,
        max_message_size: int,
        heartbeat: Heartbeat,
        write_timeout: float | None,
        close_timeout: float,
    ) -> None:
        self.response = response
        self.subprotocol = subprotocol
        self._stream = response.extensions["network_stream"]
        self._concerning = Concerning(response.request)
        self._protocol = Protocol(deflate, max_message_size)
        self._heartbeat = heartbeat
        self._write_timeout = write_timeout
        self._close_timeout = close_timeout
        self._sending = anyio.Lock()
        self._receiving = anyio.Lock()
        self._ready: str | bytes | None = None  # taken, and not given to anybody yet

    # ---- sending

    async def send_text(self, data: str) -> None:
        """Send a text message; raises WebSocketClosed once it is closed."""
        if not isinstance(data, str):
            raise TypeError(f"text must be str, not {type(data).__name__}; see send_bytes")
        await self._send(data)

    async def send_bytes(self, data: bytes) -> None:
        """Send a binary message; raises WebSocketClosed once it is closed."""
        await self._send(bytes(data))

    async def send_json(self, data: Any) -> None:
        """Send a value as JSON in a text message."""
        await self._send(
            json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        )

    async def ping(self) -> None:
        """Send a ping; once its pong was received, `latency` says how long that took."""
        with self._concerning:
            async with self._sending:
                await self._write(self._protocol.ping(perf_counter()))

    async def _send(self, data: str | bytes) -> None:
        with self._concerning:
            async with self._sending:
                await self._write(self._protocol.message(data))

    async def _write(self, data: bytes) -> None:
        """Write, and what was to be answered meanwhile; the lock is held."""
        try:
            while data:
                await self._stream.write(data, self._write_timeout)
                data = self._protocol.take_output()
        except WriteTimeout:
            self._drop("the peer stopped reading")
            raise
        except TransportError:
            self._protocol.break_off()  # the peer may have said why
            self._protocol.ensure_open()
            raise
        except BaseException:
            self._drop("a message was cut short")
            raise

    async def _answer(self) -> None:
        """Send pongs and the like. A task that writes just now does it when it is done."""
        if not self._protocol.has_output or self._sending.locked():
            return
        async with self._sending:
            if data := self._protocol.take_output():
                # Not to be cut short by whoever stops receiving. A failure is in the
                # protocol's books, and what was read comes first.
                seconds = self._close_timeout if self._write_timeout is None else None
                with anyio.move_on_after(seconds, shield=True), suppress(TransportError):
                    await self._write(data)

    # ---- receiving

    async def receive(self, timeout: float | None = None) -> str | bytes:
        """Return the next message: text as str, binary as bytes.

        Raises WebSocketClosed at the end, and ReadTimeout if no message is complete within
        `timeout` seconds, after which one may go on receiving.
        """
        end = None if timeout is None else perf_counter() + timeout
        with self._concerning:
            async with self._receiving:
                return await self._next(end)

    async def _next(self, end: float | None) -> str | bytes:
        protocol = self._protocol
        while True:
            if self._ready is None:
                self._ready = protocol.next_message(perf_counter())
            await self._answer()
            message, self._ready = self._ready, None
            if message is not None:
                return message
            if protocol.end is not None:
                self._stream.abort()
                protocol.ensure_open()
            await self._fill(end)

    async def _fill(self, end: float | None) -> None:
        """Wait for bytes from the peer, and ping it when it is silent."""
        heartbeat, started = self._heartbeat, perf_counter()
        wait = heartbeat.patience
        if end is not None:
            wait = max(0.0, end - started) if wait is None else max(0.0, min(wait, end - started))
        try:
            data = await self._stream.read(READ, wait)
        except ReadTimeout:
            heartbeat.waited(perf_counter() - started)
        except TransportError as error:
            self._drop(str(error))
            return
        except BaseException:
            heartbeat.waited(perf_counter() - started)
            raise
        else:
            heartbeat.heard()
            self._protocol.receive(data)
            return
        if heartbeat.gone():
            self._drop("the peer does not answer pings")
        elif heartbeat.ping_is_due():
            self._protocol.probe(perf_counter())
        if end is not None and perf_counter() >= end:
            raise ReadTimeout("no message was complete in time")

    async def receive_text(self, timeout: float | None = None) -> str:
        """Return the next message, which must be text."""
        message = await self.receive(timeout)
        if isinstance(message, bytes):
            raise WebSocketMessageError(
                "the message is binary, not text", request=self.response.request
            )
        return message

    async def receive_bytes(self, timeout: float | None = None) -> bytes:
        """Return the next message, which must be binary."""
        message = await self.receive(timeout)
        if isinstance(message, str):
            raise WebSocketMessageError(
                "the message is text, not binary", request=self.response.request
            )
        return message

    async def receive_json(self, timeout: float | None = None) -> Any:
        """Return the next message, text or binary, as JSON; raises ValueError if it is none."""
        message = await self.receive(timeout)
        try:
            return json.loads(message)
        except RecursionError:
            raise ValueError("the JSON is nested too deeply") from None

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> str | bytes:
        """Return the next message; stop at an end as it should be, with code 1000 or 1001."""
        try:
            return await self.receive()
        except WebSocketClosed as error:
            if error.code in {NORMAL, GOING_AWAY}:
                raise StopAsyncIteration from None
            raise

    # ---- the end

    def watch(self, watcher: Watcher) -> None:
        """Tell of pings, pongs and closing frames: `watcher(kind, payload, ours)`.

        It is called as they are received or made, and must not wait.
        """
        self._protocol.watcher = watcher

    @property
    def latency(self) -> float | None:
        """How many seconds the last answered ping took."""
        return self._protocol.latency

    @property
    def close_code(self) -> int | None:
        """The code the connection was closed with; None while it is open."""
        return None if self._protocol.end is None else self._protocol.end.code

    @property
    def close_reason(self) -> str | None:
        """The reason the connection was closed for; None while it is open."""
        return None if self._protocol.end is None else self._protocol.end.reason

    async def close(self, code: int = NORMAL, reason: str = "") -> None:
        """Say goodbye, wait for the peer's for a bounded time, and close the connection.

        Messages that are still under way are dropped. Safe to call again, and at any time.
        """
        check_close(code, reason)
        try:
            with anyio.move_on_after(self._close_timeout):
                if self._protocol.open:
                    async with self._sending:
                        await self._write(self._protocol.close(code, reason))
                while self._protocol.end is None:
                    async with self._receiving:
                        message = self._protocol.next_message(perf_counter())
                        if message is None and self._protocol.end is None:
                            await self._fill(None)
        except TransportError as error:
            self._drop(str(error))
        finally:
            self._drop("the peer did not say goodbye")

    def _drop(self, reason: str) -> None:
        self._protocol.lost(reason)
        self._stream.abort()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        if error is None or isinstance(error, Exception):
            await self.close()
        else:
            self._drop("we were cancelled")

"""A WebSocket for threads: the protocol's bytes on a stream.

There is no thread behind it. Whoever receives also answers pings and, after a silence, pings;
so a half-open connection is found out while somebody receives. One lock guards the wire, for
a TLS stream cannot be read and written at once; nobody waits for the peer with it but to write.
"""

import json
import threading
from contextlib import suppress
from time import perf_counter
from types import TracebackType
from typing import Any, Self

from workbench.client.errors import ReadTimeout, TransportError, WriteTimeout
from workbench.client.response import Response

from .errors import Concerning, WebSocketClosed, WebSocketMessageError
from .handshake import Deflate
from .heartbeat import Heartbeat
from .protocol import GOING_AWAY, NORMAL, Protocol, Watcher, check_close

READ = 1 << 16
PARTIAL = 0.05  # seconds to wait for the rest of a TLS record


class WebSocket:
    """An open WebSocket. Several threads may send while one receives."""

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
        self._sending = threading.Lock()
        self._receiving = threading.Lock()
        self._ready: str | bytes | None = None  # taken, and not given to anybody yet

    # ---- sending

    def send_text(self, data: str) -> None:
        """Send a text message; raises WebSocketClosed once it is closed."""
        if not isinstance(data, str):
            raise TypeError(f"text must be str, not {type(data).__name__}; see send_bytes")
        self._send(data)

    def send_bytes(self, data: bytes) -> None:
        """Send a binary message; raises WebSocketClosed once it is closed."""
        self._send(bytes(data))

    def send_json(self, data: Any) -> None:
        """Send a value as JSON in a text message."""
        self._send(json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False))

    def ping(self) -> None:
        """Send a ping; once its pong was received, `latency` says how long that took."""
        with self._concerning, self._sending:
            self._write(self._protocol.ping(perf_counter()))

    def _send(self, data: str | bytes) -> None:
        with self._concerning, self._sending:
            self._write(self._protocol.message(data))

    def _write(self, data: bytes) -> None:
        """Write, and what was to be answered meanwhile; the lock is held."""
        try:
            while data:
                self._stream.write(data, self._write_timeout)
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

    def _answer(self) -> None:
        """Send pongs and the like. A thread that writes just now does it when it is done."""
        if not self._sending.acquire(blocking=False):
            return
        try:
            if data := self._protocol.take_output():
                with suppress(TransportError):  # the protocol knows; what was read comes first
                    self._write(data)
        finally:
            self._sending.release()

    # ---- receiving

    def receive(self, timeout: float | None = None) -> str | bytes:
        """Return the next message: text as str, binary as bytes.

        Raises WebSocketClosed at the end, and ReadTimeout if no message is complete within
        `timeout` seconds, after which one may go on receiving.
        """
        end = None if timeout is None else perf_counter() + timeout
        with self._concerning, self._receiving:
            return self._next(end)

    def _next(self, end: float | None) -> str | bytes:
        protocol = self._protocol
        while True:
            if self._ready is None:
                self._ready = protocol.next_message(perf_counter())
            self._answer()
            message, self._ready = self._ready, None
            if message is not None:
                return message
            if protocol.end is not None:
                self._stream.abort()
                protocol.ensure_open()
            self._fill(end)

    def _fill(self, end: float | None) -> None:
        """Wait for bytes from the peer, and ping it when it is silent."""
        heartbeat, started = self._heartbeat, perf_counter()
        wait = heartbeat.patience
        if end is not None:
            wait = max(0.0, end - started) if wait is None else max(0.0, min(wait, end - started))
        try:
            if not self._stream.wait_readable(wait):
                raise ReadTimeout("nothing received")
            with self._sending:
                data = self._stream.read(READ, PARTIAL)
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

    def receive_text(self, timeout: float | None = None) -> str:
        """Return the next message, which must be text."""
        message = self.receive(timeout)
        if isinstance(message, bytes):
            raise WebSocketMessageError(
                "the message is binary, not text", request=self.response.request
            )
        return message

    def receive_bytes(self, timeout: float | None = None) -> bytes:
        """Return the next message, which must be binary."""
        message = self.receive(timeout)
        if isinstance(message, str):
            raise WebSocketMessageError(
                "the message is text, not binary", request=self.response.request
            )
        return message

    def receive_json(self, timeout: float | None = None) -> Any:
        """Return the next message, text or binary, as JSON; raises ValueError if it is none."""
        message = self.receive(timeout)
        try:
            return json.loads(message)
        except RecursionError:
            raise ValueError("the JSON is nested too deeply") from None

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str | bytes:
        """Return the next message; stop at an end as it should be, with code 1000 or 1001."""
        try:
            return self.receive()
        except WebSocketClosed as error:
            if error.code in {NORMAL, GOING_AWAY}:
                raise StopIteration from None
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

    def close(self, code: int = NORMAL, reason: str = "") -> None:
        """Say goodbye, wait for the peer's for a bounded time, and close the connection.

        Messages that are still under way are dropped. Safe to call again, and at any time.
        """
        check_close(code, reason)
        end = perf_counter() + self._close_timeout
        try:
            if self._protocol.open and self._sending.acquire(timeout=self._close_timeout):
                try:
                    self._write(self._protocol.close(code, reason))
                finally:
                    self._sending.release()
            self._await_goodbye(end)
        except TransportError as error:
            self._drop(str(error))
        finally:
            self._drop("the peer did not say goodbye")

    def _await_goodbye(self, end: float) -> None:
        """Read until the peer has closed, too; raises ReadTimeout."""
        while self._protocol.end is None:
            if not self._receiving.acquire(timeout=max(0.0, end - perf_counter())):
                return
            try:
                message = self._protocol.next_message(perf_counter())
                if message is None and self._protocol.end is None:
                    self._fill(end)
            finally:
                self._receiving.release()

    def _drop(self, reason: str) -> None:
        self._protocol.lost(reason)
        self._stream.abort()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        if error is None or isinstance(error, Exception):
            self.close()
        else:
            self._drop("we were cancelled")

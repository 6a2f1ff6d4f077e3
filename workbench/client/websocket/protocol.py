"""One open WebSocket: bytes in, messages out, and bytes to send. No I/O and no clock.

wsproto frames and masks (with `os.urandom`); this file decides. What a peer can make us hold
is bounded: one message up to a limit, of any number of pings only the last to answer. Frames
are taken from the buffer up to the next message and no further, so whoever does not read
messages makes the peer wait.
"""

from collections import deque
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Literal

from wsproto import ConnectionType
from wsproto.connection import Connection, ConnectionState
from wsproto.events import (
    BytesMessage,
    CloseConnection,
    Event,
    Ping,
    Pong,
    TextMessage,
)
from wsproto.extensions import Extension
from wsproto.utilities import LocalProtocolError

from .deflate import BoundedDeflate
from .errors import WebSocketClosed
from .handshake import Deflate

NORMAL = 1000
GOING_AWAY = 1001
NO_CODE = 1005
NO_WORD = 1006
POLICY = 1008
TOO_BIG = 1009
MAX_PINGS = 1000  # within one second
MAX_OUTSTANDING = 16  # of our own pings
MAX_REASON = 123  # bytes, RFC 6455, section 5.5

Control = Literal["ping", "pong", "close"]
Watcher = Callable[[Control, bytes, bool], None]
"""Is told of control frames: what kind, the payload, and whether it is one of ours."""


def _unwatched(_control: Control, _payload: bytes, _ours: bool) -> None:
    """Nobody looks at control frames."""


class Protocol:
    """The state of one WebSocket, from the handshake to its end."""

    def __init__(self, deflate: Deflate | None, max_message_size: int) -> None:
        extensions: list[Extension] = []
        if deflate is not None:
            extensions.append(BoundedDeflate(deflate, max_message_size))
        self._connection = Connection(ConnectionType.CLIENT, extensions)
        self._events: Iterator[Event] | None = None
        self._limit = max_message_size
        self._text: StringIO | None = None
        self._binary: bytearray | None = None
        self._size = 0
        # Deques, for one thread may add to them while another takes.
        self._pongs: deque[bytes] = deque(maxlen=1)
        self._output: deque[bytes] = deque()
        self._ping_window = 0.0
        self._pings_in_window = 0
        self._sent_pings: dict[bytes, float] = {}
        self._ping_number = 0
        self.latency: float | None = None
        self.end: WebSocketClosed | None = None
        self.watcher: Watcher = _unwatched
        self.closing = False  # a close frame of ours is out
        self._broken = False  # nothing can be sent any more; there may be something to read

    # ---- in

    def receive(self, data: bytes) -> None:
        """Take in what the peer sent; b"" is the end of the stream."""
        if self.end is not None:
            return
        if not data:
            self.lost("")
            return
        self._connection.receive_data(data)

    def next_message(self, now: float) -> str | bytes | None:
        """Return the next message, or None until there is more to read or the end has come."""
        while self.end is None:
            if self._events is None:
                self._events = self._connection.events()
            event = next(self._events, None)
            if event is None:
                self._events = None
                return None
            message = self._taken(event, now)
            if message is not None:
                return message
        return None

    def _taken(self, event: Event, now: float) -> str | bytes | None:
        match event:
            case TextMessage():
                return self._text_piece(event.data, event.message_finished)
            case BytesMessage():
                return self._binary_piece(bytes(event.data), event.message_finished)
            case Ping():
                self.watcher("ping", bytes(event.payload), False)
                self._pinged(bytes(event.payload), now)
            case Pong():
                self.watcher("pong", bytes(event.payload), False)
                self._ponged(bytes(event.payload), now)
            case CloseConnection():
                self._closed(int(event.code), event.reason or "")
        return None

    def _text_piece(self, piece: str, finished: bool) -> str | None:
        if self._fits(len(piece) if piece.isascii() else len(piece.encode("utf-8"))):
            if finished and self._text is None:
                self._size = 0
                return piece
            self._text = self._text or StringIO()
            self._text.write(piece)
            if finished:
                whole, self._text, self._size = self._text.getvalue(), None, 0
                return whole
        return None

    def _binary_piece(self, piece: bytes, finished: bool) -> bytes | None:
        if self._fits(len(piece)):
            if finished and self._binary is None:
                self._size = 0
                return piece
            if self._binary is None:
                self._binary = bytearray()
            self._binary += piece
            if finished:
                whole, self._binary, self._size = bytes(self._binary), None, 0
                return whole
        return None

    def _fits(self, size: int) -> bool:
        self._size += size
        if self._size > self._limit:
            self._too_big()
        return self.end is None

    def _too_big(self) -> None:
        self._fail(TOO_BIG, f"a message is larger than {self._limit} bytes")

    def _pinged(self, payload: bytes, now: float) -> None:
        if now - self._ping_window >= 1.0:
            self._ping_window, self._pings_in_window = now, 0
        self._pings_in_window += 1
        if self._pings_in_window > MAX_PINGS:
            self._fail(POLICY, f"more than {MAX_PINGS} pings in a second")
        else:
            self._pongs.append(payload)  # only the last needs an answer (RFC 6455, section 5.5.3)

    def _ponged(self, payload: bytes, now: float) -> None:
        sent = self._sent_pings.get(payload)
        if sent is None:
            return
        self.latency = now - sent
        while payload in self._sent_pings:  # a pong answers all pings before it
            del self._sent_pings[next(iter(self._sent_pings))]

    def _closed(self, code: int, reason: str) -> None:
        state = self._connection.state
        if state is ConnectionState.REMOTE_CLOSING:
            self.watcher("close", _close_payload(code, reason), False)
            self.watcher("close", _close_payload(code, ""), True)
            self._output.append(self._connection.send(CloseConnection(code=code)))
        elif state is not ConnectionState.CLOSED:  # wsproto's way to say that a frame is wrong
            if code == TOO_BIG:
                self._too_big()
            else:
                self._fail(code, reason.partition("\n")[0])
            return
        else:
            self.watcher("close", _close_payload(code, reason), False)
        self.end = WebSocketClosed(code, reason, by_peer=not self.closing)

    def _fail(self, code: int, reason: str) -> None:
        """End the connection because of what the peer does."""
        if not self.closing:
            self._output.append(self.close(code, reason))
        self._text = self._binary = None
        self.end = WebSocketClosed(code, reason, by_peer=False)

    def lost(self, reason: str) -> None:
        """Note that the connection has ended without a closing handshake."""
        if self.end is None:
            self.end = WebSocketClosed(NO_WORD, reason, by_peer=True)

    def break_off(self) -> None:
        """Note that nothing can be sent any more, though there may be something to read."""
        self._broken = True

    # ---- out

    @property
    def open(self) -> bool:
        """Whether messages may be sent."""
        return self.end is None and not self.closing and not self._broken

    def ensure_open(self) -> None:
        """Raise WebSocketClosed unless messages may be sent."""
        if self.end is not None:
            raise WebSocketClosed(self.end.code, self.end.reason, self.end.by_peer)
        if self.closing:
            raise WebSocketClosed(NORMAL, "", by_peer=False)
        if self._broken:
            raise WebSocketClosed(NO_WORD, "the connection broke", by_peer=True)

    @property
    def has_output(self) -> bool:
        """Whether there is anything to be sent of the protocol's own accord."""
        return bool(self._pongs or self._output)

    def take_output(self) -> bytes:
        """Return what is to be sent of the protocol's own accord, once."""
        output = b""
        while self._pongs:
            pong = self._pongs.popleft()
            if self.open:
                output += self._framed(Pong(payload=pong))
                self.watcher("pong", pong, True)
        while self._output:
            output += self._output.popleft()
        return output

    def message(self, data: str | bytes) -> bytes:
        """Return a message as bytes to send."""
        return self._framed(
            TextMessage(data=data) if isinstance(data, str) else BytesMessage(data=data)
        )

    def ping(self, now: float) -> bytes:
        """Return a ping as bytes to send; its pong sets `latency`."""
        self._ping_number += 1
        payload = b"%d" % self._ping_number
        framed = self._framed(Ping(payload=payload))
        self.watcher("ping", payload, True)
        if len(self._sent_pings) == MAX_OUTSTANDING:
            del self._sent_pings[next(iter(self._sent_pings))]
        self._sent_pings[payload] = now
        return framed

    def probe(self, now: float) -> None:
        """Have a ping sent with the next output."""
        if self.open:
            self._output.append(self.ping(now))

    def close(self, code: int, reason: str) -> bytes:
        """Return a close frame as bytes to send; nothing if one is out or the end has come."""
        if not self.open:
            return b""
        self.closing = True
        self.watcher("close", _close_payload(code, reason), True)
        return bytes(self._connection.send(CloseConnection(code=code, reason=reason)))

    def _framed(self, event: Event) -> bytes:
        self.ensure_open()
        try:
            return bytes(self._connection.send(event))
        except LocalProtocolError:  # the peer's goodbye is read at this moment
            raise WebSocketClosed(NORMAL, "", by_peer=True) from None


def _close_payload(code: int, reason: str) -> bytes:
    """Return what a close frame carries; 1005 says that it carries nothing."""
    return b"" if code == NO_CODE else code.to_bytes(2, "big") + reason.encode()


def check_close(code: int, reason: str) -> None:
    """Raise ValueError unless a close frame may say this (RFC 6455, section 7.4)."""
    registered = 1000 <= code <= 1003 or 1007 <= code <= 1014
    if not registered and not 3000 <= code <= 4999:
        raise ValueError(f"a WebSocket cannot be closed with code {code}")
    if len(reason.encode("utf-8")) > MAX_REASON:
        raise ValueError(f"the reason for closing is longer than {MAX_REASON} bytes")

"""HTTP/2 as bytes: many requests out, their responses in. No I/O; both connections share this.

h2 judges frames and headers. What it leaves to us: GOAWAY is taken out before it sees it
(it would refuse all later frames, also of streams that may finish), floods are counted,
every byte of a body is credited back whether it is read or not, and a stream that is given
up is reset.
"""

import re
from collections import deque
from typing import TYPE_CHECKING

import h2.config
import h2.connection
import h2.errors
import h2.events
import h2.exceptions
import h2.settings
import hpack
import hyperframe.exceptions

from .errors import LocalProtocolError, ReadError, RemoteProtocolError, TransportError
from .h1 import MAX_INFORMATIONAL
from .h1_head import MAX_FIELDS, MAX_HEAD, Head
from .timings import Stamps

if TYPE_CHECKING:
    from .headers import RawHeaders
    from .request import Request

STREAM_WINDOW = 1 << 20
MAX_STREAMS = 100  # of ours at once, unless the peer allows fewer (RFC 9113, section 6.5.2)
CONNECTION_WINDOW = STREAM_WINDOW * MAX_STREAMS  # so that no unread response stops another
HEADER_TABLE = 1 << 12  # for compressing; hpack would use what the peer offers, up to 4 GiB
MAX_FRAME = 1 << 14
FRAME_HEAD = 9  # bytes: length, type, flags, stream
MAX_ID = 0x7FFFFFFF
MAX_CONTROL = 1000  # frames about the connection in a row, without one that serves a request
DATA, HEADERS, SETTINGS, PING, GOAWAY = 0, 1, 4, 6, 7
ONE_HOP = frozenset(
    {b"connection", b"host", b"keep-alive", b"proxy-connection", b"transfer-encoding", b"upgrade"}
)
MAX_SAID = 120  # characters of h2's about a peer; they may have a whole header field in them
NOT_AS_IT_SHOULD = "the peer does not speak HTTP/2 as it should"
STATUS = re.compile(rb"[1-9][0-9]{2}")
BROKEN = (
    h2.exceptions.H2Error, hpack.HPACKError, hyperframe.exceptions.HyperframeError,
    ValueError, KeyError, IndexError,
)  # fmt: skip


def header_list(request: "Request") -> "RawHeaders":
    """Return a request's header list; what concerns one HTTP/1.1 hop is left out.

    Names and values have been checked as those of HTTP/1.1 are, see `encode_head`.
    """
    host = request.headers.first(b"host")
    pseudo = [
        (b":method", request.method.encode("ascii")),
        (b":authority", request.url.netloc if host is None else host),
        (b":scheme", request.url.raw_scheme),
        (b":path", request.url.raw_path),
    ]
    fields = [(name.lower(), value.strip(b" \t")) for name, value in request.headers.raw]
    return pseudo + [
        (name, value)
        for name, value in fields
        if name not in ONE_HOP and (name != b"te" or value.lower() == b"trailers")
    ]


class Exchange:
    """One stream: a request and its response as it comes in."""

    __slots__ = (
        "ended", "failure", "head", "id", "informational", "method", "news", "pieces", "size",
        "stamps", "trailers",
    )  # fmt: skip

    def __init__(self, number: int, method: str, stamps: Stamps) -> None:
        self.id = number
        self.stamps = stamps  # for the bytes of its frames
        self.method = method
        self.head: Head | None = None
        self.pieces: deque[tuple[bytes, int]] = deque()  # with what each counts in the window
        self.size = 0  # of the body so far
        self.ended = False
        self.failure: TransportError | None = None
        self.informational: list[Head] = []  # the 1xx heads that came first
        self.trailers: RawHeaders = []  # filled at the end of the body
        self.news = False  # set with every event, for whoever waits for one

    @property
    def is_cut_short(self) -> bool:
        """Whether the body is shorter than its head has announced."""
        head = self.head
        if head is None or head.length is None or self.method == "HEAD" or head.status == 304:
            return False
        return self.size < head.length


class Wire:
    """The state of one connection."""

    def __init__(self) -> None:
        self._h2 = h2.connection.H2Connection(
            h2.config.H2Configuration(client_side=True, header_encoding=None)
        )
        codes = h2.settings.SettingCodes
        self._h2.local_settings = h2.settings.Settings(
            client=True,
            initial_values={
                codes.ENABLE_PUSH: 0,
                codes.INITIAL_WINDOW_SIZE: STREAM_WINDOW,
                codes.MAX_CONCURRENT_STREAMS: MAX_STREAMS,
                codes.MAX_HEADER_LIST_SIZE: MAX_HEAD,
            },
        )
        self._h2.decoder.max_header_list_size = MAX_HEAD
        self._h2.initiate_connection()
        self._h2.increment_flow_control_window(CONNECTION_WINDOW)
        self.streams: dict[int, Exchange] = {}
        self.failure: TransportError | None = None
        self.closing = False  # no new streams; those under way may finish
        self._buffer = b""
        self._unsent = b""
        self._greeted = False
        self._control = 0
        self._owed = 0  # answers to frames about the connection that nobody has fetched yet

    def has_room(self, promised: int = 0) -> bool:
        """Tell whether the peer takes one more stream beside some that are promised.

        Until it says how many it takes, it is one.
        """
        allowed = 1
        if self._greeted:
            allowed = min(MAX_STREAMS, self._h2.remote_settings.max_concurrent_streams)
        return not self.closing and len(self.streams) + promised < allowed

    def outgoing(self) -> bytes:
        """Return the bytes to write, once."""
        self._owed = 0
        unsent, self._unsent = self._unsent, b""
        return unsent + bytes(self._h2.data_to_send())

    # ---- requests

    def open(self, request: "Request", has_body: bool, stamps: Stamps | None = None) -> Exchange:
        """Start a stream with a request's head; raises LocalProtocolError."""
        if self.closing:
            raise unprocessed("the connection was closing")
        try:
            number = self._h2.get_next_available_stream_id()
            self._unsent += self._h2.data_to_send()
            self._h2.send_headers(number, header_list(request), end_stream=not has_body)
        except h2.exceptions.NoAvailableStreamIDError as error:
            self.closing = True
            raise unprocessed("the connection has numbers for no more streams") from error
        except BROKEN as error:
            self.closing = True
            raise LocalProtocolError(f"the request cannot be sent as HTTP/2: {error}") from error
        head = self._h2.data_to_send()
        self._unsent += head
        exchange = Exchange(number, request.method, stamps or Stamps(0.0))
        exchange.stamps.sent_bytes = len(head)
        self.streams[number] = exchange
        return exchange

    def room(self, exchange: Exchange) -> int:
        """Return how many bytes of a body may be sent now."""
        window: int = self._h2.local_flow_control_window(exchange.id)
        return min(window, self._h2.max_outbound_frame_size)

    def send(self, exchange: Exchange, data: bytes) -> None:
        """Send a piece of a body for which there is room."""
        self._h2.send_data(exchange.id, data)
        exchange.stamps.sent_bytes += FRAME_HEAD + len(data)

    def finish(self, exchange: Exchange) -> None:
        """End a request's body."""
        self._h2.end_stream(exchange.id)
        exchange.stamps.sent_bytes += FRAME_HEAD

    # ---- responses

    def receive(self, data: bytes) -> None:
        """Take in bytes, none at the end of the connection."""
        if not data:
            self.fail(ReadError("the connection was closed before the response was complete"))
            return
        buffer = self._buffer + data if self._buffer else data
        start = at = 0
        while len(buffer) - at >= FRAME_HEAD:
            length = int.from_bytes(buffer[at : at + 3], "big")
            kind = buffer[at + 3]
            if length > MAX_FRAME or not (self._greeted or kind == SETTINGS):
                self.fail(RemoteProtocolError(NOT_AS_IT_SHOULD))
                return
            if len(buffer) - at < FRAME_HEAD + length:
                break
            self._greeted = True
            self._control = 0 if kind in {DATA, HEADERS} and length else self._control + 1
            self._owed += kind in {SETTINGS, PING}
            if self._control > MAX_CONTROL or self._owed > MAX_CONTROL:
                self.fail(RemoteProtocolError("the peer floods the connection with frames"))
                return
            end = at + FRAME_HEAD + length
            exchange = self.streams.get(int.from_bytes(buffer[at + 5 : at + 9], "big") & MAX_ID)
            if exchange is not None:
                exchange.stamps.received_bytes += end - at
            if kind == GOAWAY:
                self._feed(buffer[start:at])
                self._go_away(buffer[at + FRAME_HEAD : end])
                start = end
            at = end
        self._feed(buffer[start:at])
        self._buffer = buffer[at:]

    def _feed(self, frames: bytes) -> None:
        if not frames or self.failure is not None:
            return
        try:
            events = self._h2.receive_data(frames)
            for event in events:
                self._take(event)
        except BROKEN as error:
            self.fail(RemoteProtocolError(f"{NOT_AS_IT_SHOULD}: {one_line(error)}"))

    def _take(self, event: h2.events.Event) -> None:
        number = getattr(event, "stream_id", None)
        if isinstance(event, h2.events.RemoteSettingsChanged) or number == 0:
            if self._h2.encoder.header_table_size > HEADER_TABLE:
                self._h2.encoder.header_table_size = HEADER_TABLE
            for exchange in self.streams.values():
                exchange.news = True  # there may be room now for more of a body
            return
        exchange_or_none = self.streams.get(number or 0)
        if isinstance(event, h2.events.DataReceived):
            size = event.flow_controlled_length or 0
            if exchange_or_none is None:
                self._h2.acknowledge_received_data(size, event.stream_id)
            else:
                exchange_or_none.pieces.append((event.data or b"", size))
                exchange_or_none.size += len(event.data or b"")
        if exchange_or_none is None:
            return
        exchange = exchange_or_none
        exchange.news = True
        if isinstance(event, h2.events.ResponseReceived):
            exchange.head = response_head(event.headers or [])
            exchange.head.informational = exchange.informational or None
            exchange.head.trailers = exchange.trailers
        elif isinstance(event, h2.events.InformationalResponseReceived):
            exchange.informational.append(response_head(event.headers or []))
            if len(exchange.informational) > MAX_INFORMATIONAL:
                exchange.failure = RemoteProtocolError(
                    f"more than {MAX_INFORMATIONAL} informational responses came first"
                )
                exchange.ended = True
        elif isinstance(event, h2.events.TrailersReceived):
            exchange.trailers += counted(event.headers or [])
        elif isinstance(event, h2.events.StreamEnded):
            exchange.ended = True
            if exchange.is_cut_short:  # h2 looks only at bodies that end with a DATA frame
                exchange.failure = RemoteProtocolError("the body is shorter than was announced")
        elif isinstance(event, h2.events.StreamReset) and not exchange.ended:
            self._broken_off(exchange, event.error_code)

    def _broken_off(self, exchange: Exchange, code: object) -> None:
        exchange.ended = True
        if code == h2.errors.ErrorCodes.REFUSED_STREAM:
            exchange.failure = unprocessed("the peer refused the request unprocessed")
        else:
            exchange.failure = RemoteProtocolError(
                f"the peer broke the response off: {code_name(code)}"
            )

    def _go_away(self, payload: bytes) -> None:
        """Start no more streams; give up those above the last one the peer will answer."""
        self.closing = True
        last = int.from_bytes(payload[:4], "big") & MAX_ID
        for exchange in self.streams.values():
            if exchange.id > last and not exchange.ended:
                exchange.failure = unprocessed("the peer closed the connection before the request")
                exchange.ended = exchange.news = True

    def read(self, exchange: Exchange) -> bytes:
        """Return what has come of a body, credited back to the peer."""
        pieces = []
        while exchange.pieces:
            data, size = exchange.pieces.popleft()
            pieces.append(data)
            self._credit(exchange, size)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def _credit(self, exchange: Exchange, size: int) -> None:
        if size and self.failure is None:
            self._h2.acknowledge_received_data(size, exchange.id)

    def close(self, exchange: Exchange) -> None:
        """Forget a stream: what is unread is credited back, what is unfinished is reset."""
        if self.streams.pop(exchange.id, None) is None or self.failure is not None:
            return
        self.read(exchange)
        try:
            self._h2.reset_stream(exchange.id, h2.errors.ErrorCodes.CANCEL)
        except h2.exceptions.StreamClosedError:
            return  # both sides have ended it

    def fail(self, failure: TransportError) -> None:
        """End everything."""
        self.closing = True
        if self.failure is not None:
            return
        self.failure = failure
        for exchange in self.streams.values():
            if not exchange.ended:
                exchange.failure = exchange.failure or failure
            exchange.ended = exchange.news = True


def response_head(headers: "RawHeaders") -> Head:
    """Return a response's head; h2 has checked its names and values, and that it has a status."""
    fields = counted([item for item in headers if item[0][:1] != b":"])
    status = next(bytes(value) for name, value in headers if name == b":status")
    if not STATUS.fullmatch(status):
        raise ValueError("a response's status is no number of three digits")
    length = next((int(value) for name, value in fields if name == b"content-length"), None)
    size = sum(len(name) + len(value) for name, value in fields)
    return Head(b"2", int(status), b"", fields, size, length)


def counted(headers: "RawHeaders") -> "RawHeaders":
    """Return the fields of a response or of its trailers; raises ValueError for too many."""
    if len(headers) > MAX_FIELDS:
        raise ValueError(f"a response has more than {MAX_FIELDS} header fields")
    return [(bytes(name), bytes(value)) for name, value in headers]


def unprocessed(message: str) -> RemoteProtocolError:
    """Return an error for a request which the peer says it has not touched."""
    error = RemoteProtocolError(message)
    error.retriable = error.unprocessed = True
    return error


def one_line(error: Exception) -> str:
    """Return what an error of h2 says, with nothing of the peer's that steers a terminal."""
    return ascii(str(error)[:MAX_SAID])[1:-1]


def code_name(code: object) -> str:
    """Return the name of an error code in lower case."""
    return str(getattr(code, "name", code)).lower().replace("_", " ")

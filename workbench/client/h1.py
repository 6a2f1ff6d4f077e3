"""HTTP/1.1 as bytes: a request out, a response in. No I/O; both connections share this.

Response heads are read line by line, and only what is beyond doubt is accepted. What is
refused goes to h11, which judges it: a head it accepts is used, but its connection
is not (see `Head.keep`), because a peer with one oddity may have others. Nothing is accepted
here that h11 refuses; a differential test says so.
"""

import re
from dataclasses import dataclass

from .body import NO_BODY, SLICE, BodyStream, ByteStream
from .errors import LocalProtocolError, RemoteProtocolError
from .h1_lines import FieldReader, SentFields, connection_options, read_status, request_line
from .headers import RawHeaders
from .request import Request

MAX_HEAD = 100 * 1024
MAX_FIELDS = 1000
MAX_INFORMATIONAL = 20
MAX_CHUNK_LINE = 4096
MAX_EXTENSIONS = 16 * 1024  # of all chunks of one body
CONTINUE_WAIT = 1.0  # seconds, as curl waits before it sends a body unasked

HEAD_END = re.compile(rb"\n\r?\n")
CHUNK = re.compile(rb"([0-9A-Fa-f]{1,16})(;[^\x00\r\n]*+)?[ \t]*\r\n")

# What else answers on a port where HTTP was expected.
OTHER_PROTOCOLS = (
    (re.compile(rb"[\x14-\x17]\x03[\x00-\x04]"), "the peer speaks TLS; try https://"),
    (re.compile(rb"SSH-"), "the peer speaks SSH"),
    (re.compile(rb"220[ -]"), "the peer speaks SMTP or FTP"),
    (re.compile(rb"\* OK|\+OK"), "the peer speaks IMAP or POP3"),
    (re.compile(rb"PRI \* HTTP/2|\x00\x00.\x04\x00"), "the peer speaks HTTP/2 only"),
)


# ---- sending ----------------------------------------------------------------------------


class Outgoing:
    """A request as bytes to write: `first`, then each piece of `stream`, then `last`.

    Everything that can be known to be wrong is refused here, before any socket opens.
    `continue_wait` is how many seconds to wait for leave to send the body, or None to
    send it at once; the request's extension of that name sets it.
    """

    __slots__ = ("_chunked", "_left", "continue_wait", "first", "request", "stream")

    def __init__(
        self, request: Request, target: bytes | None = None, fields: SentFields | None = None
    ) -> None:
        if fields is None:
            fields = SentFields(request.headers.raw)
        if target is None:
            target = request.extensions.get("target") or request.url.raw_path
        self.first = request_line(request.method, target) + fields.encoded + b"\r\n"
        self.request = request
        self.continue_wait: float | None = None
        self._chunked = fields.chunked
        self._left = fields.length or 0
        self.stream: BodyStream | None = request.stream
        if fields.waits and request.stream is not NO_BODY:
            self.continue_wait = request.extensions.get("continue_wait", CONTINUE_WAIT)
        if isinstance(request.stream, ByteStream):
            content = request.stream.content
            if not self._chunked and len(content) != self._left:
                raise LocalProtocolError(
                    f"the body has {len(content)} bytes, but Content-Length says {self._left}"
                )
            if len(content) <= SLICE and self.continue_wait is None:  # one write for all
                self.stream = None
                if content or self._chunked:
                    self.first += self.encode(content) + self.finish()

    @property
    def has_body(self) -> bool:
        """Whether there is or may be something behind the head."""
        stream = self.request.stream
        return not isinstance(stream, ByteStream) or bool(stream.content)

    def count(self, piece: bytes | None) -> None:
        """Compare a streamed body, which another protocol frames, with its length; None ends it."""
        if isinstance(self.request.stream, ByteStream) or self._chunked:
            return
        if piece is None:
            self.finish()
        else:
            self.encode(piece)

    def encode(self, piece: bytes) -> bytes:
        """Return a piece of the body in its framing."""
        if self._chunked:
            # An empty chunk would end the body.
            return b"%x\r\n%b\r\n" % (len(piece), piece) if piece else b""
        self._left -= len(piece)
        if self._left < 0:
            raise LocalProtocolError("the body is longer than its Content-Length says")
        return piece

    def finish(self) -> bytes:
        """Return what ends the body."""
        if self._left > 0:
            raise LocalProtocolError("the body is shorter than its Content-Length says")
        return b"0\r\n\r\n" if self._chunked else b""


# ---- receiving a head -------------------------------------------------------------------


@dataclass(slots=True)
class Head:
    """The head of a response and what it says about the body.

    `size` counts its bytes. `keep` tells whether the connection may be used again once
    the body is through; `length` is None where the body has no announced length.
    `trailers` fills at the end of a body in chunks; `informational` are the 1xx heads
    that came first.
    """

    version: bytes
    status: int
    reason: bytes
    headers: RawHeaders
    size: int
    length: int | None = None
    chunked: bool = False
    keep: bool = False
    trailers: RawHeaders | None = None
    informational: "list[Head] | None" = None

    def copy(self) -> "Head":
        """Return the same head before anything was added to it."""
        return Head(
            self.version,
            self.status,
            self.reason,
            self.headers.copy(),
            self.size,
            self.length,
            self.chunked,
            self.keep,
        )


class HeadReader:
    """Reads the heads of a client's responses; one that comes again unchanged is known to it."""

    def __init__(self) -> None:
        self._fields = FieldReader()
        self._last: tuple[bytes, Head] | None = None

    def read(self, buffer: bytes) -> Head | None:
        """Return the head at the start of a buffer, or None if it is not complete yet."""
        end = buffer.find(b"\r\n\r\n")
        if end < 0:
            return read_doubtful_head(buffer)
        if end > MAX_HEAD:
            raise too_large()
        text, last = buffer[:end], self._last
        if last is not None and last[0] == text:
            return last[1].copy()
        lines = text.split(b"\r\n")
        status = read_status(lines.pop(0))
        if status is None:
            return read_doubtful_head(buffer)
        read = self._fields.read(lines)
        if read is None:
            return judged(buffer)
        fields, framing = read
        head = Head(*status, fields, end + 4)
        if not understand(head, framing):
            return judged(buffer)
        if self._fields.knows(lines):
            self._last = text, head.copy()
        return head


def understand(head: Head, framing: RawHeaders) -> bool:
    """Fill in what some fields say about the body; False if they leave a doubt."""
    if len(head.headers) > MAX_FIELDS:
        raise RemoteProtocolError(f"the response has more than {MAX_FIELDS} header fields")
    length, chunked = None, False
    closes, persists = False, head.version == b"1.1"
    for name, value in framing:
        if name == b"content-length":
            if length is not None or not value.isdigit() or len(value) > 18:
                return False
            length = int(value)
        elif name == b"transfer-encoding":
            if chunked or value.lower() != b"chunked":
                return False
            chunked = True
        else:
            options = connection_options(value)
            closes = closes or b"close" in options
            persists = persists or b"keep-alive" in options
    # Both at once is how responses are smuggled: read it as chunked, then hang up. So are
    # chunks from a peer of HTTP/1.0, which does not know them (RFC 9112, section 6.1).
    smuggled = chunked and (length is not None or head.version == b"1.0")
    head.keep = persists and not closes and not smuggled
    head.length, head.chunked = length, chunked
    return True


def read_doubtful_head(buffer: bytes) -> Head | None:
    """Wait, let h11 judge, or refuse: for a buffer without a plain status line and head end."""
    if buffer[:5] != b"HTTP/"[: len(buffer)]:
        raise RemoteProtocolError(not_http(buffer))
    if HEAD_END.search(buffer):
        return judged(buffer)
    if len(buffer) > MAX_HEAD:
        raise too_large()
    return None


def judged(buffer: bytes) -> Head | None:
    """Return the head as h11 reads it, on a connection that will not be used again."""
    import h11

    judge = h11.Connection(h11.CLIENT, max_incomplete_event_size=MAX_HEAD)
    judge.send(h11.Request(method=b"GET", target=b"/", headers=[(b"Host", b"judge")]))
    judge.send(h11.EndOfMessage())
    judge.receive_data(buffer)
    try:
        event = judge.next_event()
    except h11.RemoteProtocolError as error:
        raise RemoteProtocolError(f"the response is not valid HTTP: {reason(error)}") from error
    if not isinstance(event, h11.Response | h11.InformationalResponse):
        return None
    if event.http_version not in {b"1.0", b"1.1"}:
        version = event.http_version.decode("ascii")
        raise RemoteProtocolError(f"the response claims to be HTTP/{version} on an HTTP/1.1 line")
    headers = [(bytes(name), bytes(value)) for name, value in event.headers.raw_items()]
    size = len(buffer) - len(judge.trailing_data[0])
    if size > MAX_HEAD:
        raise too_large()
    head = Head(event.http_version, event.status_code, bytes(event.reason), headers, size)
    understand_judged(head)
    return head


def reason(error: Exception) -> str:
    """Return what h11 has against a head, without the value of a field, which may be a secret."""
    said, _, quoted = str(error).partition(": bytearray(b")
    return f"{said}: '{quoted[1:-2].partition(':')[0][:40]}'" if quoted else said


def understand_judged(head: Head) -> None:
    """Fill in what h11 has checked: repeated lengths agree, the only coding is chunked."""
    if len(head.headers) > MAX_FIELDS:
        raise RemoteProtocolError(f"the response has more than {MAX_FIELDS} header fields")
    for name, value in head.headers:
        if name.lower() == b"content-length":
            head.length = int(value.partition(b",")[0])
        elif name.lower() == b"transfer-encoding":
            head.chunked = True


def too_large() -> RemoteProtocolError:
    return RemoteProtocolError(f"the response's head is larger than {MAX_HEAD // 1024} KiB")


def not_http(buffer: bytes) -> str:
    """Say what a peer that does not answer in HTTP seems to speak."""
    for pattern, hint in OTHER_PROTOCOLS:
        if pattern.match(buffer):
            return f"the response is not HTTP: {hint}"
    return f"the response is not HTTP: it starts with {buffer[:16]!r}"


# ---- receiving a body -------------------------------------------------------------------


class FixedLength:
    """A body of a length known from its head."""

    __slots__ = ("_left", "complete")

    def __init__(self, length: int) -> None:
        self._left = length
        self.complete = length == 0

    def take(self, buffer: bytes) -> tuple[bytes, bytes]:
        """Return the part of a buffer that belongs to the body, and the rest."""
        left = self._left
        if len(buffer) < left:
            self._left = left - len(buffer)
            return buffer, b""
        self._left = 0
        self.complete = True
        if len(buffer) == left:
            return buffer, b""
        return buffer[:left], buffer[left:]

    def end(self) -> None:
        """The peer hung up: an error, since the body is not complete."""
        raise RemoteProtocolError(
            f"the connection was closed in mid-body, {self._left} bytes before its end"
        )


class UntilClose:
    """A body that ends with its connection."""

    __slots__ = ("complete",)

    def __init__(self) -> None:
        self.complete = False

    def take(self, buffer: bytes) -> tuple[bytes, bytes]:
        """Return the part of a buffer that belongs to the body: all of it."""
        return buffer, b""

    def end(self) -> None:
        """The peer hung up, as expected."""
        self.complete = True


class Chunked:
    """A body in chunks; its trailers are checked and added to the list given."""

    __slots__ = ("_extensions", "_in_trailers", "_left", "_trailing", "complete")

    def __init__(self, trailers: RawHeaders) -> None:
        self.complete = False
        self._trailing = trailers
        self._left = 0  # of the current chunk, with the line end behind it
        self._in_trailers = False
        self._extensions = 0

    def take(self, buffer: bytes) -> tuple[bytes, bytes]:
        """Return the payload of everything that can be read by now, joined, and the rest."""
        pieces: list[bytes] = []
        position, size = 0, len(buffer)
        while position < size and not self.complete:
            if self._left > 2:
                piece = buffer[position : position + self._left - 2]
                pieces.append(piece)
                position += len(piece)
                self._left -= len(piece)
            elif self._left:
                if buffer[position : position + 2] != b"\r\n"[: size - position]:
                    raise RemoteProtocolError("a chunk of the body is not where it should end")
                if size - position < 2:
                    break
                position += 2
                self._left = 0
            else:
                start = position
                position = self._line(buffer, start)
                if position == start:
                    break
        payload = pieces[0] if len(pieces) == 1 else b"".join(pieces)
        return payload, buffer[position:] if position else buffer

    def _line(self, buffer: bytes, position: int) -> int:
        """Read a chunk's first line or the trailers; return where they end, or `position`."""
        if self._in_trailers:
            return self._trailers(buffer, position)
        match = CHUNK.match(buffer, position)
        if match is None:
            if len(buffer) - position > MAX_CHUNK_LINE or b"\n" in buffer[position:]:
                raise RemoteProtocolError("a chunk of the body does not start with its size")
            return position
        if match.end() - position > MAX_CHUNK_LINE:
            raise RemoteProtocolError("a chunk of the body has too long a first line")
        if match[2] is not None:
            self._extensions += len(match[2])
            if self._extensions > MAX_EXTENSIONS:
                raise RemoteProtocolError("the body has more than 16 KiB of chunk extensions")
        length = int(match[1], 16)
        self._in_trailers = length == 0
        self._left = length + 2 if length else 0
        return match.end()

    def _trailers(self, buffer: bytes, position: int) -> int:
        if buffer[position : position + 2] == b"\r\n":
            self.complete = True
            return position + 2
        end = buffer.find(b"\r\n\r\n", position)
        if (end if end >= 0 else len(buffer)) - position > MAX_HEAD:
            raise RemoteProtocolError("the body's trailers are larger than 100 KiB")
        if end < 0:
            return position
        lines = buffer[position:end].split(b"\r\n")
        if len(lines) > MAX_FIELDS:
            raise RemoteProtocolError(f"the body has more than {MAX_FIELDS} trailers")
        read = FieldReader().read(lines)
        if read is None:
            raise RemoteProtocolError("the body's trailers are malformed")
        self._trailing += read[0]
        self.complete = True
        return end + 4

    def end(self) -> None:
        """The peer hung up: an error, since the last chunk has not come."""
        raise RemoteProtocolError("the connection was closed in mid-body, before its last chunk")


Framing = FixedLength | UntilClose | Chunked


def switches(head: Head, method: str) -> bool:
    """Tell whether what follows a head is no body but another protocol."""
    return head.status == 101 or (method == "CONNECT" and 200 <= head.status < 300)


def framing(head: Head, method: str) -> Framing:
    """Return how the body behind a head is delimited (RFC 9112, section 6.3)."""
    if method == "HEAD" or head.status in {204, 304}:
        return FixedLength(0)
    if switches(head, method):
        return UntilClose()
    if head.chunked:
        head.trailers = []
        return Chunked(head.trailers)
    return UntilClose() if head.length is None else FixedLength(head.length)


class ResponseReader:
    """One response as it comes in: its head first, then its body.

    Feed `head()` until it returns one, then `body()` until `complete`; empty data is the
    end of the stream. `reusable` says, at the end, whether the connection is clean.
    """

    __slots__ = (
        "_buffer",
        "_framing",
        "_heads",
        "_informational",
        "_keep",
        "_method",
        "broken",
        "complete",
    )

    def __init__(self, method: str, heads: HeadReader | None = None) -> None:
        self._method = method
        self._heads = heads or HeadReader()
        self._buffer = b""
        self._informational: list[Head] | None = None
        self._framing: Framing | None = None
        self._keep = False
        self.broken = False  # set by whoever could not send the whole request
        self.complete = False

    def head(self, data: bytes) -> Head | None:
        """Take in data; return the final head once it is complete. 1xx heads are collected."""
        if not data:
            raise RemoteProtocolError(
                "the connection was closed in the middle of the response's head"
                if self._buffer
                else "the connection was closed without a response"
            )
        buffer = self._buffer + data if self._buffer else data
        seen = len(self._buffer)
        if seen >= 5 and not HEAD_END.search(buffer, seen - 2):
            # Looked at before, and not complete now: a head that trickles in stays cheap.
            if len(buffer) > MAX_HEAD:
                raise too_large()
            self._buffer = buffer
            return None
        while (head := self._heads.read(buffer)) is not None:
            buffer = buffer[head.size :]
            if head.status >= 200 or head.status == 101:
                self._framing = framing(head, self._method)
                self._keep = head.keep and not isinstance(self._framing, UntilClose)
                self.complete = self._framing.complete
                self._buffer = buffer
                head.informational = self._informational
                return head
            if self._informational is None:
                self._informational = []
            self._informational.append(head)
            if len(self._informational) > MAX_INFORMATIONAL:
                raise RemoteProtocolError(
                    f"more than {MAX_INFORMATIONAL} informational responses came first"
                )
            if not buffer:
                break
        self._buffer = buffer
        return None

    @property
    def continues(self) -> bool:
        """Whether the peer has said that it wants the request's body."""
        return any(head.status == 100 for head in self._informational or ())

    def pending(self) -> bytes:
        """Return what came behind the head, to be passed to `body()`, once."""
        data, self._buffer = self._buffer, b""
        return data

    def body(self, data: bytes) -> bytes:
        """Take in data; return the payload in it, which may be empty."""
        assert self._framing is not None
        if not data:
            self._framing.end()
            payload = b""
        else:
            buffer = self._buffer + data if self._buffer else data
            payload, self._buffer = self._framing.take(buffer)
        self.complete = self._framing.complete
        return payload

    @property
    def reusable(self) -> bool:
        """Whether the next request may use the connection: nothing may be left unread."""
        return self._keep and self.complete and not self._buffer and not self.broken

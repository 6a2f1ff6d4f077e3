"""The heads of responses of HTTP/1.1.

They are read line by line, and only what is beyond doubt is accepted. What is refused goes
to h11, which judges it: a head it accepts is used, but its connection is not (see
`Head.keep`), because a peer with one oddity may have others. Nothing is accepted here that
h11 refuses; a differential test says so.
"""

import re
from dataclasses import dataclass

from .errors import RemoteProtocolError
from .h1_lines import FieldReader, connection_options, read_status
from .headers import RawHeaders

MAX_HEAD = 100 * 1024
MAX_FIELDS = 1000

HEAD_END = re.compile(rb"\n\r?\n")

# What else answers on a port where HTTP was expected.
OTHER_PROTOCOLS = (
    (re.compile(rb"[\x14-\x17]\x03[\x00-\x04]"), "the peer speaks TLS; try https://"),
    (re.compile(rb"SSH-"), "the peer speaks SSH"),
    (re.compile(rb"220[ -]"), "the peer speaks SMTP or FTP"),
    (re.compile(rb"\* OK|\+OK"), "the peer speaks IMAP or POP3"),
    (re.compile(rb"PRI \* HTTP/2|\x00\x00.\x04\x00"), "the peer speaks HTTP/2 only"),
)


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
    """Return what is to be raised for a head that does not end."""
    return RemoteProtocolError(f"the response's head is larger than {MAX_HEAD // 1024} KiB")


def not_http(buffer: bytes) -> str:
    """Say what a peer that does not answer in HTTP seems to speak."""
    for pattern, hint in OTHER_PROTOCOLS:
        if pattern.match(buffer):
            return f"the response is not HTTP: {hint}"
    return f"the response is not HTTP: it starts with {buffer[:16]!r}"

"""A request of HTTP/1.1 as bytes."""

from .body import NO_BODY, SLICE, BodyStream, ByteStream
from .errors import LocalProtocolError
from .h1_lines import SentFields, request_line
from .request import Request

CONTINUE_WAIT = 1.0  # seconds, as curl waits before it sends a body unasked


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

"""A response's body once it is read, and how to decode it until then."""

import json as jsonlib
from collections.abc import Callable
from typing import Any

from .body import AsyncByteStream, BodyStream, ByteStream
from .decode import (
    MAX_DECODED,
    Bounded,
    Chain,
    Measured,
    Stage,
    charset,
    decode_text,
    decoders_for,
    stated_charset,
)
from .errors import DecodingError, ResponseNotRead, StreamClosed, StreamConsumed
from .headers import Headers
from .response_head import ResponseHead
from .sse import EventStream, SSEError, check_event_stream
from .timings import Stamps, Timings

# What text is in that says nothing of it: a charset, or a function that looks at the bytes.
DefaultEncoding = str | Callable[[bytes], str]


class ResponseBody(ResponseHead):
    """The body as bytes, text and JSON, and what is told of it at its end."""

    default_encoding: DefaultEncoding
    is_closed = False
    is_stream_consumed = False
    _is_async = False  # whether an AsyncClient made it
    num_bytes_downloaded = 0
    _stream: BodyStream
    _content: bytes | None = None
    _encoding: str | None = None
    _undecoded: bytes | None = None
    _text: str | None = None
    _undone: Measured | None = None

    @property
    def content(self) -> bytes:
        """The decoded body; raises ResponseNotRead if it was not read."""
        if self._content is None:
            if self._undecoded is None:
                raise ResponseNotRead
            stages = self._decoded()
            self._content = b"".join([*stages.feed(self._undecoded), *stages.finish()])
        return self._content

    @property
    def encoding(self) -> str:
        """The encoding of the text: what was set, what the server says, or `default_encoding`.

        A charset of the server that is no text encoding counts as none.
        """
        if self._encoding is not None:
            return self._encoding
        stated = charset(self.headers.get("content-type", ""))
        if stated is not None:
            return stated
        if isinstance(self.default_encoding, str):
            return self.default_encoding
        if self._content is None:
            return "utf-8"
        self._encoding = self.default_encoding(self._content) or "utf-8"
        return self._encoding

    @encoding.setter
    def encoding(self, value: str) -> None:
        """Set the encoding; raises ValueError once `text` has been read."""
        if self._text is not None:
            raise ValueError("the encoding cannot be set after the text was decoded")
        self._encoding = value

    @property
    def charset_encoding(self) -> str | None:
        """The charset of the Content-Type header, whether or not it is one we know."""
        return stated_charset(self.headers.get("content-type", ""))

    @property
    def text(self) -> str:
        """The body as text; what cannot be decoded becomes U+FFFD."""
        if self._text is None:
            self._text = decode_text(self.content, self.encoding)
        return self._text

    def json(self, **options: Any) -> Any:
        """Return the body as JSON; raises ValueError if it is none."""
        try:
            return jsonlib.loads(self.content, **options)
        except RecursionError:
            raise ValueError("the JSON is nested too deeply") from None

    @property
    def trailers(self) -> Headers:
        """The fields behind a body in chunks; raises ResponseNotRead before the body has ended.

        They are the peer's afterthoughts and never part of `headers` (RFC 9110, section 6.5).
        """
        if not (self.is_stream_consumed and self.is_closed):
            raise ResponseNotRead
        return Headers.of(self.extensions.get("trailers", []).copy())

    @property
    def timings(self) -> Timings:
        """Where this hop's time went, over which connection, and how much went over it.

        `receive` is there once the body has ended.
        """
        stamps = self.extensions.get("stamps")
        if not isinstance(stamps, Stamps):
            return Timings()
        decode = None if self._undone is None else self._undone.seconds
        return stamps.timings(self.http_version, self._decoded_bytes(), decode)

    # ---- for whoever reads it

    def _decoded(self, *stages: Stage) -> Chain:
        """Return stages behind those that undo the content coding, if that is to be done."""
        encoding = self.headers.get("content-encoding")
        if encoding is None or self._content is not None:
            return Chain(*stages)
        try:
            stamps = self.extensions.get("stamps")
            clock = stamps.clock if isinstance(stamps, Stamps) else None
            self._undone = Measured(decoders_for(encoding, self._announced_empty()), clock)
            return Chain(self._undone, *stages)
        except DecodingError as error:
            self._blame(error)
            raise

    def _decoded_bytes(self) -> int:
        """Return how much of the body was read, its content coding undone."""
        if self._content is not None:
            return len(self._content)
        if self._undone is not None:
            return self._undone.seen
        coded = self.headers.first(b"content-encoding") is not None
        return 0 if coded else self.num_bytes_downloaded

    def _whole(self) -> Chain:
        """Return the stages for a body that is to be in memory."""
        if self.headers.first(b"content-encoding") is None:
            return Chain()
        extensions = {} if self._request is None else self._request.extensions
        return self._decoded(Bounded(extensions.get("max_decoded", MAX_DECODED)))

    def _event_stream(self) -> EventStream:
        try:
            check_event_stream(self.headers.get("content-type", ""))
        except SSEError as error:
            self._blame(error)
            raise
        return EventStream()

    def _announced_empty(self) -> bool:
        headless = self._request is not None and self._request.method == "HEAD"
        empty = self.headers.get("content-length") == "0"
        return headless or empty or self.status_code in {204, 304}

    def _source(self, kind: Any, raw: bool) -> Any:
        """Return the stream to read from, or the content if it is there and will do."""
        if self._content is not None and not raw:
            return ByteStream(self._content)
        if self.is_stream_consumed:
            raise StreamConsumed
        if self.is_closed:
            raise StreamClosed
        # A body in memory could be had either way, and a larger one of the same client not.
        if not isinstance(self._stream, kind) or (self._is_async and kind is not AsyncByteStream):
            way = "iter_…, read() and close()" if kind is AsyncByteStream else "aiter_… and aread()"
            raise RuntimeError(f"this response came from the other kind of client; use {way}")
        self.is_stream_consumed = True
        return self._stream

    def _take_at_hand(self) -> bool:
        """Take the body as the content if it is in memory and not encoded."""
        if type(self._stream) is not ByteStream or self.is_stream_consumed or self.is_closed:
            return False
        if self.headers.first(b"content-encoding") is not None:
            return False
        self._content = self._stream.content
        self.num_bytes_downloaded = len(self._content)
        self.is_stream_consumed = self.is_closed = True
        return True

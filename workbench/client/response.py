"""A response: status, headers, and a body that is read when asked for."""

import json as jsonlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Any, Generic, TypeVar

from .aside import Turn
from .body import (
    AsyncByteStream,
    BodyStream,
    ByteStream,
    Content,
    SyncByteStream,
    UnattachedStream,
    encode_response,
)
from .cookies import Cookies
from .decode import (
    MAX_DECODED,
    Bounded,
    ByteSlices,
    Chain,
    Lines,
    Measured,
    Stage,
    TextDecoder,
    TextSlices,
    charset,
    decode_text,
    decoders_for,
    stated_charset,
)
from .errors import (
    DecodingError,
    HTTPStatusError,
    InvalidURL,
    RequestError,
    ResponseNotRead,
    StreamClosed,
    StreamConsumed,
    TransportError,
)
from .headers import Headers, HeaderTypes, RawHeaders
from .links import parse_links
from .ndjson import MAX_LINE, JSONLines
from .request import Request
from .response_stream import AsyncResponseStream, ResponseStream
from .sse import EventStream, ServerSentEvent, SSEError, check_event_stream
from .status_codes import codes
from .timings import Stamps, Timings
from .url import URL

EXPLAINED = "https://developer.mozilla.org/en-US/docs/Web/HTTP/Status/"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
T = TypeVar("T")
# What text is in that says nothing of it: a charset, or a function that looks at the bytes.
DefaultEncoding = str | Callable[[bytes], str]
# What is worth reading of an unwanted body to keep its connection.
DRAIN = 1 << 16


class Response:
    """One HTTP response.

    The body is read by `read()` (or before you get the response, unless you asked for a
    stream) and then is `content`, `text` and `json()`; the `iter_…` methods stream it.
    """

    # What a response begins with; few have all of it changed.
    next_request: Request | None = None
    is_closed = False
    is_stream_consumed = False
    num_bytes_downloaded = 0
    _content: bytes | None = None
    _encoding: str | None = None
    _undecoded: bytes | None = None
    _cookies: Cookies | None = None
    _text: str | None = None
    _undone: Measured | None = None
    _elapsed: timedelta | None = None

    def __init__(
        self,
        status_code: int,
        *,
        headers: HeaderTypes | None = None,
        content: Content | None = None,
        text: str | None = None,
        html: str | None = None,
        json: Any | None = None,
        stream: BodyStream | None = None,
        request: Request | None = None,
        extensions: dict[str, Any] | None = None,
        history: list["Response"] | None = None,
        default_encoding: DefaultEncoding = "utf-8",
    ) -> None:
        self.status_code = status_code
        self.extensions: dict[str, Any] = {} if extensions is None else extensions
        self.history: list[Response] = [] if history is None else list(history)
        self.default_encoding = default_encoding
        self._stream: BodyStream
        self._request = request
        if stream is None:
            described, body = encode_response(content, text, html, json)
            self._stream = body
            self.headers = Headers(headers)
            self._describe(described)
            if isinstance(body, ByteStream):
                self._undecoded = body.content
                self._content = self.content
                self.is_closed = self.is_stream_consumed = True
        else:
            self.headers = headers if isinstance(headers, Headers) else Headers(headers)
            self._stream = unwrapped(stream)

    def _describe(self, described: RawHeaders) -> None:
        """Add the fields that a body made by hand calls for and the caller did not give."""
        for name, value in described:
            given = self.headers.first(name.lower()) is not None
            sized = name == b"Transfer-Encoding" and "content-length" in self.headers
            if not given and not sized:
                self.headers.raw.append((name, value))
        self.headers = Headers.of(self.headers.raw)

    # The `send` of the client, for one that has a redirect to follow.
    _send: Callable[..., Any] | None = None

    # ---- what came first

    @property
    def request(self) -> Request:
        """The request this answers; raises RuntimeError if none was attached."""
        if self._request is None:
            raise RuntimeError("this response has no request")
        return self._request

    @request.setter
    def request(self, request: Request) -> None:
        self._request = request

    @property
    def url(self) -> URL:
        """The URL of the request this answers."""
        return self.request.url

    @property
    def cookies(self) -> Cookies:
        """The cookies this response sets; needs its request."""
        if self._cookies is None:
            self._cookies = Cookies()
            self._cookies.extract_cookies(self)
        return self._cookies

    @property
    def http_version(self) -> str:
        """The protocol as the response states it, such as "HTTP/1.1"."""
        version: bytes = self.extensions.get("http_version", b"HTTP/1.1")
        return version.decode("ascii", "ignore")

    @property
    def reason_phrase(self) -> str:
        """The words behind the status code, as the server sent them, or the registered ones."""
        phrase: bytes | None = self.extensions.get("reason_phrase")
        if phrase is None:
            return codes.get_reason_phrase(self.status_code)
        return phrase.decode("ascii", "ignore")

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

    @property
    def elapsed(self) -> timedelta:
        """The time from sending the request to the end of the body; needs a closed response."""
        if self._elapsed is not None:
            return self._elapsed
        stamps = self.extensions.get("stamps")
        if not isinstance(stamps, Stamps) or stamps.ended is None:
            raise RuntimeError("elapsed is known once the response has been read or closed")
        return timedelta(seconds=stamps.ended - stamps.started)

    @elapsed.setter
    def elapsed(self, elapsed: timedelta) -> None:
        self._elapsed = elapsed

    @property
    def links(self) -> dict[str, dict[str, str]]:
        """The links of the Link header by their relation, such as "next", or by their URL."""
        return parse_links(self.headers.get("link", ""))

    @property
    def is_informational(self) -> bool:
        """Whether the status is 1xx."""
        return 100 <= self.status_code <= 199

    @property
    def is_success(self) -> bool:
        """Whether the status is 2xx."""
        return 200 <= self.status_code <= 299

    @property
    def is_redirect(self) -> bool:
        """Whether the status is 3xx; see `has_redirect_location` for one that can be followed."""
        return 300 <= self.status_code <= 399

    @property
    def is_client_error(self) -> bool:
        """Whether the status is 4xx."""
        return 400 <= self.status_code <= 499

    @property
    def is_server_error(self) -> bool:
        """Whether the status is 5xx."""
        return 500 <= self.status_code <= 599

    @property
    def is_error(self) -> bool:
        """Whether the status is 4xx or 5xx."""
        return 400 <= self.status_code <= 599

    @property
    def has_redirect_location(self) -> bool:
        """Whether the response asks to be followed elsewhere."""
        return self.status_code in REDIRECTS and "location" in self.headers

    def raise_for_status(self) -> "Response":
        """Return the response if its status is 2xx, else raise HTTPStatusError.

        The message is httpx's; queries and passwords in URLs are left out of it.
        """
        request = self.request
        if self.is_success:
            return self
        kinds = {
            1: "Informational response",
            3: "Redirect response",
            4: "Client error",
            5: "Server error",
        }
        kind = kinds.get(self.status_code // 100, "Invalid status code")
        status = f"{self.status_code} {self.reason_phrase}"
        message = f"{kind} '{status}' for url '{request.url.without_secrets()}'\n"
        if self.has_redirect_location:
            message += f"Redirect location: '{shown_location(self.headers['location'])}'\n"
        message += f"For more information check: {EXPLAINED}{self.status_code}"
        raise HTTPStatusError(message, request=request, response=self)

    # ---- the body, once it is read

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

    # ---- the body, as it comes: sync

    def read(self) -> bytes:
        """Read the body to its end and return it decoded.

        A compressed body that becomes more than 1 GiB raises DecodingError; the request's
        extension "max_decoded" sets another limit, in bytes.
        """
        if self._content is None and not self._take_at_hand():
            self._content = b"".join(self._pieces(self._whole()))
        return self.content

    def iter_bytes(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Yield the decoded body in pieces: of `chunk_size`, or as they come (256 KiB at most)."""
        return self._pieces(self._decoded(ByteSlices(chunk_size)))

    def iter_text(self, chunk_size: int | None = None) -> Iterator[str]:
        """Yield the decoded body as text in pieces: of `chunk_size` characters, or as they come."""
        return self._pieces(self._decoded(TextDecoder(self.encoding), TextSlices(chunk_size)))

    def iter_lines(self) -> Iterator[str]:
        """Yield the decoded body line by line, without line ends."""
        return self._pieces(self._decoded(TextDecoder(self.encoding), Lines()))

    def iter_raw(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Yield the body as it is on the wire, once."""
        return self._pieces(Chain(ByteSlices(chunk_size)), raw=True)

    def iter_sse(self) -> Iterator[ServerSentEvent]:
        """Yield the body's server-sent events; raises SSEError if it is no event stream."""
        return self._pieces(self._decoded(self._event_stream()))

    def iter_ndjson(self, max_line_length: int = MAX_LINE) -> Iterator[Any]:
        """Yield the value of each of the body's lines of JSON; raises NDJSONError.

        `max_line_length` is in bytes.
        """
        return self._pieces(self._decoded(JSONLines(max_line_length)))

    def _pieces(self, stages: Chain, raw: bool = False) -> Iterator[Any]:
        stream = self._source(SyncByteStream, raw)
        try:
            for data in stream:
                self.num_bytes_downloaded += len(data) if stream is self._stream else 0
                yield from stages.feed(data)
            yield from stages.finish()
        except RequestError as error:
            self._blame(error)
            Response.close(self)  # an AsyncResponse's own is to be awaited
            raise
        Response.close(self)

    def close(self) -> None:
        """Give up the rest of the body and let go of the connection."""
        if not self.is_closed:
            self.is_closed = True
            if isinstance(self._stream, SyncByteStream):
                self._stream.close()

    # ---- the body, as it comes: async

    async def aread(self) -> bytes:
        """Read the body to its end and return it decoded."""
        if self._content is None and not self._take_at_hand():
            pieces: AsyncPieces[bytes] = AsyncPieces(self, self._whole())
            self._content = b"".join([piece async for piece in pieces])
        return self.content

    def aiter_bytes(self, chunk_size: int | None = None) -> AsyncIterator[bytes]:
        """Yield the decoded body in pieces: of `chunk_size`, or as they come (256 KiB at most)."""
        return AsyncPieces(self, self._decoded(ByteSlices(chunk_size)))

    def aiter_text(self, chunk_size: int | None = None) -> AsyncIterator[str]:
        """Yield the decoded body as text in pieces: of `chunk_size` characters, or as they come."""
        return AsyncPieces(self, self._decoded(TextDecoder(self.encoding), TextSlices(chunk_size)))

    def aiter_lines(self) -> AsyncIterator[str]:
        """Yield the decoded body line by line, without line ends."""
        return AsyncPieces(self, self._decoded(TextDecoder(self.encoding), Lines()))

    def aiter_raw(self, chunk_size: int | None = None) -> AsyncIterator[bytes]:
        """Yield the body as it is on the wire, once."""
        return AsyncPieces(self, Chain(ByteSlices(chunk_size)), raw=True)

    def aiter_sse(self) -> AsyncIterator[ServerSentEvent]:
        """Yield the body's server-sent events; raises SSEError if it is no event stream."""
        return AsyncPieces(self, self._decoded(self._event_stream()))

    def aiter_ndjson(self, max_line_length: int = MAX_LINE) -> AsyncIterator[Any]:
        """Yield the value of each of the body's lines of JSON; raises NDJSONError.

        `max_line_length` is in bytes.
        """
        return AsyncPieces(self, self._decoded(JSONLines(max_line_length)))

    async def aclose(self) -> None:
        """Give up the rest of the body and let go of the connection."""
        if not self.is_closed:
            self.is_closed = True
            if isinstance(self._stream, AsyncByteStream):
                await self._stream.aclose()

    # ---- the names of both worlds

    @property
    def stream(self) -> ResponseStream:
        """The body as it is on the wire, to iterate over once; `stream()` decodes it."""
        return ResponseStream(self)

    @stream.setter
    def stream(self, stream: BodyStream) -> None:
        self._stream = unwrapped(stream)

    def raw(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Yield the body as it is on the wire, once; another name of `iter_raw()`."""
        return self.iter_raw(chunk_size)

    def stream_text(self, chunk_size: int | None = None) -> Iterator[str]:
        """Yield the decoded body as text; another name of `iter_text()`."""
        return self.iter_text(chunk_size)

    def stream_lines(self) -> Iterator[str]:
        """Yield the decoded body line by line; another name of `iter_lines()`."""
        return self.iter_lines()

    def next(self) -> "Response":
        """Follow the redirect: send `next_request` and return its response.

        Raises RuntimeError if this is no redirect of a client, or one that it follows itself.
        """
        send = self._send_next()
        self.discard()
        response: Response = send()
        response.history = [*self.history, self]
        return response

    # ---- shared by both

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

    def _send_next(self) -> Callable[[], Any]:
        if self._send is None or self.next_request is None:
            raise RuntimeError("there is no redirect to follow from this response")
        return partial(self._send, self.next_request, follow_redirects=False)

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
        if not isinstance(self._stream, kind):
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

    def _blame(self, error: RequestError) -> None:
        if self._request is not None:
            error.request = self._request

    def discard(self) -> None:
        """Drop the body: read a short one so that its connection can be kept, close on a long one.

        What was read is decoded only if `content` is asked for.
        """
        if self.is_stream_consumed:
            return self.close()
        pieces: list[bytes] = []
        # Nobody wants this body, so it does not matter that it broke off.
        with suppress(TransportError):
            for piece in self.iter_raw():
                pieces.append(piece)
                if self.num_bytes_downloaded > DRAIN:
                    break
            else:
                self._undecoded = b"".join(pieces)
        return self.close()

    async def adiscard(self) -> None:
        """Drop the body, as `discard()` does."""
        if self.is_stream_consumed:
            return await self.aclose()
        pieces: list[bytes] = []
        # Nobody wants this body, so it does not matter that it broke off.
        with suppress(TransportError):
            async for piece in self.aiter_raw():
                pieces.append(piece)
                if self.num_bytes_downloaded > DRAIN:
                    break
            else:
                self._undecoded = b"".join(pieces)
        return await self.aclose()

    def __getstate__(self) -> dict[str, Any]:
        """Return what can be pickled: not the extensions, and of the body what was read."""
        lost = ("extensions", "_stream", "_send", "is_closed")
        return {name: value for name, value in self.__dict__.items() if name not in lost}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self.extensions = {}
        self.stream = UnattachedStream()
        self.is_closed = True

    def __repr__(self) -> str:
        return f"<Response [{self.status_code} {self.reason_phrase}]>"


def shown_location(location: str) -> str:
    """Return a Location as an error message may show it."""
    try:
        return URL(location).without_secrets()
    except InvalidURL:
        return "not a valid URL"


def unwrapped(stream: BodyStream) -> BodyStream:
    """Return the stream behind another response's `stream`."""
    return stream.inner if isinstance(stream, ResponseStream) else stream


class AsyncPieces(Generic[T]):
    """The pieces of a response's body; decoding them lets other tasks have their turns.

    Not an async generator: one that is dropped half-way would have to be closed.
    """

    def __init__(self, response: Response, stages: Chain, raw: bool = False) -> None:
        self._response = response
        self._stages = stages
        self._raw = raw
        self._stream: AsyncByteStream | None = None
        self._source: AsyncIterator[bytes] | None = None
        self._ready: Iterator[T] = iter(())
        self._turn = Turn()
        self._ended = False

    def __aiter__(self) -> "AsyncPieces[T]":
        return self

    async def __anext__(self) -> T:
        try:
            while True:
                if self._turn.is_over():
                    await self._turn.give_way()
                for piece in self._ready:
                    return piece
                if self._ended:
                    break
                await self._advance()
        except RequestError as error:
            self._response._blame(error)
            await self._response.aclose()
            raise
        await self._response.aclose()
        raise StopAsyncIteration

    async def _advance(self) -> None:
        response = self._response
        if self._source is None:
            self._stream = response._source(AsyncByteStream, self._raw)
            self._source = aiter(self._stream)
        try:
            data = await anext(self._source)
        except StopAsyncIteration:
            self._ended = True
            self._ready = iter(self._stages.finish())
            return
        if self._stream is response._stream:
            response.num_bytes_downloaded += len(data)
        self._turn.begin()
        self._ready = iter(self._stages.feed(data))


class AsyncResponse(Response):
    """A response of an AsyncClient.

    Its `read()` and `close()` are to be awaited, its `stream()` and `raw()` iterated over
    with `async for`; `aread()`, `aclose()`, `aiter_bytes()` and `aiter_raw()` are the same.
    """

    @property
    def stream(self) -> AsyncResponseStream:
        """The body as it is on the wire, to iterate over once; `stream()` decodes it."""
        return AsyncResponseStream(self)

    @stream.setter
    def stream(self, stream: BodyStream) -> None:
        self._stream = unwrapped(stream)

    def raw(  # type: ignore[override]  # documented difference
        self, chunk_size: int | None = None
    ) -> AsyncIterator[bytes]:
        """Yield the body as it is on the wire, once; another name of `aiter_raw()`."""
        return self.aiter_raw(chunk_size)

    def stream_text(  # type: ignore[override]  # documented difference
        self, chunk_size: int | None = None
    ) -> AsyncIterator[str]:
        """Yield the decoded body as text; another name of `aiter_text()`."""
        return self.aiter_text(chunk_size)

    def stream_lines(self) -> AsyncIterator[str]:  # type: ignore[override]  # documented difference
        """Yield the decoded body line by line; another name of `aiter_lines()`."""
        return self.aiter_lines()

    async def next(self) -> "AsyncResponse":  # type: ignore[override]  # documented difference
        """Follow the redirect: send `next_request` and return its response.

        Raises RuntimeError if this is no redirect of a client, or one that it follows itself.
        """
        send = self._send_next()
        await self.adiscard()
        response: AsyncResponse = await send()
        response.history = [*self.history, self]
        return response

    def read(self) -> Awaitable[bytes]:  # type: ignore[override]  # documented difference
        """Read the body to its end and return it decoded."""
        return self.aread()

    def close(self) -> Awaitable[None]:  # type: ignore[override]  # documented difference
        """Give up the rest of the body and let go of the connection."""
        return self.aclose()

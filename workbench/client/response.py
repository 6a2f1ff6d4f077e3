"""A response, and the ways to read its body."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any

from .async_pieces import AsyncPieces
from .body import (
    AsyncByteStream,
    BodyStream,
    ByteStream,
    Content,
    SyncByteStream,
    UnattachedStream,
    encode_response,
)
from .decode import ByteSlices, Chain, Lines, TextDecoder, TextSlices
from .errors import HTTPStatusError, RequestError, TransportError
from .headers import Headers, HeaderTypes, RawHeaders
from .ndjson import MAX_LINE, JSONLines
from .request import Request
from .response_body import DefaultEncoding, ResponseBody
from .response_stream import AsyncResponseStream, ResponseStream
from .sse import ServerSentEvent

# What is worth reading of an unwanted body to keep its connection.
DRAIN = 1 << 16


class Response(ResponseBody):
    """One HTTP response.

    The body is read by `read()` (or before you get the response, unless you asked for a
    stream) and then is `content`, `text` and `json()`; the `iter_…` methods stream it.
    """

    # The `send` of the client, for one that has a redirect to follow.
    _send: Callable[..., Any] | None = None

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
        self.extensions = {} if extensions is None else extensions
        self.history = [] if history is None else list(history)
        self.default_encoding = default_encoding
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

    def raise_for_status(self) -> "Response":
        """Return the response if its status is 2xx, else raise HTTPStatusError.

        The message is httpx's; queries and passwords in URLs are left out of it.
        """
        request = self.request
        if self.is_success:
            return self
        raise HTTPStatusError(self._status_message(), request=request, response=self)

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

    def _send_next(self) -> Callable[[], Any]:
        if self._send is None or self.next_request is None:
            raise RuntimeError("there is no redirect to follow from this response")
        return partial(self._send, self.next_request, follow_redirects=False)

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
        state = {name: value for name, value in self.__dict__.items() if name not in lost}
        with suppress(RuntimeError):  # a body that was not read to its end took no time yet
            state["_elapsed"] = self.elapsed
        return state

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self.extensions = {}
        self.stream = UnattachedStream()
        self.is_closed = True

    def __repr__(self) -> str:
        return f"<Response [{self.status_code} {self.reason_phrase}]>"


def unwrapped(stream: BodyStream) -> BodyStream:
    """Return the stream behind another response's `stream`."""
    return stream.inner if isinstance(stream, ResponseStream) else stream


class AsyncResponse(Response):
    """A response of an AsyncClient.

    Its `read()` and `close()` are to be awaited, its `stream()` and `raw()` iterated over
    with `async for`; `aread()`, `aclose()`, `aiter_bytes()` and `aiter_raw()` are the same.
    """

    _is_async = True

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

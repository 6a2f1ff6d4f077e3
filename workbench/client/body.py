"""Request bodies: from what a caller gives to headers and a stream of bytes."""

import io
import json as jsonlib
import warnings
from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    AsyncIterator,
    Generator,
    Iterable,
    Iterator,
    Mapping,
)
from typing import IO, Any
from urllib.parse import urlencode

from .errors import StreamClosed, StreamConsumed
from .headers import RawHeaders
from .query import PrimitiveData, text

Content = str | bytes | bytearray | memoryview | Iterable[bytes] | AsyncIterable[bytes]
FieldValue = PrimitiveData | bytes
# A list is invariant: `list[Any]` takes a list of any of the kinds.
FormTypes = Mapping[str, FieldValue | list[Any] | tuple[Any, ...]]

# Bodies in memory are written in slices, so that deadlines and cancellation get a word in.
SLICE = 1 << 18


class SyncByteStream:
    """Bytes to iterate over with blocking calls.

    `can_be_sent` is whether iterating now gives all of them, as it must for a redirect, an
    authentication or a retry to send a body again; None is for streams that cannot tell.
    These are sent again where the server asks for it, and never retried.
    """

    can_be_sent: bool | None = None

    def __iter__(self) -> Iterator[bytes]:
        """Yield the bytes in pieces."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go of what the stream holds; safe to call at any time."""


class AsyncByteStream:
    """Bytes to iterate over asynchronously; `can_be_sent` is as in SyncByteStream."""

    can_be_sent: bool | None = None

    def __aiter__(self) -> AsyncIterator[bytes]:
        """Yield the bytes in pieces."""
        raise NotImplementedError

    async def aclose(self) -> None:
        """Let go of what the stream holds; safe to call at any time."""


class Slices:
    """An iterator over bytes in slices, for both worlds.

    Not an async generator: one that is dropped half-way would have to be closed.
    """

    __slots__ = ("_content", "_position")

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._position = 0

    def __iter__(self) -> "Slices":
        return self

    def __next__(self) -> bytes:
        start = self._position
        if start >= len(self._content):
            raise StopIteration
        self._position = start + SLICE
        return self._content[start : start + SLICE]

    def __aiter__(self) -> "Slices":
        return self

    async def __anext__(self) -> bytes:
        try:
            return next(self)
        except StopIteration:
            raise StopAsyncIteration from None


class ByteStream(SyncByteStream, AsyncByteStream):
    """Bytes that are all there; may be iterated in both worlds and again."""

    __slots__ = ("content",)
    can_be_sent = True

    def __init__(self, content: bytes) -> None:
        self.content = content

    def __iter__(self) -> Iterator[bytes]:
        return Slices(self.content)

    def __aiter__(self) -> AsyncIterator[bytes]:
        return Slices(self.content)


class IteratorStream(SyncByteStream):
    """A caller's iterable; one that can only be had once says so the second time."""

    def __init__(self, content: Iterable[bytes]) -> None:
        self._content = content
        self._consumed = False

    @property
    def can_be_sent(self) -> bool:  # type: ignore[override]  # read-only here
        """Whether the caller's iterable is unused, or one that starts anew."""
        return not (self._consumed and isinstance(self._content, Iterator))

    def __iter__(self) -> Iterator[bytes]:
        if not self.can_be_sent:
            raise StreamConsumed
        self._consumed = True
        yield from self._content

    def close(self) -> None:
        """Close the caller's generator, which nobody else can if it was made in the call."""
        if isinstance(self._content, Generator):
            self._content.close()


class FileStream(SyncByteStream, AsyncByteStream):
    """A caller's file from where it stands, or from its start; never closed here.

    In an async client reading it blocks the loop for the 256 KiB of each step. A second
    reading starts where the first did; a file that cannot go back says so.
    """

    def __init__(self, file: IO[bytes], whole: bool = False) -> None:
        self._file = file
        self._start = 0 if whole else position(file)
        self._consumed = False

    @property
    def can_be_sent(self) -> bool:  # type: ignore[override]  # read-only here
        """Whether the file is unread, or still there to go back in."""
        return not self._consumed or self._goes_back()

    def _goes_back(self) -> bool:
        return self._start is not None and position(self._file) is not None

    def __iter__(self) -> Iterator[bytes]:
        if self._start is not None and self._goes_back():
            self._file.seek(self._start)
        elif self._consumed:
            raise StreamConsumed
        self._consumed = True
        while piece := self._file.read(SLICE):
            yield piece

    def __aiter__(self) -> AsyncIterator[bytes]:
        return Awaited(iter(self))


class Awaited(AsyncIterator[bytes]):
    """An iterator that may be iterated asynchronously; its steps block."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    async def __anext__(self) -> bytes:
        for piece in self._pieces:
            return piece
        raise StopAsyncIteration


class UnattachedStream(SyncByteStream, AsyncByteStream):
    """What is left of a stream that could not be pickled."""

    def __iter__(self) -> Iterator[bytes]:
        raise StreamClosed

    def __aiter__(self) -> AsyncIterator[bytes]:
        raise StreamClosed


class AsyncIteratorStream(AsyncByteStream):
    """A caller's async iterable; one that can only be had once says so the second time."""

    def __init__(self, content: AsyncIterable[bytes]) -> None:
        self._content = content
        self._consumed = False

    @property
    def can_be_sent(self) -> bool:  # type: ignore[override]  # read-only here
        """Whether the caller's iterable is unused, or one that starts anew."""
        return not (self._consumed and isinstance(self._content, AsyncIterator))

    def __aiter__(self) -> AsyncIterator[bytes]:
        if not self.can_be_sent:
            raise StreamConsumed
        self._consumed = True
        return aiter(self._content)

    async def aclose(self) -> None:
        """Close the caller's generator, which nobody else can if it was made in the call."""
        if isinstance(self._content, AsyncGenerator):
            await self._content.aclose()


NO_BODY = ByteStream(b"")
OTHER_KIND = (
    "the body is for the other kind of client: "
    "an AsyncClient sends async iterators, a Client plain ones"
)
BodyStream = SyncByteStream | AsyncByteStream


def position(file: IO[bytes]) -> int | None:
    """Return where a file stands, or None if it cannot be moved there again."""
    try:
        return file.tell() if file.seekable() else None
    except (AttributeError, OSError, ValueError):
        return None


def file_size(file: IO[bytes], whole: bool = False) -> int | None:
    """Return how many bytes a file has from where it stands, or in all; None if unknown."""
    start = position(file)
    if start is None:
        return None
    file.seek(0, io.SEEK_END)
    end = file.tell()
    file.seek(start)
    return end if whole else max(end - start, 0)


def encode_body(
    content: Content | None = None,
    data: FormTypes | Content | None = None,
    json: Any | None = None,
) -> tuple[RawHeaders, BodyStream]:
    """Return the header fields a body needs, and the body.

    One of three forms: `content` as it is, `data` as an HTML form, `json` as JSON.
    What is no mapping in `data` is taken as `content`, with a DeprecationWarning.
    """
    if content is not None:
        return encode_content(content)
    if data is not None and not isinstance(data, Mapping):
        warnings.warn("give raw bytes or text as content=, not data=", DeprecationWarning, 2)
        return encode_content(data)
    if data:
        return encode_form(data)
    if json is not None:
        return encode_json(json)
    return [], NO_BODY


def encode_response(
    content: Content | None = None,
    text: str | None = None,
    html: str | None = None,
    json: Any | None = None,
) -> tuple[RawHeaders, BodyStream]:
    """Return the header fields and the body of a response made by hand."""
    if content is not None:
        return encode_content(content)
    if text is not None:
        return encode_text(text, b"text/plain; charset=utf-8")
    if html is not None:
        return encode_text(html, b"text/html; charset=utf-8")
    if json is not None:
        return encode_json(json)
    return [], NO_BODY


def encode_text(text: str, content_type: bytes) -> tuple[RawHeaders, BodyStream]:
    """Encode text as UTF-8."""
    raw = text.encode("utf-8")
    length = (b"Content-Length", b"%d" % len(raw))
    return [length, (b"Content-Type", content_type)], ByteStream(raw)


def encode_content(content: Content) -> tuple[RawHeaders, BodyStream]:
    """Encode bytes, text or a file with its length, an iterable in chunks."""
    if isinstance(content, str | bytes | bytearray | memoryview):
        raw = content.encode() if isinstance(content, str) else bytes(content)
        return [(b"Content-Length", b"%d" % len(raw))] if raw else [], ByteStream(raw)
    if isinstance(content, io.TextIOBase):
        raise TypeError("a file to send must be opened in binary mode, not in text mode")
    if hasattr(content, "read") and not isinstance(content, AsyncIterable):
        file: Any = content
        size = file_size(file)
        if size is None:
            return [(b"Transfer-Encoding", b"chunked")], FileStream(file)
        return [(b"Content-Length", b"%d" % size)], FileStream(file)
    if isinstance(content, Iterable) and not isinstance(content, Mapping):
        return [(b"Transfer-Encoding", b"chunked")], IteratorStream(content)
    if isinstance(content, AsyncIterable):
        return [(b"Transfer-Encoding", b"chunked")], AsyncIteratorStream(content)
    raise TypeError(f"content must be bytes, str or an iterable, not {type(content).__name__}")


def encode_form(data: FormTypes) -> tuple[RawHeaders, BodyStream]:
    """Encode fields as `application/x-www-form-urlencoded`; a list repeats its name."""
    fields = [
        (name, each if isinstance(each, bytes) else text(each))
        for name, value in data.items()
        for each in (value if isinstance(value, list | tuple) else [value])
    ]
    raw = urlencode(fields, doseq=True).encode("ascii")
    length = (b"Content-Length", b"%d" % len(raw))
    return [length, (b"Content-Type", b"application/x-www-form-urlencoded")], ByteStream(raw)


def encode_json(json: Any) -> tuple[RawHeaders, BodyStream]:
    """Encode a value as compact JSON; NaN and infinities are no JSON and raise ValueError."""
    written = jsonlib.dumps(json, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    raw = written.encode("utf-8")
    length = (b"Content-Length", b"%d" % len(raw))
    return [length, (b"Content-Type", b"application/json")], ByteStream(raw)

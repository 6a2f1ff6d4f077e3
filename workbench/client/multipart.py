"""Multipart form bodies (RFC 7578): fields and files as the parts of one stream.

Whatever goes into a part's head is validated or escaped here, so that no name, file name
or content type can add a line of its own.
"""

import io
import re
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from os import urandom
from pathlib import PurePath
from typing import IO, Any

from .body import (
    AsyncByteStream,
    Awaited,
    BodyStream,
    ByteStream,
    Content,
    FileStream,
    FormTypes,
    SyncByteStream,
    file_size,
)
from .headers import RawHeaders, encode
from .query import text

FileContent = IO[bytes] | bytes | str
FileTypes = (
    FileContent
    | tuple[str | None, FileContent]
    | tuple[str | None, FileContent, str | None]
    | tuple[str | None, FileContent, str | None, Mapping[str, str]]
)
RequestFiles = Mapping[str, FileTypes] | Sequence[tuple[str, FileTypes]]

# How the HTML standard has names written, and httpx: no quote or control character is left.
ESCAPES = {chr(code): f"%{code:02X}" for code in (*range(0x20), 0x7F)}
ESCAPES |= {'"': "%22", "\\": "\\\\"}
ESCAPED = re.compile(r"[\x00-\x1f\x7f\"\\]")
TOKEN = re.compile(rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
VALUE = re.compile(rb"[\t\x20-\x7e\x80-\xff]*")
BOUNDARY = re.compile(rb"[0-9A-Za-z'()+_,\-./:=? ]{0,69}[0-9A-Za-z'()+_,\-./:=?]")
BOUNDARY_PARAMETER = re.compile(r";\s*boundary\s*=\s*(?:\"([^\"]*)\"|([^\s;]+))", re.IGNORECASE)


class Part:
    """One part: its head, and content that is bytes or a file."""

    __slots__ = ("content", "head", "size")

    def __init__(self, head: bytes, content: bytes | IO[bytes]) -> None:
        self.head = head
        self.content: bytes | FileStream
        self.size: int | None
        if isinstance(content, bytes):
            self.content, self.size = content, len(content)
        else:
            self.content, self.size = FileStream(content, True), file_size(content, True)


class MultipartStream(SyncByteStream, AsyncByteStream):
    """Parts with a boundary between them; files are read from their start, as they are sent.

    In an async client reading a file blocks the loop for the 256 KiB of each step.
    """

    def __init__(self, parts: list[Part], boundary: bytes) -> None:
        self._parts = parts
        self._boundary = boundary

    @property
    def can_be_sent(self) -> bool:  # type: ignore[override]  # read-only here
        """Whether every file is unread, or still there to go back in."""
        contents = [part.content for part in self._parts]
        return all(one.can_be_sent for one in contents if isinstance(one, FileStream))

    def length(self) -> int | None:
        """Return the number of bytes in all, or None if a file does not know its size."""
        total = len(self._boundary) + 6
        for part in self._parts:
            if part.size is None:
                return None
            total += len(self._boundary) + 6 + len(part.head) + part.size
        return total

    def __iter__(self) -> Iterator[bytes]:
        for part in self._parts:
            opening = b"--" + self._boundary + b"\r\n" + part.head
            if isinstance(part.content, bytes):
                yield opening + part.content + b"\r\n"
                continue
            yield opening
            yield from part.content
            yield b"\r\n"
        yield b"--" + self._boundary + b"--\r\n"

    def __aiter__(self) -> AsyncIterator[bytes]:
        return Awaited(iter(self))


def encode_multipart(
    data: FormTypes | Content | None, files: RequestFiles, content_type: str | None = None
) -> tuple[RawHeaders, BodyStream]:
    """Return the header fields of a multipart body, and the body.

    The boundary is the one in `content_type`, if it names one, else random. Raises
    ValueError for a head that HTTP does not allow or a boundary that a part contains.
    """
    if data is not None and not isinstance(data, Mapping):
        raise TypeError(f"data beside files must be a mapping, not {type(data).__name__}")
    boundary = boundary_of(content_type) or urandom(16).hex().encode("ascii")
    stream = MultipartStream([*field_parts(data or {}), *file_parts(files)], boundary)
    contents = [part.content for part in stream._parts]
    in_memory = [content for content in contents if isinstance(content, bytes)]
    if any(b"--" + boundary in content for content in in_memory):
        raise ValueError("the boundary of the multipart body is inside one of its parts")
    described = (b"Content-Type", b"multipart/form-data; boundary=" + quoted(boundary))
    length = stream.length()
    if length is None:
        return [(b"Transfer-Encoding", b"chunked"), described], stream
    whole = ByteStream(b"".join(stream)) if len(in_memory) == len(contents) else stream
    return [(b"Content-Length", b"%d" % length), described], whole


def boundary_of(content_type: str | None) -> bytes | None:
    """Return the boundary that a multipart Content-Type names, if it does."""
    if not content_type or not content_type.lower().startswith("multipart/form-data"):
        return None
    match = BOUNDARY_PARAMETER.search(content_type)
    if match is None:
        return None
    boundary = (match[1] or match[2] or "").encode("latin-1", "replace")
    if not BOUNDARY.fullmatch(boundary):
        raise ValueError("the boundary of a multipart body is 1 to 70 plain characters")
    return boundary


def quoted(boundary: bytes) -> bytes:
    """Return a boundary as a parameter's value."""
    return boundary if TOKEN.fullmatch(boundary) else b'"' + boundary + b'"'


def field_parts(data: Mapping[str, Any]) -> Iterator[Part]:
    """Yield a part for each value of a form."""
    for name, value in data.items():
        for each in value if isinstance(value, list | tuple) else [value]:
            if each is not None and not isinstance(each, str | bytes | int | float):
                raise TypeError(
                    f"the form field {name!r} must be text, bytes or a number, "
                    f"not {type(each).__name__}"
                )
            content = each if isinstance(each, bytes) else text(each).encode("utf-8")
            yield Part(head(name, None, []), content)


def file_parts(files: RequestFiles) -> Iterator[Part]:
    """Yield a part for each file."""
    items: Iterable[tuple[str, FileTypes]]
    items = files.items() if isinstance(files, Mapping) else files
    for name, given in items:
        yield file_part(name, given)


def file_part(name: str, given: Any) -> Part:
    """Return the part of a file: bare, or with its file name, content type and headers."""
    headers: dict[str, str] = {}
    content_type: str | None = None
    if isinstance(given, tuple):
        if not 2 <= len(given) <= 4:
            raise ValueError("a file is (name, content[, content type[, headers]])")
        filename, content, *more = given
        content_type = more[0] if more else None
        headers = dict(more[1] or {}) if len(more) > 1 else {}
    else:
        content = given
        filename = PurePath(str(getattr(content, "name", "upload"))).name
    if isinstance(content, io.TextIOBase):
        raise TypeError("a file to upload must be opened in binary mode, not in text mode")
    if isinstance(content, str):
        content = content.encode("utf-8")
    if not isinstance(content, bytes) and not hasattr(content, "read"):
        raise TypeError(f"a file must be bytes, str or a file, not {type(content).__name__}")
    lines = list(headers.items())
    if not any(key.lower() == "content-type" for key in headers):
        content_type = content_type or guessed_type(filename)
        if content_type:
            lines.append(("Content-Type", content_type))
    return Part(head(name, filename, lines), content)


def guessed_type(filename: str | None) -> str | None:
    """Return the content type a file name suggests, None for what has no name."""
    if not filename:
        return None
    from mimetypes import guess_type

    return guess_type(filename)[0] or "application/octet-stream"


def head(name: Any, filename: str | None, headers: Iterable[tuple[str, str]]) -> bytes:
    """Return the header lines of a part and the empty line behind them."""
    if not isinstance(name, str):
        raise TypeError(f"the name of a form field must be str, not {type(name).__name__}")
    disposition = f'form-data; name="{escape(name)}"'
    if filename:
        disposition += f'; filename="{escape(filename)}"'
    lines = [b"Content-Disposition: " + encode(disposition)]
    for key, value in headers:
        raw_key, raw_value = encode(key), encode(value)
        if not TOKEN.fullmatch(raw_key) or not VALUE.fullmatch(raw_value):
            raise ValueError(f"the part {name!r} has a header that HTTP does not allow: {key!r}")
        lines.append(raw_key + b": " + raw_value)
    return b"\r\n".join(lines) + b"\r\n\r\n"


def escape(name: str) -> str:
    """Return a name as it may stand between quotes in a header."""
    return ESCAPED.sub(lambda match: ESCAPES[match[0]], name)

"""Bodies from the wire to the reader: content codings, text, lines, chunks of a size.

Decoders are fed pieces and yield pieces of at most STEP bytes, however much a few compressed
bytes stand for. What is cut short or corrupt is an error, never a shorter body.
"""

import codecs
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

from .compression import STEP, Brotli, Zstandard, package_for
from .errors import DecodingError

MAX_LAYERS = 5
MAX_DECODED = 1 << 30  # of a compressed body that is read into memory
MAX_BETWEEN = 1 << 26  # of a body after one of its codings is undone and before the next is
INFLATED = frozenset({"gzip", "x-gzip", "deflate"})

# What servers send as text. Python's codecs include others that are no character sets (zlib,
# rot13), or that let text smuggle what filters do not see (utf-7, punycode, unicode_escape).
TEXT_CODECS = """
ascii utf-8 utf-8-sig utf-16 utf-16-be utf-16-le utf-32 utf-32-be utf-32-le
iso8859-1 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-9
iso8859-10 iso8859-11 iso8859-13 iso8859-14 iso8859-15 iso8859-16
cp437 cp850 cp852 cp866 cp874 cp932 cp949 cp950
cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258
koi8-r koi8-u mac-roman mac-cyrillic tis-620
shift_jis shift_jis_2004 euc_jp iso2022_jp euc_kr gb2312 gbk gb18030 big5 big5hkscs
"""
BYTE_ORDER_MARKS = {
    "utf-16": (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE),
    "utf-32": (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE),
}
CHARSETS = frozenset(TEXT_CODECS.split())
PARAMETER = re.compile(r';\s*([^\s=;"]+)\s*=\s*("(?:[^"\\]|\\.)*+"|[^\s;,]*+)')


class Stage(Protocol):
    """One step on the way from the wire to the reader."""

    def feed(self, data: Any) -> Iterable[Any]:
        """Yield what is complete with this piece."""
        ...

    def finish(self) -> Iterable[Any]:
        """Yield what is left at the end of the body."""
        ...


class Inflate:
    """Undo gzip (with any number of members) or deflate (zlib's form or the raw one).

    `may_be_empty` is for bodies that were announced to have no bytes at all.
    """

    def __init__(self, coding: str, may_be_empty: bool = False) -> None:
        self._coding = coding
        self._may_be_empty = may_be_empty
        self._held = b""
        self._inflater = zlib.decompressobj(zlib.MAX_WBITS | 16) if coding == "gzip" else None

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield the decompressed bytes, a bounded step at a time."""
        self._may_be_empty = False
        if self._inflater is None:
            self._held += data
            if len(self._held) < 2:
                return
            data, self._held = self._held, b""
            self._inflater = zlib.decompressobj(deflate_window(data))
        while data:
            if self._inflater.eof:
                if self._coding == "gzip":
                    data = data.lstrip(b"\0")  # padding, as the program gzip leaves it out
                if not data:
                    return
                self._inflater = self._next_member()
            try:
                piece = self._inflater.decompress(data, STEP)
            except zlib.error as error:
                raise DecodingError(
                    f"the body is not valid {self._coding}: {reason(error)}"
                ) from error
            data = self._inflater.unused_data or self._inflater.unconsumed_tail
            if piece:
                yield piece
            if not data and len(piece) == STEP:
                # Everything was taken in, but more may be waiting to come out.
                data = self._inflater.unconsumed_tail

    def _next_member(self) -> "zlib._Decompress":
        if self._coding != "gzip":
            raise DecodingError("the body goes on after the end of its deflate stream")
        return zlib.decompressobj(zlib.MAX_WBITS | 16)

    def finish(self) -> Iterator[bytes]:
        """Check that the last stream was complete, its checksum included."""
        if self._may_be_empty:
            return
        if self._inflater is not None:
            while piece := self._inflater.decompress(self._inflater.unconsumed_tail, STEP):
                yield piece
        if self._inflater is None or not self._inflater.eof:
            raise DecodingError(f"the body ends in the middle of its {self._coding} stream")


def deflate_window(start: bytes) -> int:
    """Return zlib's window setting for a deflate body: RFC 9110 means zlib, some send it raw."""
    is_zlib = start[0] & 0x0F == 8 and (start[0] << 8 | start[1]) % 31 == 0
    return zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS


def reason(error: zlib.error) -> str:
    """Return the part of zlib's message that is meant for people."""
    return str(error).rpartition(": ")[2]


class Chain:
    """Stages in a row: what one yields, the next is fed."""

    def __init__(self, *stages: Stage) -> None:
        self._stages = stages

    def feed(self, data: Any) -> Iterable[Any]:
        """Yield what comes out at the end."""
        return self._through(0, (data,))

    def finish(self) -> Iterable[Any]:
        """Finish every stage in turn."""
        for at, stage in enumerate(self._stages):
            yield from self._through(at + 1, stage.finish())

    def _through(self, start: int, pieces: Iterable[Any]) -> Iterable[Any]:
        for stage in self._stages[start:]:
            pieces = fed(stage, pieces)
        return pieces


def fed(stage: Stage, pieces: Iterable[Any]) -> Iterator[Any]:
    """Yield what a stage makes of some pieces."""
    for piece in pieces:
        yield from stage.feed(piece)


def decoders_for(content_encoding: str, may_be_empty: bool = False) -> list[Stage]:
    """Return the stages that undo a Content-Encoding; none if the body is to be left alone.

    A coding we do not know leaves the body as it is on the wire. More than MAX_LAYERS
    codings raise DecodingError, as does a body that is huge between two of them.
    """
    codings = [coding.strip().lower() for coding in content_encoding.split(",")]
    codings = [coding for coding in codings if coding and coding != "identity"]
    if len(codings) > MAX_LAYERS:
        raise DecodingError(f"the body is encoded {len(codings)} times; {MAX_LAYERS} are the limit")
    if not all(coding in INFLATED or package_for(coding) for coding in codings):
        return []
    stages: list[Stage] = []
    for coding in reversed(codings):
        if stages:
            stages.append(Bounded(MAX_BETWEEN, "before its last coding is undone"))
        stages.append(decoder(coding, may_be_empty))
    return stages


def decoder(coding: str, may_be_empty: bool) -> Stage:
    """Return the stage that undoes one coding, which must be one we can undo."""
    match coding:
        case "br":
            return Brotli(may_be_empty)
        case "zstd":
            return Zstandard(may_be_empty)
        case _:
            return Inflate(coding.removeprefix("x-"), may_be_empty)


def charset(content_type: str) -> str | None:
    """Return the charset a Content-Type names, or None if it names none that is text."""
    stated = stated_charset(content_type)
    return stated if stated is not None and is_charset(stated) else None


def stated_charset(content_type: str) -> str | None:
    """Return what a Content-Type names as its charset, in lower case, whatever it is."""
    for name, value in PARAMETER.findall(content_type):
        if name.lower() == "charset":
            return value.strip('"').lower() or None
    return None


def is_charset(name: str) -> bool:
    """Tell whether a codec of this name is one of those we decode text with."""
    try:
        return codecs.lookup(name).name in CHARSETS
    except (LookupError, ValueError):
        return False


class TextDecoder:
    """Text out of bytes in any slices; what cannot be decoded becomes U+FFFD.

    UTF-16 and UTF-32 without a byte order mark are little-endian, as browsers read them.
    """

    def __init__(self, encoding: str) -> None:
        self._name = codecs.lookup(encoding).name if is_charset(encoding) else "utf-8"
        self._marks = BYTE_ORDER_MARKS.get(self._name, ())
        self._held = b""
        self._decoder: codecs.IncrementalDecoder | None = None

    def feed(self, data: bytes) -> Iterator[str]:
        """Yield the text that is complete by now."""
        if self._decoder is None:
            data = self._held + data
            if self._marks and len(data) < len(self._marks[0]):
                self._held = data
                return
            self._begin(data)
        if text := self._decode(data):
            yield text

    def finish(self) -> Iterator[str]:
        """Yield what is left at the end."""
        data = b""
        if self._decoder is None:
            data = self._held
            self._begin(data)
        if text := self._decode(data, True):
            yield text

    def _begin(self, start: bytes) -> None:
        marked = not self._marks or start.startswith(self._marks)
        name = self._name if marked else f"{self._name}-le"
        self._decoder = codecs.getincrementaldecoder(name)("replace")

    def _decode(self, data: bytes, final: bool = False) -> str:
        assert self._decoder is not None
        state = self._decoder.getstate()
        try:
            return self._decoder.decode(data, final)
        except UnicodeError:
            # Python's decoder of ISO-2022 gives up on an endless escape sequence.
            self._decoder.setstate(state)
            return "".join([self._decode_byte(data[at : at + 1]) for at in range(len(data))])

    def _decode_byte(self, byte: bytes) -> str:
        assert self._decoder is not None
        try:
            return self._decoder.decode(byte)
        except UnicodeError:
            self._decoder.reset()
            return "\ufffd"


def decode_text(data: bytes, encoding: str) -> str:
    """Return all of a body as text."""
    decoder = TextDecoder(encoding)
    return "".join([*decoder.feed(data), *decoder.finish()])


class Lines:
    """Lines out of text in any slices, split where `str.splitlines` would."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._after_cr = False

    def feed(self, text: str) -> list[str]:
        """Return the lines that are complete by now."""
        if self._after_cr:
            # The slice may go on with the other half of a "\r\n".
            text = "\r" + text
            self._after_cr = False
        if text.endswith("\r"):
            self._after_cr = True
            text = text[:-1]
        if not text:
            return []
        lines = text.splitlines()
        closed = text[-1] != lines[-1][-1:] or not lines[-1]
        if len(lines) == 1 and not closed:
            self._open.append(lines[0])
            return []
        if self._open:
            lines[0] = "".join(self._open) + lines[0]
            self._open = []
        if not closed:
            self._open = [lines.pop()]
        return lines

    def finish(self) -> list[str]:
        """Return the last line if it has no line end."""
        if not self._open and not self._after_cr:
            return []
        last, self._open = "".join(self._open), []
        self._after_cr = False
        return [last]


class Bounded:
    """Pieces as they are, until they are more than a number of bytes."""

    def __init__(self, limit: int, when: str = "once it is decoded") -> None:
        self._limit = limit
        self._when = when
        self._seen = 0

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield the piece, or raise DecodingError."""
        self._seen += len(data)
        if self._seen > self._limit:
            raise DecodingError(f"the body is more than {self._limit} bytes {self._when}")
        yield data

    def finish(self) -> Iterator[bytes]:
        """Yield nothing more."""
        return iter(())


class Measured:
    """Stages that undo a content coding: `seen` bytes came out, after `seconds` of work.

    Without a clock the time is not known.
    """

    def __init__(self, stages: Iterable[Stage], clock: Callable[[], float] | None = None) -> None:
        self.seen = 0
        self.seconds: float | None = None if clock is None else 0.0
        self._chain = Chain(*stages)
        self._clock = clock

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what comes out."""
        return self._measured(iter(self._chain.feed(data)))

    def finish(self) -> Iterator[bytes]:
        """Yield what is left."""
        return self._measured(iter(self._chain.finish()))

    def _measured(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        clock = self._clock
        while True:
            begun = clock() if clock is not None else 0.0
            try:
                piece = next(pieces, None)
            finally:
                if clock is not None and self.seconds is not None:
                    self.seconds += clock() - begun
            if piece is None:
                return
            self.seen += len(piece)
            yield piece


class ByteSlices:
    """Pieces of one size out of pieces of any size; without a size they pass as they are."""

    def __init__(self, size: int | None) -> None:
        self._size = None if size is None else max(size, 1)
        self._held = bytearray()

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield the slices that are full by now."""
        size = self._size
        if size is None:
            if data:
                yield data
            return
        self._held += data
        full = len(self._held) - len(self._held) % size
        for start in range(0, full, size):
            yield bytes(self._held[start : start + size])
        del self._held[:full]

    def finish(self) -> Iterator[bytes]:
        """Yield the last, shorter slice if there is one."""
        if self._held:
            yield bytes(self._held)
            self._held = bytearray()


class TextSlices:
    """Texts of one length out of texts of any length; without a length they pass as they are."""

    def __init__(self, size: int | None) -> None:
        self._size = None if size is None else max(size, 1)
        self._held: list[str] = []
        self._length = 0

    def feed(self, text: str) -> Iterator[str]:
        """Yield the slices that are full by now."""
        size = self._size
        if size is None:
            if text:
                yield text
            return
        self._held.append(text)
        self._length += len(text)
        if self._length < size:
            return
        whole = "".join(self._held)
        full = len(whole) - len(whole) % size
        self._held, self._length = [whole[full:]], len(whole) - full
        for start in range(0, full, size):
            yield whole[start : start + size]

    def finish(self) -> Iterator[str]:
        """Yield the last, shorter slice if there is one."""
        if self._length:
            yield "".join(self._held)
            self._held, self._length = [], 0

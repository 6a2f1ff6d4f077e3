"""What is in a tar archive, packed or not: a line for each file. Nothing is written anywhere."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import IO, Any, cast

from workbench.model import Bytes

from .index import Line
from .safe import safe_line

MOST_UNPACKED = 256 << 20
"""Bytes of a packed archive that are unpacked, which bounds what a bomb can do."""

_PIECE = 64 * 1024


def is_tar(head: bytes) -> bool:
    """Tell whether bytes begin as an archive does."""
    return head[257:262] == b"ustar"


def tar_lines(file: io.RawIOBase | io.BytesIO) -> Iterator[Line]:
    """Yield the files that an archive holds, as far as it can be read.

    Raises ValueError if that is not even one file.
    """
    import tarfile

    listed = 0
    try:
        with tarfile.open(fileobj=cast("IO[bytes]", file), mode="r|") as archive:
            for member in archive:
                listed += 1
                yield _drawn(member)
    except (tarfile.TarError, EOFError, OverflowError, RecursionError) as error:
        if not listed:
            raise ValueError(str(error)) from None
        why = f"it cannot be read any further: {safe_line(str(error))}"
        if isinstance(file, Gunzipped) and file.cut:
            why = f"… only the first {MOST_UNPACKED >> 20} MB are unpacked"
        yield (("more", why),)


def _drawn(member: Any) -> Line:
    try:
        moment = f"{datetime.fromtimestamp(member.mtime, UTC):%Y-%m-%d %H:%M}"
    except (OverflowError, OSError, ValueError):
        moment = " " * 16
    name = member.name + ("/" if member.isdir() else "")
    line: Line = (
        ("number", f"{member.size:>14,}  "),
        ("offset", f"{moment}  "),
        ("key" if member.isdir() else "text", safe_line(name)),
    )
    if member.issym() or member.islnk():
        line = (*line, ("more", f" → {safe_line(member.linkname)}"))
    return line


class Gunzipped(io.RawIOBase):
    """What is in a gzip file, up to `MOST_UNPACKED` bytes; `cut` tells that there is more."""

    def __init__(self, source: Bytes) -> None:
        import zlib

        self.cut = False
        self._source = source
        self._zlib = zlib
        self._unpacker = zlib.decompressobj(wbits=31)
        self._at = self._given = 0
        self._left = b""

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Unpack as much as there is room for; nothing at the end, or where it is broken."""
        view = memoryview(buffer).cast("B")
        if self._given >= MOST_UNPACKED:
            self.cut = True
            return 0
        while not self._unpacker.eof:
            packed = self._left or self._source.read(self._at, _PIECE)
            if not packed:
                return 0
            if not self._left:
                self._at += len(packed)
            try:
                data = self._unpacker.decompress(packed, len(view))
            except self._zlib.error:
                return 0
            self._left = self._unpacker.unconsumed_tail
            if data:
                view[: len(data)] = data
                self._given += len(data)
                return len(data)
        return 0

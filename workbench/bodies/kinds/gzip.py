"""Gzip files: what their head says, and the start of the text or the files in them."""

from collections.abc import Iterator
from datetime import UTC, datetime

from workbench.bodies.index import Line, RowIndex
from workbench.bodies.kind import HEX, Claim, Kind, View
from workbench.bodies.lines_index import LinesIndex, facts
from workbench.bodies.safe import safe_text
from workbench.bodies.sniff import reads_as_text
from workbench.bodies.tar_files import Gunzipped, is_tar, tar_lines
from workbench.model import Bytes

_LOOK = 256 * 1024  # bytes that are unpacked, which bounds what a bomb can do
_NAMED, _EXTRA = 8, 4


def _contents(source: Bytes, _content_type: str) -> RowIndex:
    return LinesIndex(source, _lines, largest=1 << 50)


def _lines(source: Bytes) -> Iterator[Line]:
    import zlib

    head = source.read(0, 4096)
    if len(head) < 18:
        raise ValueError("too short")
    try:
        unpacked = zlib.decompressobj(wbits=31).decompress(source.read(0, _LOOK), _LOOK)
    except zlib.error as error:
        raise ValueError(str(error)) from None
    packed_at = int.from_bytes(head[4:8], "little")
    size = int.from_bytes(source.read(source.size - 4, 4), "little")
    yield from facts(
        ("file", "gzip"),
        ("bytes", f"{source.size:,}"),
        ("name inside", _name(head)),
        (
            "packed",
            f"{datetime.fromtimestamp(packed_at, UTC):%Y-%m-%d %H:%M:%S} UTC" if packed_at else "",
        ),
        ("unpacked", f"{size:,} bytes, as its end says"),
    )
    yield ()
    if is_tar(unpacked):
        yield from tar_lines(Gunzipped(source))
        return
    if not reads_as_text(unpacked[:4096], False):
        yield (("more", "what is in it is not a text"),)
        return
    for line in safe_text(unpacked.decode("utf-8", "replace")).split("\n"):
        yield (("text", line[:4096]),) if line else ()
    if len(unpacked) >= _LOOK:
        yield (("more", "… only its start is unpacked"),)


def _name(head: bytes) -> str:
    if not head[3] & _NAMED:
        return ""
    at = 10
    if head[3] & _EXTRA:
        at += 2 + int.from_bytes(head[at : at + 2], "little")
    return head[at : head.find(b"\0", at)].decode("latin-1")


def _claim(_content_type: str, head: bytes) -> Claim:
    return Claim.CERTAIN if head.startswith(b"\x1f\x8b\x08") else Claim.NONE


KIND = Kind("gzip", (View("contents", _contents), HEX), _claim)

"""What the heads of documents, sounds, films and other files say."""

import re
import struct
from collections.abc import Iterator

from workbench.model import Bytes

_SIGNATURES = (
    (b"%PDF-", "PDF document"),
    (b"fLaC", "FLAC audio"),
    (b"OggS", "Ogg audio or video"),
    (b"ID3", "MP3 audio"),
    (b"\x1aE\xdf\xa3", "WebM or Matroska video"),
    (b"\0asm", "WebAssembly module"),
    (b"\x7fELF", "ELF program"),
    (b"SQLite format 3\0", "SQLite database"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip archive"),
    (b"\xfd7zXZ\0", "xz file"),
    (b"BZh", "bzip2 file"),
    (b"\x28\xb5\x2f\xfd", "Zstandard file"),
    (b"Rar!\x1a\x07", "RAR archive"),
    (b"wOFF", "WOFF font"),
    (b"wOF2", "WOFF2 font"),
    (b"\0\1\0\0\0", "TrueType font"),
    (b"OTTO", "OpenType font"),
    (b"PAR1", "Parquet table"),
    (b"ARROW1", "Arrow table"),
    (b"\xca\xfe\xba\xbe", "Java class or Mach-O program"),
)
_BRANDS = {b"M4A ": "MPEG-4 audio", b"qt  ": "QuickTime video"}
_PAGES = re.compile(rb"/Type\s*/Page(?![a-zA-Z])")
_LOOK = 1 << 20
_MOST_BOXES = 1000

Facts = Iterator[tuple[str, object]]


def name_of(head: bytes) -> str:
    """Return what a body that begins like this is, or an empty text if that is not known."""
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "MPEG-4 video")
    if head[:4] == b"RIFF" and head[8:12] in (b"WAVE", b"AVI "):
        return "WAV audio" if head[8:12] == b"WAVE" else "AVI video"
    if len(head) > 3 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2 and head[2] >> 4 not in (0, 15):
        return "MP3 audio"
    return next((name for start, name in _SIGNATURES if head.startswith(start)), "")


def media_facts(source: Bytes) -> Facts:
    """Yield names and values; what is cut or broken is left out."""
    head = source.read(0, 512)
    name = name_of(head)
    yield "file", name
    yield "bytes", f"{source.size:,}"
    try:
        if name == "PDF document":
            yield from _pdf(source, head)
        elif name == "WAV audio":
            yield from _wav(head)
        elif name == "FLAC audio":
            yield from _flac(head)
        elif name.startswith(("MPEG-4", "QuickTime")):
            yield from _mp4(source, head)
    except (struct.error, IndexError, ZeroDivisionError):
        return


def _pdf(source: Bytes, head: bytes) -> Facts:
    yield "version", head[5:8].decode("latin-1")
    if source.size <= _LOOK:
        yield "pages", len(_PAGES.findall(source.read(0, _LOOK))) or ""
    yield "encrypted", "yes" if b"/Encrypt" in source.read(max(0, source.size - 4096), 4096) else ""


def _wav(head: bytes) -> Facts:
    channels, rate, speed, _, bits = struct.unpack_from("<HIIHH", head, 22)
    yield "channels", channels
    yield "sampling", f"{rate:,} Hz, {bits} bits"
    at = head.find(b"data", 36)
    if at > 0:
        yield "length", _time(struct.unpack_from("<I", head, at + 4)[0] / speed)


def _flac(head: bytes) -> Facts:
    packed = int.from_bytes(head[18:26], "big")
    rate, channels = packed >> 44, (packed >> 41 & 7) + 1
    yield "channels", channels
    yield "sampling", f"{rate:,} Hz, {(packed >> 36 & 31) + 1} bits"
    yield "length", _time((packed & (1 << 36) - 1) / rate)


def _mp4(source: Bytes, head: bytes) -> Facts:
    yield "brand", head[8:12].decode("latin-1").strip()
    at, end = 0, source.size
    for _ in range(_MOST_BOXES):
        size, kind = struct.unpack(">I4s", source.read(at, 8))
        start = 8
        if size == 1:
            (size,), start = struct.unpack(">Q", source.read(at + 8, 8)), 16
        if kind == b"moov":
            at, end = at + start, at + size
            continue
        if kind == b"mvhd":
            box = source.read(at + start, 32)
            scale, length = struct.unpack_from(
                ">IQ" if box[0] == 1 else ">II", box, 20 if box[0] else 12
            )
            yield "length", _time(length / scale)
            return
        if size < 8 or at + size >= end:
            return
        at += size


def _time(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(int(minutes), 60)
    return f"{hours}:{minutes:02}:{rest:04.1f}" if hours else f"{minutes}:{rest:04.1f}"

"""What the heads of image files say: the format, the size in pixels, the colours."""

import struct
from typing import NamedTuple

from workbench.model import Bytes

_PNG_COLORS = {0: "grey", 2: "RGB", 3: "palette", 4: "grey with alpha", 6: "RGB with alpha"}
_MOST_SEGMENTS = 1000


class ImageFacts(NamedTuple):
    """What is known of an image; 0 pixels if its head does not tell."""

    format: str
    width: int = 0
    height: int = 0
    colors: str = ""


def format_of(head: bytes) -> str:
    """Return the name of the image format that a body begins with, or an empty text."""
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WebP"
    if head.startswith(b"BM") and head[14:18] in (b"\x28\0\0\0", b"\x7c\0\0\0", b"\x6c\0\0\0"):
        return "BMP"
    if head.startswith((b"\0\0\1\0", b"\0\0\2\0")) and head[4:6] != b"\0\0":
        return "ICO"
    if head.startswith((b"II*\0", b"MM\0*")):
        return "TIFF"
    if head[4:12] in (b"ftypavif", b"ftypavis"):
        return "AVIF"
    if head[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        return "HEIC"
    return ""


def image_facts(source: Bytes) -> ImageFacts:
    """Return what the head of an image says; a cut or broken head leaves the rest out."""
    head = source.read(0, 64)
    name = format_of(head)
    try:
        match name:
            case "PNG":
                width, height, depth, color = struct.unpack_from(">IIBB", head, 16)
                return ImageFacts(name, width, height, f"{_PNG_COLORS.get(color)}, {depth} bits")
            case "GIF":
                width, height = struct.unpack_from("<HH", head, 6)
                return ImageFacts(name, width, height, "palette")
            case "JPEG":
                return _jpeg(source)
            case "WebP":
                return _webp(head)
            case "BMP":
                width, height = struct.unpack_from("<ii", head, 18)
                return ImageFacts(name, width, abs(height))
            case "ICO":
                return ImageFacts(name, head[6] or 256, head[7] or 256)
    except (struct.error, IndexError):
        pass
    return ImageFacts(name)


def _webp(head: bytes) -> ImageFacts:
    match head[12:16]:
        case b"VP8 ":
            width, height = struct.unpack_from("<HH", head, 26)
            return ImageFacts("WebP", width & 0x3FFF, height & 0x3FFF)
        case b"VP8L":
            (bits,) = struct.unpack_from("<I", head, 21)
            return ImageFacts("WebP", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
        case b"VP8X":
            width = int.from_bytes(head[24:27], "little") + 1
            return ImageFacts("WebP", width, int.from_bytes(head[27:30], "little") + 1)
    return ImageFacts("WebP")


def _jpeg(source: Bytes) -> ImageFacts:
    at = 2
    for _ in range(_MOST_SEGMENTS):
        head = source.read(at, 10)
        marker, length = struct.unpack_from(">HH", head)
        if 0xFFC0 <= marker <= 0xFFCF and marker not in (0xFFC4, 0xFFC8, 0xFFCC):
            height, width, parts = struct.unpack_from(">HHB", head, 5)
            colors = {1: "grey", 3: "colour", 4: "CMYK"}.get(parts, "")
            return ImageFacts("JPEG", width, height, colors)
        if marker >> 8 != 0xFF:
            break
        at += 2 + length
    return ImageFacts("JPEG")

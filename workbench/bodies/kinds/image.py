"""Images: what their heads say, and the picture in half blocks."""

from collections.abc import Iterator

from workbench.bodies.image_facts import format_of, image_facts
from workbench.bodies.index import Line, RowIndex
from workbench.bodies.kind import HEX, PICTURE, Claim, Kind, View
from workbench.bodies.lines_index import LinesIndex, facts
from workbench.model import Bytes

LARGEST = 64 << 20
"""The most bytes of a picture that are unpacked."""


def _picture(source: Bytes, _content_type: str) -> RowIndex:
    return LinesIndex(source, _lines, largest=LARGEST)


def _lines(source: Bytes) -> Iterator[Line]:
    from workbench.bodies.half_blocks import picture_lines

    yield from fact_lines(source)
    yield ()
    yield from picture_lines(source)


def fact_lines(source: Bytes) -> Iterator[Line]:
    """Yield what the head of a picture says."""
    found = image_facts(source)
    size = f"{found.width:,} × {found.height:,} pixels" if found.width else ""
    return facts(
        ("image", found.format),
        ("size", size),
        ("colours", found.colors),
        ("bytes", f"{source.size:,}"),
    )


def _claim(_content_type: str, head: bytes) -> Claim:
    return Claim.CERTAIN if format_of(head) else Claim.NONE


KIND = Kind("image", (View(PICTURE, _picture), HEX), _claim)

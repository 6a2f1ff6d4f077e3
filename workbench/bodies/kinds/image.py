"""Images: what their heads say, and the picture in half blocks."""

from collections.abc import Iterator

from workbench.bodies.image_facts import format_of, image_facts
from workbench.bodies.index import Line, RowIndex
from workbench.bodies.kind import HEX, Claim, Kind, View
from workbench.bodies.lines_index import LinesIndex, facts
from workbench.model import Bytes


def _picture(source: Bytes, _content_type: str) -> RowIndex:
    return LinesIndex(source, _lines, largest=64 << 20)


def _lines(source: Bytes) -> Iterator[Line]:
    from workbench.bodies.half_blocks import picture_lines

    found = image_facts(source)
    size = f"{found.width:,} × {found.height:,} pixels" if found.width else ""
    yield from facts(
        ("image", found.format),
        ("size", size),
        ("colours", found.colors),
        ("bytes", f"{source.size:,}"),
    )
    yield ()
    yield from picture_lines(source)


def _claim(_content_type: str, head: bytes) -> Claim:
    return Claim.CERTAIN if format_of(head) else Claim.NONE


KIND = Kind("image", (View("picture", _picture), HEX), _claim)

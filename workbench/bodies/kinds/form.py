"""Form data as names and values."""

from collections.abc import Iterator

from workbench.bodies.index import Line, RowIndex
from workbench.bodies.kind import HEX, RAW, Claim, Kind, View
from workbench.bodies.lines_index import LinesIndex, facts
from workbench.bodies.sniff import reads_as_text
from workbench.model import Bytes


def _fields(source: Bytes, _content_type: str) -> RowIndex:
    return LinesIndex(source, _lines, largest=1 << 20)


def _lines(source: Bytes) -> Iterator[Line]:
    from urllib.parse import parse_qsl

    text = source.read(0, source.size).decode("utf-8", "replace").strip()
    pairs = parse_qsl(text, keep_blank_values=True)
    return facts(*((name, value or '""') for name, value in pairs))


def _claim(content_type: str, head: bytes) -> Claim:
    declared = content_type == "application/x-www-form-urlencoded"
    return Claim.DECLARED if declared and reads_as_text(head, declared) else Claim.NONE


KIND = Kind("form", (View("fields", _fields), RAW, HEX), _claim)

"""HTML: its source in colours, or the text that a reader would see."""

import re
from collections.abc import Iterator

from workbench.bodies.colors import colored_view
from workbench.bodies.index import Line, RowIndex
from workbench.bodies.kind import HEX, Claim, Kind, View
from workbench.bodies.lines_index import LinesIndex
from workbench.bodies.sniff import reads_as_text
from workbench.model import Bytes

_START = re.compile(
    rb"\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body|div|p|h[1-6])[\s>]",
    re.IGNORECASE | re.DOTALL,
)


def _rendered(source: Bytes, _content_type: str) -> RowIndex:
    return LinesIndex(source, _lines)


def _lines(source: Bytes) -> Iterator[Line]:
    from workbench.bodies.html_text import html_lines

    return html_lines(source.read(0, source.size).decode("utf-8", "replace"))


def _claim(content_type: str, head: bytes) -> Claim:
    declared = content_type in ("text/html", "application/xhtml+xml")
    shaped = bool(_START.match(head))
    if not (declared or shaped) or not reads_as_text(head, declared):
        return Claim.NONE
    return Claim.SHAPED if shaped else Claim.DECLARED if b"<" in head else Claim.NONE


KIND = Kind("HTML", (View("raw", colored_view("markup")), View("rendered", _rendered), HEX), _claim)

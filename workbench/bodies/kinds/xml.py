"""XML, laid out by its tags or as it was sent."""

import re

from workbench.bodies.colors import colored_view
from workbench.bodies.index import RowIndex
from workbench.bodies.kind import HEX, Claim, Kind, View
from workbench.bodies.sniff import reads_as_text
from workbench.model import Bytes

_TYPE = re.compile(r"[/+]xml$")
_DECLARATION = re.compile(rb"\s*<\?xml\s")
_ELEMENT = re.compile(rb"\s*<(?:[A-Za-z_][\w:.-]*[\s/>]|!--|!DOCTYPE\s)")


def pretty(source: Bytes, _content_type: str) -> RowIndex:
    """Make a row for each tag and text."""
    from workbench.bodies.xml_index import XmlIndex

    return XmlIndex(source)


def _claim(content_type: str, head: bytes) -> Claim:
    declared = bool(_TYPE.search(content_type))
    if not _ELEMENT.match(head) and not _DECLARATION.match(head):
        return Claim.NONE
    if not reads_as_text(head, declared):
        return Claim.NONE
    return Claim.CERTAIN if _DECLARATION.match(head) else Claim.DECLARED


KIND = Kind("XML", (View("pretty", pretty), View("raw", colored_view("markup")), HEX), _claim)

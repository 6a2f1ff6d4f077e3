"""XML in colours."""

import re

from workbench.bodies.colors import colored_view
from workbench.bodies.kind import HEX, Claim, Kind, View
from workbench.bodies.sniff import reads_as_text

_TYPE = re.compile(r"[/+]xml$")
_DECLARATION = re.compile(rb"\s*<\?xml\s")
_ELEMENT = re.compile(rb"\s*<(?:[A-Za-z_][\w:.-]*[\s/>]|!--|!DOCTYPE\s)")


def _claim(content_type: str, head: bytes) -> Claim:
    declared = bool(_TYPE.search(content_type))
    if not _ELEMENT.match(head) and not _DECLARATION.match(head):
        return Claim.NONE
    if not reads_as_text(head, declared):
        return Claim.NONE
    return Claim.CERTAIN if _DECLARATION.match(head) else Claim.DECLARED


KIND = Kind("XML", (View("raw", colored_view("markup")), HEX), _claim)

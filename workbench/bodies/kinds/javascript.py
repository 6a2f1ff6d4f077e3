"""JavaScript in colours."""

import re

from workbench.bodies.colors import colored_view
from workbench.bodies.kind import HEX, Claim, Kind, View
from workbench.bodies.sniff import reads_as_text

_TYPE = re.compile(r"/(x-)?(javascript|ecmascript|typescript)$")


def _claim(content_type: str, head: bytes) -> Claim:
    declared = bool(_TYPE.search(content_type)) and reads_as_text(head, declared=True)
    return Claim.DECLARED if declared else Claim.NONE


KIND = Kind("JavaScript", (View("raw", colored_view("script")), HEX), _claim)

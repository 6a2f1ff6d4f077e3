"""JSON, whatever the header says."""

from workbench.bodies.index import RowIndex
from workbench.bodies.kind import HEX, RAW, Claim, Kind, View
from workbench.bodies.sniff import JSON_TYPE, starts_json
from workbench.model import Bytes


def pretty(source: Bytes, _content_type: str) -> RowIndex:
    """Make the rows of a pretty-printer."""
    from workbench.bodies.json_index import JsonIndex

    return JsonIndex(source)


def _claim(content_type: str, head: bytes) -> Claim:
    may_be = JSON_TYPE.search(content_type) or head.lstrip()[:1] in (b"{", b"[")
    return Claim.SHAPED if may_be and starts_json(head) else Claim.NONE


KIND = Kind("JSON", (View("pretty", pretty), RAW, HEX), _claim)

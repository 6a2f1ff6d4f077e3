"""JSON texts, one a line: as a list of records, or as JSON."""

import re

from workbench.bodies.events_index import EventsIndex
from workbench.bodies.index import Line, RowIndex
from workbench.bodies.kind import HEX, RAW, Claim, Kind, View
from workbench.bodies.sniff import starts_json
from workbench.model import Bytes

from .json import pretty

_TYPE = re.compile(r"[/+](x-?)?(ndjson|jsonl|jsonlines|json-lines)$")
_FIRST = re.compile(rb"\s*(\{[^\n]*\}|\[[^\n]*\])[ \t\r]*\n\s*[{\[]")
LINE_END = re.compile(rb"\n+")


def _records(source: Bytes, _content_type: str) -> RowIndex:
    return EventsIndex(source, LINE_END, bytes.strip, record_line)


def record_line(raw: bytes) -> Line:
    """Return the row of a record: its JSON in colours."""
    from workbench.bodies.colors import colored

    return colored(raw.strip().decode("utf-8", "replace"), "json")


def _claim(content_type: str, head: bytes) -> Claim:
    if _TYPE.search(content_type):
        return Claim.CERTAIN if starts_json(head) else Claim.NONE
    first = _FIRST.match(head)
    if first is None or not starts_json(head):
        return Claim.NONE
    import json

    try:
        json.loads(first[1])
    except (ValueError, RecursionError):
        return Claim.NONE
    return Claim.CERTAIN


KIND = Kind("NDJSON", (View("events", _records), View("pretty", pretty), RAW, HEX), _claim)

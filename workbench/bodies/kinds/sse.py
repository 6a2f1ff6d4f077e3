"""Server-sent events (HTML, section 9.2) as a list: time, id, type and data of each."""

import re
from dataclasses import dataclass

from workbench.bodies.events_index import EventsIndex
from workbench.bodies.index import Line, Piece, RowIndex
from workbench.bodies.kind import HEX, RAW, Claim, Kind, View
from workbench.bodies.safe import safe_line
from workbench.model import Bytes

_EVENT_END = re.compile(rb"(?>\r\n|\n|\r){2,}")
_LINE_END = re.compile(r"\r\n|\n|\r")
# Browsers dispatch nothing that has no data.
_DATA = re.compile(rb"(?:^|\xef\xbb\xbf|[\r\n])data(?:[:\r\n]|$)")
_MOST_DATA = 4096  # characters of the data that a row shows


def _events(source: Bytes, _content_type: str) -> RowIndex:
    return EventsIndex(source, _EVENT_END, _DATA.search, event_line)


@dataclass(frozen=True, slots=True)
class Event:
    """What an event says: its type and id, if it names them, and the lines of its data."""

    kind: str
    name: str
    data: tuple[str, ...]


def event_of(raw: bytes) -> Event:
    """Return what the bytes of an event say."""
    data: list[str] = []
    kind = name = ""
    for line in _LINE_END.split(raw.decode("utf-8", "replace").removeprefix("\ufeff")):
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        match field:
            case "data":
                data.append(value)
            case "event":
                kind = value
            case "id":
                name = value
    return Event(kind, name, tuple(data))


def event_line(raw: bytes) -> Line:
    """Return the row of an event: its id and type, if it names them, and its data."""
    event = event_of(raw)
    text = "\n".join(event.data)
    pieces: list[Piece] = []
    if event.name:
        pieces.append(("number", f"{safe_line(event.name)} "))
    if event.kind:
        pieces.append(("key", f"{safe_line(event.kind)} "))
    pieces.append(("text", safe_line(text[:_MOST_DATA])))
    if len(text) > _MOST_DATA:
        pieces.append(("more", f"… {len(text) - _MOST_DATA:,} characters more"))
    return tuple(pieces)


def _claim(content_type: str, head: bytes) -> Claim:
    if content_type == "text/event-stream":
        return Claim.CERTAIN if b"\0" not in head else Claim.NONE
    return Claim.NONE


KIND = Kind("event stream", (View("events", _events), RAW, HEX), _claim)

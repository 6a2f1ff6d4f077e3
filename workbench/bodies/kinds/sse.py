"""Server-sent events (HTML, section 9.2) as a list: time, id, type and data of each."""

import re
from dataclasses import dataclass

from workbench.bodies.deltas import Deltas
from workbench.bodies.events_index import EventsIndex, Stamped
from workbench.bodies.index import Line, Piece, RowIndex
from workbench.bodies.kind import HEX, RAW, Claim, Kind, View
from workbench.bodies.safe import safe_line
from workbench.model import Bytes

_EVENT_END = re.compile(rb"(?>\r\n|\n|\r){2,}")
_LINE_END = re.compile(r"\r\n|\n|\r")
# Browsers dispatch nothing that has no data. What is said of the connection is a comment.
_DATA = re.compile(rb"(?:^|\xef\xbb\xbf|[\r\n])(?:data(?:[:\r\n]|$)|: workbench: )")
NOTE = ": workbench: "
"""What the comments begin with that say what happened to the connection."""
_MOST_DATA = 4096  # characters of the data that a row shows


class ServerEventsIndex(EventsIndex):
    """One row for each event; remarks how fast a model writes."""

    def __init__(self, source: Bytes) -> None:
        super().__init__(source, _EVENT_END, _DATA.search, event_line)
        self._stamps = source if isinstance(source, Stamped) else None
        self._deltas = Deltas()

    @property
    def remark(self) -> str:
        """How many deltas or tokens there are, and how many come in a second."""
        return self._deltas.words

    def noticed(self, record: bytes, start: int) -> None:
        """Count an event."""
        at = self._stamps.arrived(start) if self._stamps is not None else None
        self._deltas.take(record, at)


def _events(source: Bytes, _content_type: str) -> RowIndex:
    return ServerEventsIndex(source)


@dataclass(frozen=True, slots=True)
class Event:
    """What an event says: its type and id, if it names them, and the lines of its data.

    With a `note` it is none: that is what happened to the connection.
    """

    kind: str
    name: str
    data: tuple[str, ...]
    note: str = ""


def event_of(raw: bytes) -> Event:
    """Return what the bytes of an event say."""
    data: list[str] = []
    kind = name = note = ""
    for line in _LINE_END.split(raw.decode("utf-8", "replace").removeprefix("\ufeff")):
        if line.startswith(NOTE):
            note = line.removeprefix(NOTE)
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        match field:
            case "data":
                data.append(value)
            case "event":
                kind = value
            case "id":
                name = value
    return Event(kind, name, tuple(data), note)


def event_line(raw: bytes) -> Line:
    """Return the row of an event: its id and type, if it names them, and its data."""
    event = event_of(raw)
    if event.note:
        return (("more", f"⟳ {safe_line(event.note)}"),)
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

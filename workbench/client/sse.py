"""Server-sent events out of bytes in any slices, by WHATWG's rules (HTML, section 9.2). No I/O.

`EventStream` is a stage like those in decode.py. What it keeps is bounded: a line and the
data of an event that never end are errors.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from .errors import RequestError

MAX_LINE = 1 << 20
MAX_EVENT = 16 << 20
MAX_RETRY = 24 * 3600.0  # no server may send us to sleep for ever
LINE_END = re.compile(rb"\r\n|\r|\n")
BOM = b"\xef\xbb\xbf"


class SSEError(RequestError):
    """The body is no event stream, or one with a line or an event that is too large."""

    phase = "receive"


@dataclass(frozen=True, slots=True)
class ServerSentEvent:
    """One event: its type, its data, the last id the stream has named, and a retry time.

    `retry` is in milliseconds, as on the wire, if it was named since the event before.
    """

    event: str = "message"
    data: str = ""
    id: str = ""
    retry: int | None = None

    def json(self) -> Any:
        """Return the data as JSON; raises ValueError if it is none."""
        try:
            return json.loads(self.data)
        except RecursionError:
            raise ValueError("the JSON is nested too deeply") from None


class EventStream:
    """Events out of bytes; `last_id` and `retry` (milliseconds) are what a reconnect needs."""

    def __init__(
        self, max_line: int = MAX_LINE, max_event: int = MAX_EVENT, last_id: str = ""
    ) -> None:
        self.last_id = last_id
        self.retry: int | None = None
        self._max_line = max_line
        self._max_event = max_event
        self._start: bytes | None = b""  # until it is known whether a BOM comes first
        self._open: list[bytes] = []
        self._open_size = 0
        self._after_cr = False
        self._type = ""
        self._data: bytearray | None = None  # a list would take fifty bytes for a line of one
        self._id = last_id
        self._retry: int | None = None

    def feed(self, data: bytes) -> Iterator[ServerSentEvent]:
        """Yield the events that are complete by now."""
        if self._start is not None:
            data = self._start + data
            if len(data) < len(BOM) and BOM.startswith(data):
                self._start = data
                return
            self._start = None
            data = data.removeprefix(BOM)
        yield from self._lines(data)

    def finish(self) -> Iterator[ServerSentEvent]:
        """Yield nothing: an event without the empty line behind it is dropped."""
        return iter(())

    def _lines(self, data: bytes) -> Iterator[ServerSentEvent]:
        if not data:
            return
        start = 1 if self._after_cr and data[:1] == b"\n" else 0
        for match in LINE_END.finditer(data, start):
            self._hold(data[start : match.start()])
            line = b"".join(self._open)
            self._open, self._open_size = [], 0
            start = match.end()
            if line:
                self._field(line)
            elif (event := self._dispatched()) is not None:
                yield event
        self._after_cr = data[-1:] == b"\r"
        if start < len(data):
            self._hold(data[start:])

    def _hold(self, piece: bytes) -> None:
        self._open_size += len(piece)
        if self._open_size > self._max_line:
            raise SSEError(f"the event stream has a line of more than {self._max_line} bytes")
        self._open.append(piece)

    def _field(self, line: bytes) -> None:
        raw_name, _, raw_value = line.partition(b":")
        if not raw_name:
            return  # a comment, to keep the connection busy
        raw_value = raw_value.removeprefix(b" ")
        if raw_name == b"data":
            if self._data is None:
                self._data = bytearray(raw_value)
            else:
                self._data += b"\n" + raw_value
            if len(self._data) > self._max_event:
                raise SSEError(
                    f"the event stream has an event of more than {self._max_event} bytes"
                )
            return
        value = raw_value.decode("utf-8", "replace")
        match raw_name:
            case b"event":
                self._type = value
            case b"id" if "\0" not in value:
                self._id = value
            case b"retry" if value.isascii() and value.isdigit() and len(value) <= 15:
                self.retry = self._retry = int(value)

    def _dispatched(self) -> ServerSentEvent | None:
        self.last_id = self._id
        data, kind, retry = self._data, self._type, self._retry
        self._data, self._type = None, ""
        if data is None:
            return None
        self._retry = None
        return ServerSentEvent(
            kind or "message", data.decode("utf-8", "replace"), self.last_id, retry
        )


def check_event_stream(content_type: str) -> None:
    """Refuse a body that is no event stream."""
    media = content_type.partition(";")[0].strip().lower()
    if media != "text/event-stream":
        given = f"it is {media[:60]!r}" if media else "it has no Content-Type"
        raise SSEError(f"the response is not an event stream (text/event-stream): {given}")


class Reconnection:
    """When to connect again to a stream of events, and from where.

    The wait is the server's retry time (3 s if it names none), doubled with each failure in
    a row up to 60 s or that time, and drawn from its upper half so that clients spread out.
    """

    def __init__(self, limit: int | None, random: Callable[[], float]) -> None:
        self.last_id = ""
        self.retry = 3.0
        self.failures = 0
        self._limit = limit
        self._random = random

    def note(self, stream: EventStream) -> None:
        """Remember where a stream has come to."""
        self.last_id = stream.last_id
        if stream.retry is not None:
            self.retry = min(stream.retry / 1000, MAX_RETRY)

    def gives_up(self) -> bool:
        """Count a failure in a row; tell whether it was one too many."""
        self.failures += 1
        return self._limit is not None and self.failures > self._limit

    def succeeded(self) -> None:
        """Begin to count anew: the stream has said something."""
        self.failures = 0

    def delay(self) -> float:
        """Return how many seconds to wait."""
        grown = self.retry * 2.0 ** min(max(self.failures - 1, 0), 10)
        longest = max(self.retry, 60.0)
        return min(grown, longest) * (0.5 + self._random() / 2)

"""Follow a stream of events over as many connections as it takes (HTML, section 9.2.3).

The next connection says which event came last. What happened is noted in the record, as a
comment among the events: `: workbench: the stream ended; …`.
"""

import random
from collections.abc import Callable

from workbench import client
from workbench.bodies.kinds.sse import NOTE
from workbench.client.event_source import MAX_RECONNECTS, TEMPORARY
from workbench.client.sse import EventStream, Reconnection, SSEError, check_event_stream
from workbench.model import Failure, FailureKind, Options

from .growing import GrowingRecord
from .receiving import receive_body

_PASSING: frozenset[FailureKind] = frozenset(("connect", "dns", "timeout", "protocol"))


class Following:
    """One stream of events, asked for as often as the options say.

    It is over after `close_after` events, and connects again with `reconnect`. Anything but
    a stream of events is taken in as any body.
    """

    def __init__(
        self, options: Options, most: int, draw: Callable[[], float] = random.random
    ) -> None:
        self._options = options
        self._most = most
        self._again = Reconnection(MAX_RECONNECTS, draw)
        self._stream: EventStream | None = None
        self._was_stream = self._is_over = False
        self._status = 0
        self._count = 0
        self._end = b""

    @property
    def headers(self) -> list[tuple[str, str]]:
        """What the next request says beside its own headers."""
        last = self._again.last_id
        return [("Last-Event-ID", last)] if last else []

    async def receive(self, response: client.Response, record: GrowingRecord) -> Failure | None:
        """Take in a body, and count the events in it."""
        self._status, self._stream = response.status_code, None
        if response.status_code == 200:
            try:
                check_event_stream(response.headers.get("content-type", ""))
            except SSEError:
                self._is_over = True
            else:
                self._stream = EventStream(last_id=self._again.last_id)
                self._was_stream = True
        return await receive_body(response, record, self._most, self._heard)

    def pause(self, failure: Failure | None, record: GrowingRecord) -> float | None:
        """Return the seconds until the stream is to be asked for again; None if it is not.

        The record is told of it.
        """
        if not self._goes_on(failure):
            return None
        why = "the stream ended" if failure is None else failure.problem.what
        if failure is None and self._status in TEMPORARY:
            why = f"the server answered {self._status}"
        seconds = self._again.delay()
        last = f", from event {self._again.last_id}" if self._again.last_id else ""
        note = " ".join(f"{why}; connecting again after {seconds:.1f} s{last}".split())
        start = "" if self._end in (b"", b"\r", b"\n") else "\n"
        record.grow(f"{start}{NOTE}{note}\n\n".encode())
        self._end = b"\n"
        return seconds

    def _goes_on(self, failure: Failure | None) -> bool:
        if not self._options.reconnect or not self._was_stream or self._is_over:
            return False
        if failure is not None and failure.kind not in _PASSING:
            return False
        is_refused = failure is None and self._stream is None and self._status not in TEMPORARY
        return not is_refused and not self._again.gives_up()

    def _heard(self, chunk: bytes) -> bool:
        """Take in some of the body, and tell whether that was enough."""
        self._end = chunk[-1:] or self._end
        if self._stream is None:
            return False
        try:
            for _ in self._stream.feed(chunk):
                self._count += 1
                self._again.succeeded()
        except SSEError:  # a line without an end: it is shown, but not followed
            self._stream, self._is_over = None, True
            return False
        self._again.note(self._stream)
        close_after = self._options.close_after
        self._is_over = close_after is not None and self._count >= close_after
        return self._is_over

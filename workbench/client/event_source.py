"""Server-sent events from a URL, over as many connections as it takes (HTML, section 9.2.3).

When a connection ends or breaks, the next one says which event came last. A 204 ends the
stream; an answer that is no event stream is an error. The bytes are read in sse.py.
"""

import random
import time
from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Any, Self, Unpack

from .async_pieces import AsyncPieces
from .errors import HTTPError, HTTPStatusError, TransportError
from .headers import Headers
from .options import USE_CLIENT_DEFAULT, SSEOptions, UseClientDefault
from .response import Response
from .sse import EventStream, Reconnection, ServerSentEvent, check_event_stream
from .timeout import Timeout
from .url import URL

if TYPE_CHECKING:
    from .async_client import AsyncClient
    from .base_client import BaseClient
    from .sync_client import Client

TEMPORARY = frozenset({500, 502, 503, 504})
MAX_RECONNECTS = 5


class Asking:
    """One stream as it is asked for, again and again."""

    def __init__(
        self, client: "BaseClient", method: str, url: URL | str, given: SSEOptions
    ) -> None:
        options: dict[str, Any] = {**given}
        self._target = (method, url)
        self._reconnect: bool = options.pop("reconnect", True)
        limit = options.pop("max_reconnects", MAX_RECONNECTS)
        self._again = Reconnection(limit, random.random)
        timeout = options.pop("timeout", USE_CLIENT_DEFAULT)
        if isinstance(timeout, UseClientDefault):  # events may be far between
            timeout = Timeout(client.timeout, read=None)
        self._headers = Headers({"Accept": "text/event-stream", "Cache-Control": "no-store"})
        self._headers.update(options.pop("headers", None))
        self._options = {**options, "timeout": timeout, "stream": True}
        self.stream = EventStream()
        self.over = False

    def call(self, client: Any) -> Any:
        """Ask by a client's `request`, from the event that came last."""
        headers = Headers(self._headers)
        if self._again.last_id:
            headers["Last-Event-ID"] = self._again.last_id
        return client.request(*self._target, headers=headers, **self._options)

    def judge(self, response: Response) -> None:
        """Note if the server wants no more; raises unless it sends events."""
        if response.status_code == 204:
            self.over = True
            return
        if response.status_code != 200:
            raise HTTPStatusError(
                f"the event stream was answered with status {response.status_code}",
                request=response.request,
                response=response,
            )
        check_event_stream(response.headers.get("content-type", ""))
        self.stream = EventStream(last_id=self._again.last_id)

    def heard(self) -> None:
        """Note that an event has come."""
        self._again.note(self.stream)
        self._again.succeeded()

    def pause(self, failure: HTTPError | None) -> float:
        """Return the seconds until the next connection after an end (None) or a failure.

        Raises the failure, or notes that it is over, if there is to be none.
        """
        self._again.note(self.stream)
        lasting = (
            failure.response.status_code not in TEMPORARY
            if isinstance(failure, HTTPStatusError)
            else failure is not None and not isinstance(failure, TransportError)
        )
        if lasting or not self._reconnect or self._again.gives_up():
            self.over = True
            if failure is not None:
                raise failure
        return self._again.delay()


class EventSource:
    """Events to iterate over with blocking calls; `response` is where they come from now."""

    def __init__(
        self, client: "Client", method: str, url: URL | str, **options: Unpack[SSEOptions]
    ) -> None:
        self._client = client
        self._asking = Asking(client, method, url, options)
        self._events: Iterator[ServerSentEvent] | None = None
        self._open()

    def _open(self) -> None:
        self.response: Response = self._asking.call(self._client)
        try:
            self._asking.judge(self.response)
        except BaseException:
            self.response.discard()
            raise
        self._events = self.response._pieces(self.response._decoded(self._asking.stream))

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> ServerSentEvent:
        """Return the next event, connecting again where it takes that."""
        while not self._asking.over:
            failure: HTTPError | None = None
            try:
                if self._events is None:
                    self._open()
                    continue
                event = next(self._events, None)
            except HTTPError as error:
                event, failure = None, error
            if event is not None:
                self._asking.heard()
                return event
            self._events = None
            seconds = self._asking.pause(failure)
            if not self._asking.over:
                time.sleep(seconds)
        raise StopIteration

    def close(self) -> None:
        """Let go of the connection; there are no more events."""
        self._asking.over = True
        self.response.close()


class AsyncEventSource:
    """Events to iterate over asynchronously; `response` is where they come from now."""

    def __init__(
        self, client: "AsyncClient", method: str, url: URL | str, **options: Unpack[SSEOptions]
    ) -> None:
        self._client = client
        self._asking = Asking(client, method, url, options)
        self._events: AsyncIterator[ServerSentEvent] | None = None
        self.response: Response

    async def open(self) -> None:
        """Connect; raises unless the server sends events."""
        self.response = await self._asking.call(self._client)
        try:
            self._asking.judge(self.response)
        except BaseException:
            await self.response.adiscard()
            raise
        self._events = AsyncPieces(self.response, self.response._decoded(self._asking.stream))

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> ServerSentEvent:
        """Return the next event, connecting again where it takes that."""
        import anyio

        while not self._asking.over:
            failure: HTTPError | None = None
            try:
                if self._events is None:
                    await self.open()
                    continue
                event = await anext(self._events, None)
            except HTTPError as error:
                event, failure = None, error
            if event is not None:
                self._asking.heard()
                return event
            self._events = None
            seconds = self._asking.pause(failure)
            if not self._asking.over:
                await anyio.sleep(seconds)
        raise StopAsyncIteration

    async def aclose(self) -> None:
        """Let go of the connection; there are no more events."""
        self._asking.over = True
        await self.response.aclose()

"""Several requests at once on a Client: a few threads over its pool.

A few dozen of them do more than an event loop would; for more, there is AsyncClient.
"""

import threading
from collections.abc import Callable, Iterator
from contextvars import copy_context
from functools import partial
from queue import SimpleQueue
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, Unpack

from .backend import refuse_in_event_loop
from .body import ByteStream, SyncByteStream
from .completion import Completions, Pending, cancelled
from .options import BodyOptions, SendOptions, StreamOptions
from .response import Response
from .url import URL

if TYPE_CHECKING:
    from .parallel_async import AsyncParallel
    from .sync_client import Client

# Beyond this many threads they cost more than they bring.
MAX_IN_FLIGHT = 32


class PendingResponse(Pending[Response]):
    """A request under way."""

    def __init__(self, block: "Parallel", method: str, url: URL | str) -> None:
        super().__init__(method, url)
        self._block = block

    def get_response(self) -> Response:
        """Wait for the response and return it, or raise what went wrong.

        `next_response()` does not give it any more. Asked again, or after
        `next_response()` gave it, it gives the same.
        """
        changed = self._block._changed
        with changed:
            self._block._completions.take(self)
            changed.notify_all()
            try:
                changed.wait_for(lambda: self.is_done)
            except BaseException:
                self._block._completions.give_back(self)
                raise
        return self._result()


class Parallel:
    """A block whose requests run at once: `with client.parallel() as p`.

    `p.get()` and the others start a request and return it pending, at once. Its
    response comes from `pending.get_response()`, or from `p.next_response()` in the order
    in which they end; only these two raise what went wrong with it.

    Leaving the block cancels: what has not been sent yet is not sent; what a thread is busy
    with is left to its time limits, and its response closed unseen; errors nobody asked
    for are dropped; responses that are still streamed are closed.

    At most `max_in_flight` requests (32 if not given), each in a thread, are under way; a
    response that is streamed counts until it is read or closed, so that bodies nobody
    reads yet cannot pile up: read or close one before you wait for more than that many.
    Waiting for a turn is not part of any time limit.
    """

    def __init__(self, client: "Client", *, max_in_flight: int | None = None) -> None:
        if max_in_flight is not None and max_in_flight < 1:
            raise ValueError("max_in_flight must be 1 or more, or None for the default")
        self._client = client
        self._max_in_flight = max_in_flight or MAX_IN_FLIGHT
        self._changed = threading.Condition()  # guards the books; notified when they change
        self._completions: Completions[PendingResponse] = Completions()
        self._under_way: set[PendingResponse] = set()
        self._streamed: list[Response] = []
        self._threads: list[threading.Thread] = []
        self._jobs: SimpleQueue[tuple[PendingResponse, Callable[[], Response]] | None]
        self._jobs = SimpleQueue()
        self._slots = threading.Semaphore(self._max_in_flight)
        self._is_open = False

    # ---- starting requests

    def request(
        self, method: str, url: URL | str, **options: Unpack[BodyOptions]
    ) -> PendingResponse:
        """Start a request."""
        pending = PendingResponse(self, method, url)
        context = copy_context()
        call = partial(self._client.request, method, url, **options)
        with self._changed:
            if not self._is_open:
                raise RuntimeError("requests are started inside of the parallel block")
            self._completions.open[pending] = None
            self._under_way.add(pending)
            if len(self._threads) < min(self._max_in_flight, len(self._under_way)):
                self._threads.append(threading.Thread(target=self._work, daemon=True))
                self._threads[-1].start()
        self._jobs.put((pending, partial(context.run, call)))
        return pending

    def stream(
        self, method: str, url: URL | str, **options: Unpack[StreamOptions]
    ) -> PendingResponse:
        """Start a request whose response comes unread; leaving the block closes it."""
        return self.request(method, url, stream=True, **options)

    def get(self, url: URL | str, **options: Unpack[SendOptions]) -> PendingResponse:
        """Start a GET request."""
        return self.request("GET", url, **options)

    def options(self, url: URL | str, **options: Unpack[SendOptions]) -> PendingResponse:
        """Start an OPTIONS request."""
        return self.request("OPTIONS", url, **options)

    def head(self, url: URL | str, **options: Unpack[SendOptions]) -> PendingResponse:
        """Start a HEAD request."""
        return self.request("HEAD", url, **options)

    def post(self, url: URL | str, **options: Unpack[BodyOptions]) -> PendingResponse:
        """Start a POST request."""
        return self.request("POST", url, **options)

    def put(self, url: URL | str, **options: Unpack[BodyOptions]) -> PendingResponse:
        """Start a PUT request."""
        return self.request("PUT", url, **options)

    def patch(self, url: URL | str, **options: Unpack[BodyOptions]) -> PendingResponse:
        """Start a PATCH request."""
        return self.request("PATCH", url, **options)

    def delete(self, url: URL | str, **options: Unpack[SendOptions]) -> PendingResponse:
        """Start a DELETE request."""
        return self.request("DELETE", url, **options)

    # ---- getting responses

    @property
    def pending(self) -> list[PendingResponse]:
        """The requests whose responses nobody has got yet, in the order they were started."""
        with self._changed:
            return list(self._completions.open)

    @property
    def has_pending_responses(self) -> bool:
        """Whether `next_response()` has something left to give."""
        return bool(self._completions.open)

    def next_response(self) -> Response:
        """Wait for the next request to end; return its response or raise what went wrong.

        Raises RuntimeError if none is left.
        """
        with self._changed:
            while (pending := self._completions.next()) is None:
                self._changed.wait()
        return pending._result()

    # ---- what happens in between

    def _work(self) -> None:
        """Do one request after the other; a streamed response keeps its turn."""
        while True:
            self._slots.acquire()
            job = self._jobs.get()
            if job is None or not self._is_open:
                self._slots.release()
                if job is None:
                    return
                continue
            self._run(*job)

    def _run(self, pending: PendingResponse, call: Callable[[], Response]) -> None:
        response: Response | None = None
        failure: BaseException | None = None
        try:
            response = call()
        except BaseException as error:  # noqa: BLE001 -- raised to whoever asks for the response
            failure = error
        held = False
        if response is not None and not response.is_closed:
            held = not isinstance(response._stream, ByteStream)
        if held and response is not None:
            response._stream = Slotted(response._stream, self._slots.release)
        else:
            self._slots.release()
        with self._changed:
            unseen = pending not in self._under_way
            if not unseen:
                pending._response, pending._error = response, failure
                if held and response is not None:
                    self._streamed.append(response)
                self._end(pending)
        if unseen and response is not None:
            response.close()

    def _end(self, pending: PendingResponse) -> None:
        self._under_way.discard(pending)
        self._completions.finish(pending)
        self._changed.notify_all()

    def __enter__(self) -> Self:
        refuse_in_event_loop()
        self._is_open = True
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        with self._changed:
            self._is_open = False
            for pending in [*self._under_way]:
                pending._error = cancelled(pending.method, pending.url)
                self._end(pending)
        for _ in self._threads:
            self._jobs.put(None)
        for response in self._streamed:
            response.close()


class Slotted(SyncByteStream):
    """A body that gives its request's turn to another one when it is closed."""

    def __init__(self, stream: Any, release: Callable[[], None]) -> None:
        self._stream = stream
        self._release: Callable[[], None] | None = release

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._stream)

    def close(self) -> None:
        """Close the body."""
        release, self._release = self._release, None
        try:
            self._stream.close()
        finally:
            if release is not None:
                release()


class parallel:  # noqa: N801 -- used like a function
    """A block whose requests run at once, on a client of its own that it closes behind it.

    `with parallel() as p` makes a Client, `async with parallel() as p` an AsyncClient;
    `settings` are the client's. See Parallel and AsyncParallel.
    """

    def __init__(self, *, max_in_flight: int | None = None, **settings: Any) -> None:
        self._max_in_flight = max_in_flight
        self._settings = settings

    def __enter__(self) -> Parallel:
        from .sync_client import Client

        self._client: Client = Client(**self._settings)
        self._block = self._client.parallel(max_in_flight=self._max_in_flight)
        return self._block.__enter__()

    def __exit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        try:
            self._block.__exit__(kind, error, traceback)
        finally:
            self._client.close()

    async def __aenter__(self) -> "AsyncParallel":
        from .async_client import AsyncClient

        self._async_client: AsyncClient = AsyncClient(**self._settings)
        self._async_block = self._async_client.parallel(max_in_flight=self._max_in_flight)
        return await self._async_block.__aenter__()

    async def __aexit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        try:
            await self._async_block.__aexit__(kind, error, traceback)
        finally:
            await self._async_client.aclose()

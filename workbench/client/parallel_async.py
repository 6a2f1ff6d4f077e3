"""Several requests at once on an AsyncClient, in one task group."""

from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine, Generator
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, Unpack

from .body import AsyncByteStream, ByteStream
from .completion import Completions, Pending, cancelled
from .options import BodyOptions, SendOptions, StreamOptions
from .response import AsyncResponse
from .url import URL

if TYPE_CHECKING:
    import anyio
    from anyio.abc import TaskGroup

    from .async_client import AsyncClient


class AsyncPendingResponse(Pending[AsyncResponse]):
    """A request under way. Awaiting it gives itself: it was started by the call."""

    def __init__(self, block: "AsyncParallel", method: str, url: URL | str) -> None:
        super().__init__(method, url)
        self._block = block
        self._done: anyio.Event | None = None

    def __await__(self) -> Generator[Any, Any, Self]:
        yield from ()
        return self

    async def get_response(self) -> AsyncResponse:
        """Wait for the response and return it, or raise what went wrong.

        `next_response()` does not give it any more. Asked again, or after
        `next_response()` gave it, it gives the same.
        """
        completions = self._block._completions
        completions.take(self)
        self._block._wake()
        if not self.is_done:
            if self._done is None:
                from anyio import Event

                self._done = Event()
            try:
                await self._done.wait()
            except BaseException:
                completions.give_back(self)
                self._block._wake()
                raise
        return self._result()


class AsyncParallel:
    """A block whose requests run at once: `async with client.parallel() as p`.

    `p.get()` and the others start a request and return it pending, at once. Its
    response comes from `pending.get_response()`, or from `p.next_response()` in the order
    in which they end; only these two raise what went wrong with it. Leaving the block
    cancels what is under way, drops errors nobody asked for, and closes responses that
    are still streamed.

    The client's `limits` hold as for any requests. `max_in_flight` holds back further
    requests while so many are under way; a response that is streamed counts until it is
    read or closed, so that bodies nobody reads yet cannot pile up: read or close one
    before you wait for more than that many. Waiting for a turn is not part of any time
    limit.
    """

    def __init__(self, client: "AsyncClient", *, max_in_flight: int | None = None) -> None:
        if max_in_flight is not None and max_in_flight < 1:
            raise ValueError("max_in_flight must be 1 or more, or None for no limit")
        self._client = client
        self._max_in_flight = max_in_flight
        self._held: deque[Callable[[], Coroutine[Any, Any, None]]] = deque()
        self._turns = 0
        self._completions: Completions[AsyncPendingResponse] = Completions()
        self._waiting: list[anyio.Event] = []
        self._streamed: list[AsyncResponse] = []
        self._group: TaskGroup | None = None
        self._under_way: set[AsyncPendingResponse] = set()

    # ---- starting requests

    def request(
        self, method: str, url: URL | str, **options: Unpack[BodyOptions]
    ) -> AsyncPendingResponse:
        """Start a request."""
        if self._group is None:
            raise RuntimeError("requests are started inside of the parallel block")
        pending = AsyncPendingResponse(self, method, url)
        self._completions.open[pending] = None
        self._under_way.add(pending)
        # One that is held back costs no task, and trio would start tasks in any order.
        self._held.append(partial(self._run, pending, method, url, options))
        self._start_held()
        return pending

    def stream(
        self, method: str, url: URL | str, **options: Unpack[StreamOptions]
    ) -> AsyncPendingResponse:
        """Start a request whose response comes unread; leaving the block closes it."""
        return self.request(method, url, stream=True, **options)

    def get(self, url: URL | str, **options: Unpack[SendOptions]) -> AsyncPendingResponse:
        """Start a GET request."""
        return self.request("GET", url, **options)

    def options(self, url: URL | str, **options: Unpack[SendOptions]) -> AsyncPendingResponse:
        """Start an OPTIONS request."""
        return self.request("OPTIONS", url, **options)

    def head(self, url: URL | str, **options: Unpack[SendOptions]) -> AsyncPendingResponse:
        """Start a HEAD request."""
        return self.request("HEAD", url, **options)

    def post(self, url: URL | str, **options: Unpack[BodyOptions]) -> AsyncPendingResponse:
        """Start a POST request."""
        return self.request("POST", url, **options)

    def put(self, url: URL | str, **options: Unpack[BodyOptions]) -> AsyncPendingResponse:
        """Start a PUT request."""
        return self.request("PUT", url, **options)

    def patch(self, url: URL | str, **options: Unpack[BodyOptions]) -> AsyncPendingResponse:
        """Start a PATCH request."""
        return self.request("PATCH", url, **options)

    def delete(self, url: URL | str, **options: Unpack[SendOptions]) -> AsyncPendingResponse:
        """Start a DELETE request."""
        return self.request("DELETE", url, **options)

    # ---- getting responses

    @property
    def pending(self) -> list[AsyncPendingResponse]:
        """The requests whose responses nobody has got yet, in the order they were started."""
        return list(self._completions.open)

    @property
    def has_pending_responses(self) -> bool:
        """Whether `next_response()` has something left to give."""
        return bool(self._completions.open)

    async def next_response(self) -> AsyncResponse:
        """Wait for the next request to end; return its response or raise what went wrong.

        Raises RuntimeError if none is left.
        """
        from anyio import Event

        while (pending := self._completions.next()) is None:
            event = Event()
            self._waiting.append(event)
            await event.wait()
        return pending._result()

    # ---- what happens in between

    async def _run(
        self, pending: AsyncPendingResponse, method: str, url: URL | str, options: BodyOptions
    ) -> None:
        try:
            response = await self._client.request(method, url, **options)
        except Exception as error:  # noqa: BLE001 -- raised to whoever asks for the response
            pending._error = error
            self._release()
        else:
            if response.is_closed or isinstance(response._stream, ByteStream):
                self._release()
            else:
                response._stream = Slotted(response._stream, self._release)
                self._streamed.append(response)
            pending._response = response
        self._end(pending)

    def _start_held(self) -> None:
        most = self._max_in_flight
        while self._held and self._group is not None and (most is None or self._turns < most):
            self._turns += 1
            self._group.start_soon(self._held.popleft())

    def _release(self) -> None:
        """End a turn, which is the next one's."""
        self._turns -= 1
        self._start_held()

    def _end(self, pending: AsyncPendingResponse) -> None:
        self._under_way.discard(pending)
        self._completions.finish(pending)
        if pending._done is not None:
            pending._done.set()
        self._wake()

    def _wake(self) -> None:
        """Let those who wait for any response look again."""
        waiting, self._waiting = self._waiting, []
        for event in waiting:
            event.set()

    async def __aenter__(self) -> Self:
        from anyio import create_task_group

        group = create_task_group()
        await group.__aenter__()
        self._group = group
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        from anyio import CancelScope

        group, self._group = self._group, None
        assert group is not None
        try:
            group.cancel_scope.cancel()
            # The group would wrap an error of the block that it is told of.
            await group.__aexit__(None, None, None)
        finally:
            for pending in [*self._under_way]:
                pending._error = cancelled(pending.method, pending.url)
                self._end(pending)
            with CancelScope(shield=True):
                for response in self._streamed:
                    await response.aclose()


class Slotted(AsyncByteStream):
    """A body that gives its request's turn to another one when it is closed."""

    def __init__(self, stream: Any, release: Callable[[], None]) -> None:
        self._stream = stream
        self._release: Callable[[], None] | None = release

    def __aiter__(self) -> AsyncIterator[bytes]:
        return aiter(self._stream)

    async def aclose(self) -> None:
        """Close the body."""
        release, self._release = self._release, None
        try:
            await self._stream.aclose()
        finally:
            if release is not None:
                release()

"""What a client adds to a response of any transport: its request, a clock, its kind.

The built-in transports set all three themselves; this is for the others.
"""

from collections.abc import AsyncIterator, Iterator
from time import perf_counter

from .body import AsyncByteStream, BodyStream, SyncByteStream
from .request import Request
from .response import AsyncResponse, Response
from .timings import Stamps


class TimedStream(SyncByteStream):
    """A body that notes when it was closed."""

    def __init__(self, stream: SyncByteStream, stamps: Stamps) -> None:
        self._stream = stream
        self._stamps = stamps

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._stream)

    def close(self) -> None:
        """Close the body and stop the clock."""
        try:
            self._stream.close()
        finally:
            self._stamps.ended = perf_counter()


class AsyncTimedStream(AsyncByteStream):
    """A body that notes when it was closed."""

    def __init__(self, stream: AsyncByteStream, stamps: Stamps) -> None:
        self._stream = stream
        self._stamps = stamps

    def __aiter__(self) -> AsyncIterator[bytes]:
        return aiter(self._stream)

    async def aclose(self) -> None:
        """Close the body and stop the clock."""
        try:
            await self._stream.aclose()
        finally:
            self._stamps.ended = perf_counter()


def timed(stream: BodyStream, stamps: Stamps, kind: type) -> BodyStream:
    """Return a stream that stops the clock when a client of this kind closes it."""
    if kind is AsyncResponse:
        return AsyncTimedStream(stream, stamps) if isinstance(stream, AsyncByteStream) else stream
    return TimedStream(stream, stamps) if isinstance(stream, SyncByteStream) else stream


def is_bound(response: Response, request: Request, kind: type[Response]) -> bool:
    """Tell whether a transport has left nothing to add."""
    return (
        type(response) is kind and response._request is request and "stamps" in response.extensions
    )


def bound(response: object, request: Request, started: float) -> Response:
    """Return a transport's response, made complete for a Client."""
    if not isinstance(response, Response):
        raise TypeError(f"a transport must return a Response, not {type(response).__name__}")
    complete(response, request, started, Response)
    return response


def abound(response: object, request: Request, started: float) -> AsyncResponse:
    """Return a transport's response, made complete for an AsyncClient."""
    if not isinstance(response, Response):
        raise TypeError(f"a transport must return a Response, not {type(response).__name__}")
    complete(response, request, started, AsyncResponse)
    if isinstance(response, AsyncResponse):
        return response
    # A view on the same state: what the transport holds stays as it is and in step.
    made = AsyncResponse.__new__(AsyncResponse)
    made.__dict__ = response.__dict__
    return made


def complete(response: Response, request: Request, started: float, kind: type) -> None:
    """Attach the request, and stamps from `started` to the end of the body."""
    response.request = request
    if "stamps" in response.extensions:
        return
    stamps = Stamps(started)
    stamps.reused = False
    response.extensions = {**response.extensions, "stamps": stamps}
    if response.is_closed:
        stamps.ended = perf_counter()
    else:
        response._stream = timed(response._stream, stamps, kind)

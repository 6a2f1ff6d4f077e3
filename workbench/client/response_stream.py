"""`response.stream`: the body as it comes, and as a call its decoded bytes.

As an attribute it is httpx's: iterate over it, hand it to another Response. The older
API calls it: `for piece in response.stream()`.
"""

from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING

from .body import AsyncByteStream, BodyStream, SyncByteStream

if TYPE_CHECKING:
    from .response import Response


class ResponseStream(SyncByteStream, AsyncByteStream):
    """The body of a Client's response."""

    def __init__(self, response: "Response") -> None:
        self._response = response

    @property
    def inner(self) -> BodyStream:
        """The stream that the transport gave."""
        return self._response._stream

    def __call__(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Yield the decoded body in pieces, as `iter_bytes()` does."""
        return self._response.iter_bytes(chunk_size)

    def __iter__(self) -> Iterator[bytes]:
        if not isinstance(self.inner, SyncByteStream):
            raise RuntimeError("this response came from the other kind of client; use `async for`")
        return iter(self.inner)

    def __aiter__(self) -> AsyncIterator[bytes]:
        if not isinstance(self.inner, AsyncByteStream):
            raise RuntimeError("this response came from the other kind of client; use plain `for`")
        return aiter(self.inner)

    def close(self) -> None:
        """Close the transport's stream."""
        if isinstance(self.inner, SyncByteStream):
            self.inner.close()

    async def aclose(self) -> None:
        """Close the transport's stream."""
        if isinstance(self.inner, AsyncByteStream):
            await self.inner.aclose()


class AsyncResponseStream(ResponseStream):
    """The body of an AsyncClient's response."""

    def __call__(  # type: ignore[override]  # documented difference
        self, chunk_size: int | None = None
    ) -> AsyncIterator[bytes]:
        """Yield the decoded body in pieces, as `aiter_bytes()` does."""
        return self._response.aiter_bytes(chunk_size)

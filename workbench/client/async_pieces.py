"""The pieces of a body as a task reads them."""

from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Generic, TypeVar

from .aside import Turn
from .body import AsyncByteStream
from .decode import Chain
from .errors import RequestError

if TYPE_CHECKING:
    from .response import Response

T = TypeVar("T")


class AsyncPieces(Generic[T]):
    """The pieces of a response's body; decoding them lets other tasks have their turns.

    Not an async generator: one that is dropped half-way would have to be closed.
    """

    def __init__(self, response: "Response", stages: Chain, raw: bool = False) -> None:
        self._response = response
        self._stages = stages
        self._raw = raw
        self._stream: AsyncByteStream | None = None
        self._source: AsyncIterator[bytes] | None = None
        self._ready: Iterator[T] = iter(())
        self._turn = Turn()
        self._ended = False

    def __aiter__(self) -> "AsyncPieces[T]":
        return self

    async def __anext__(self) -> T:
        try:
            while True:
                if self._turn.is_over():
                    await self._turn.give_way()
                for piece in self._ready:
                    return piece
                if self._ended:
                    break
                await self._advance()
        except RequestError as error:
            self._response._blame(error)
            await self._response.aclose()
            raise
        await self._response.aclose()
        raise StopAsyncIteration

    async def _advance(self) -> None:
        response = self._response
        if self._source is None:
            self._stream = response._source(AsyncByteStream, self._raw)
            self._source = aiter(self._stream)
        try:
            data = await anext(self._source)
        except StopAsyncIteration:
            self._ended = True
            self._ready = iter(self._stages.finish())
            return
        if self._stream is response._stream:
            response.num_bytes_downloaded += len(data)
        self._turn.begin()
        self._ready = iter(self._stages.feed(data))

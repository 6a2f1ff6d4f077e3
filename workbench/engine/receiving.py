"""What comes behind the head of a response: taken into the record, up to a limit."""

from collections.abc import AsyncIterator, Awaitable, Callable

from workbench import client
from workbench.client.body import AsyncByteStream, BodyStream
from workbench.client.response_stream import ResponseStream
from workbench.errors import Problem, WorkbenchError
from workbench.model import Failure

from .growing import GrowingRecord

Receive = Callable[[client.Response, GrowingRecord], Awaitable[Failure | None]]
"""Takes all that a response brings, and returns why that is not complete, if it is not."""


async def receive_body(
    response: client.Response,
    record: GrowingRecord,
    most: int,
    heard: Callable[[bytes], bool] = lambda _chunk: False,
) -> Failure | None:
    """Take in a body, of which the record keeps `most` bytes.

    `heard` is given each piece, and tells whether that was enough.
    """
    if record.raw is not None:
        response.stream = Overheard(response.stream, record.raw, most)
    async for chunk in response.aiter_bytes():
        room = most - record.size
        try:
            record.grow(chunk[:room])
        except WorkbenchError as error:
            return Failure("body", error.problems[0])  # the disk is full
        if len(chunk) > room:
            what = f"the body is larger than {most} bytes"
            return Failure("body", Problem(what, hint="what arrived until then is kept"))
        if heard(chunk):
            break
    return None


class Overheard(AsyncByteStream):
    """A body as it comes over the wire, kept as well; not more than `most` bytes of it."""

    def __init__(self, stream: BodyStream, kept: bytearray, most: int) -> None:
        self._stream = stream.inner if isinstance(stream, ResponseStream) else stream
        self._kept = kept
        self._most = most

    async def __aiter__(self) -> AsyncIterator[bytes]:
        assert isinstance(self._stream, AsyncByteStream)
        async for chunk in self._stream:
            self._kept += chunk[: self._most - len(self._kept)]
            yield chunk

    async def aclose(self) -> None:
        """Close the body."""
        assert isinstance(self._stream, AsyncByteStream)
        await self._stream.aclose()

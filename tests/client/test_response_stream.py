"""The body under the names of the older API, and as an attribute."""

from collections.abc import Iterator

import pytest

from tests.server.loopback import LOREM, Loopback
from workbench.client import AsyncClient, Client, Response, StreamClosed, StreamConsumed
from workbench.client.body import AsyncByteStream, SyncByteStream

from .conftest import Kind

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("kind", ["asyncio", "trio"])
async def test_the_older_names_are_awaited_on_an_async_client(
    kind: Kind, anyio_backend: str, server: Loopback
) -> None:
    async with AsyncClient() as client:
        streamed = await client.get(server / "encoded/gzip", stream=True)
        raw = await client.get(server / "encoded/gzip", stream=True)
        read = await client.get(server / "json", stream=True)
        closed = await client.get(server / "json", stream=True)

        assert b"".join([piece async for piece in streamed.stream()]) == LOREM
        assert b"".join([piece async for piece in raw.raw()])[:2] == b"\x1f\x8b"
        assert await read.read() == b'{"hello": "world"}'
        assert [piece async for piece in read.stream()] == [b'{"hello": "world"}']
        await closed.close()
        with pytest.raises(StreamConsumed):
            [piece async for piece in raw.raw()]
        with pytest.raises(StreamClosed):
            [piece async for piece in closed.raw()]


def test_the_older_names_are_plain_on_a_sync_client(server: Loopback) -> None:
    with Client() as client:
        streamed = client.get(server / "encoded/gzip", stream=True)
        raw = client.get(server / "encoded/gzip", stream=True)

        assert b"".join(streamed.stream()) == LOREM
        assert b"".join(raw.raw())[:2] == b"\x1f\x8b"
        with pytest.raises(StreamConsumed):
            list(raw.raw())


class OnlySync(SyncByteStream):
    """A body for blocking calls."""

    def __iter__(self) -> Iterator[bytes]:
        yield b"body"


class OnlyAsync(AsyncByteStream):
    """A body for tasks."""


def test_the_attribute_goes_on_to_another_response() -> None:
    first = Response(200, stream=OnlySync())
    second = Response(200, stream=first.stream)
    third = Response(200)
    third.stream = second.stream

    assert list(third.stream) == [b"body"]
    assert second.read() == b"body"


def test_a_body_of_the_other_kind_is_refused() -> None:
    with pytest.raises(RuntimeError, match="plain `for`"):
        aiter(Response(200, stream=OnlySync()).stream)
    with pytest.raises(RuntimeError, match="`async for`"):
        iter(Response(200, stream=OnlyAsync()).stream)

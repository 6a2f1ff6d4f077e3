"""The body under the names of the older API, and as an attribute."""

import pickle
from collections.abc import Iterator
from typing import Any

import anyio.to_thread
import pytest

from tests.server.loopback import LOREM, Loopback
from workbench.client import AsyncClient, Client, Response, StreamClosed, StreamConsumed
from workbench.client.body import AsyncByteStream, SyncByteStream

from .conftest import Caller, Kind

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


async def test_text_and_lines_have_their_older_names(client: Caller, server: Loopback) -> None:
    pieces = []
    for way in ("stream_text", "stream_lines"):
        response = await client.get(server / "chunks/2", stream=True)
        found = getattr(response, way)()
        if client.kind == "sync":
            pieces.append(await anyio.to_thread.run_sync(list, found))
        else:
            pieces.append([piece async for piece in found])

    assert "".join(pieces[0]) == "chunk 0\nchunk 1\n"
    assert pieces[1] == ["chunk 0", "chunk 1"]


async def test_a_redirect_is_followed_by_hand(client: Caller, server: Loopback) -> None:
    async def following(response: Response) -> Response:
        if client.kind == "sync":
            return await anyio.to_thread.run_sync(response.next)
        found: Any = response.next()
        return await found  # type: ignore[no-any-return]

    first = await client.get(server / "redirect/2", stream=True)
    second = await following(first)
    third = await following(second)

    assert (first.is_closed, third.url.path) == (True, "/echo")
    assert third.history == [first, second]
    with pytest.raises(RuntimeError, match="no redirect to follow"):
        await following(third)
    with pytest.raises(RuntimeError, match="no redirect to follow"):
        Response(302, headers={"Location": "/"}).next()
    assert pickle.loads(pickle.dumps(first)).status_code == 302


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

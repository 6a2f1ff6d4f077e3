"""Bodies that are cut short: what has failed once is never taken for a whole."""

from collections.abc import Callable
from typing import Any

import anyio
import pytest

from tests.client.conftest import Kind, pool_of
from tests.server.http2 import Frames, framed
from tests.server.scripted import Peer, Script, Scripted
from workbench.client import AsyncClient, ReadTimeout, StreamClosed

pytestmark = pytest.mark.anyio
Start = Callable[[Script], Scripted]


def half(peer: Peer) -> None:
    """Send half a body, and nothing more, whenever asked."""
    peer.read_head()
    peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nhalf")
    peer.wait_for_close()


def half_in_frames(frames: Frames) -> None:
    """Send half a body, and nothing more, on each stream."""
    while (event := frames.wait_for_request()) is not None:
        frames.h2.send_headers(event.stream_id, [(":status", "200")])
        frames.h2.send_data(event.stream_id, b"half")
        frames.flush()


SERVERS: dict[str, tuple[Script, dict[str, Any]]] = {
    "http/1.1": (half, {}),
    "http/2": (framed(half_in_frames), {"http1": False, "http2": True}),
}


@pytest.mark.parametrize("kind", ["asyncio", "trio"])
@pytest.mark.parametrize("protocol", SERVERS)
@pytest.mark.parametrize("way", ["raw", "bytes", "text", "lines"])
async def test_iterating_on_after_a_cancellation_is_an_error_not_an_end(
    kind: Kind, anyio_backend: str, scripted: Start, protocol: str, way: str
) -> None:
    script, options = SERVERS[protocol]
    server = scripted(script)
    async with AsyncClient(**options) as client:
        response = await client.get(server.url, stream=True)
        pieces = getattr(response, f"aiter_{way}")()
        if way != "lines":
            assert await anext(pieces) in {"half", b"half"}
        with anyio.move_on_after(0.05) as scope:
            await anext(pieces)
        assert scope.cancelled_caught
        for _ in range(2):
            with pytest.raises(StreamClosed):
                await anext(pieces)
        await response.aclose()
        assert pool_of(client).open == pool_of(client).idle


@pytest.mark.parametrize("kind", ["asyncio", "trio"])
@pytest.mark.parametrize("protocol", SERVERS)
async def test_iterating_on_after_a_timeout_is_an_error_not_an_end(
    kind: Kind, anyio_backend: str, scripted: Start, protocol: str
) -> None:
    script, options = SERVERS[protocol]
    server = scripted(script)
    async with AsyncClient(**options, timeout=0.1) as client:
        response = await client.get(server.url, stream=True)
        pieces = response.aiter_raw()
        assert await anext(pieces) == b"half"
        with pytest.raises(ReadTimeout):
            await anext(pieces)
        with pytest.raises(StreamClosed):
            await anext(pieces)

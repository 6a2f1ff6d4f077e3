"""What tasks alone can do with HTTP/2; the rest is in test_http2_connection.py."""

import threading
from typing import Any

import anyio
import anyio.to_thread
import h2.events
import pytest

from tests.server.http2 import Frames, framed
from workbench.client import AsyncClient

from .conftest import Kind

pytestmark = pytest.mark.anyio
REQUEST, RESET = h2.events.RequestReceived, h2.events.StreamReset


@pytest.mark.parametrize("kind", ["asyncio", "trio"])
async def test_cancelled_requests_are_reset_and_free_their_streams(
    kind: Kind, anyio_backend: str, scripted: Any
) -> None:
    codes = []
    arrived, was_reset = threading.Semaphore(0), threading.Semaphore(0)

    def play(frames: Frames) -> None:
        for _ in range(120):
            frames.wait_for(REQUEST)
            arrived.release()
            codes.append(int(frames.wait_for(RESET).error_code))
            was_reset.release()
        frames.answer(frames.wait_for(REQUEST).stream_id)
        frames.peer.wait_for_close()

    server = scripted(framed(play))
    async with AsyncClient(http1=False, http2=True) as client:
        for _ in range(120):  # more than the peer's 100 streams
            async with anyio.create_task_group() as group:
                group.start_soon(client.get, server.url)
                await anyio.to_thread.run_sync(arrived.acquire)
                group.cancel_scope.cancel()
            assert await anyio.to_thread.run_sync(lambda: was_reset.acquire(timeout=5))
        assert (await client.get(server.url)).text == "ok"
    assert codes == [8] * 120
    assert server.connections == 1

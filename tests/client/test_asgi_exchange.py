"""The parts of one exchange that a client alone cannot show."""

import gc
from typing import Any

import anyio
import pytest

from workbench.client import ASGITransport, AsyncClient

from .conftest import Kind

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("kind", ["asyncio", "trio"])
async def test_a_cancelled_request_leaves_nothing_open(kind: Kind, anyio_backend: str) -> None:
    seen: list[str] = []
    gone = anyio.Event()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        seen.append((await receive())["type"])
        gone.set()

    async with AsyncClient(transport=ASGITransport(app)) as client:
        with anyio.move_on_after(0.02) as scope:
            await client.get("http://x/")
        assert scope.cancelled_caught
        await gone.wait()
    gc.collect()

    assert seen == ["http.disconnect"]

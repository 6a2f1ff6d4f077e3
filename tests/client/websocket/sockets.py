"""A WebSocket of any kind, used as if it were async; the sync one runs in threads."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import anyio.to_thread

from tests.client.conftest import Caller


class Socket:
    """One open WebSocket."""

    def __init__(self, kind: str, websocket: Any) -> None:
        self.kind = kind
        self.raw = websocket

    async def do(self, name: str, *given: Any, **options: Any) -> Any:
        """Call a method by its name."""
        method = partial(getattr(self.raw, name), *given, **options)
        return await (anyio.to_thread.run_sync(method) if self.kind == "sync" else method())

    async def all(self) -> list[str | bytes]:
        """Iterate over the messages to the end."""
        if self.kind == "sync":
            return await anyio.to_thread.run_sync(lambda: list(self.raw))
        return [message async for message in self.raw]


@asynccontextmanager
async def opened(client: Caller, url: str, **options: Any) -> AsyncIterator[Socket]:
    """Open a WebSocket for the length of a block."""
    if client.kind != "sync":
        async with client.client.websocket(url, **options) as websocket:  # type: ignore[union-attr]
            yield Socket(client.kind, websocket)
        return
    block: Any = client.client.websocket(url, **options)
    websocket = await anyio.to_thread.run_sync(block.__enter__)
    try:
        yield Socket(client.kind, websocket)
    finally:
        await anyio.to_thread.run_sync(block.__exit__, None, None, None)

"""Streams of server-sent events: what servers begin and end them with, and all of their events."""

from typing import Any

import anyio.to_thread

from workbench.client import ServerSentEvent

from .conftest import Caller

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n%b\r\n"
GONE = b"HTTP/1.1 204 No Content\r\n\r\n"


async def events(client: Caller, url: str, **options: Any) -> list[ServerSentEvent]:
    """Return all events of a URL."""
    block: Any = client.client.sse("GET", url, **options)
    if client.kind == "sync":

        def listed() -> list[ServerSentEvent]:
            with block as source:
                return list(source)

        return await anyio.to_thread.run_sync(listed)
    async with block as source:
        return [event async for event in source]

"""Requests that open a WebSocket, and what comes of them."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from workbench.engine.growing import GrowingRecord
from workbench.engine.outbox import Outbox
from workbench.engine.sending import Sender
from workbench.model import Exchange, Options, Resolved

Story = Callable[[Outbox, GrowingRecord], Awaitable[None]]


def asked(url: str, **more: Any) -> Resolved:
    """Return a request for a WebSocket at an HTTP URL."""
    options = Options(**more.pop("options", {}))
    return Resolved("a", "A", "GET", url.replace("http", "ws", 1), options=options, **more)


def talked(
    resolved: Resolved, story: Story | None = None, most: int = 1 << 20, root: Path | None = None
) -> Exchange:
    """Return the record of a conversation; the story tells what is said once it is open."""

    async def main() -> Exchange:
        outbox, is_open = Outbox(), asyncio.Event()

        def emit(exchange: Exchange) -> None:
            if exchange.talk is not None:
                is_open.set()

        record = GrowingRecord(1, resolved, emit, keep_body=True)
        sender = Sender(most, root)
        try:
            async with asyncio.timeout(30):
                taken = outbox if story else None
                sending = asyncio.create_task(sender.send(resolved, record, outbox=taken))
                if story:
                    waiting = asyncio.create_task(is_open.wait())
                    await asyncio.wait((sending, waiting), return_when="FIRST_COMPLETED")
                    waiting.cancel()
                    if is_open.is_set():
                        await story(outbox, record)
                record.end(await sending)
        finally:
            await sender.aclose()
        return record.exchange

    return asyncio.run(main())


def frames(exchange: Exchange) -> list[dict[str, Any]]:
    """Return the lines of a record."""
    body = exchange.body
    assert body is not None
    return [json.loads(line) for line in body.read(0, body.size).splitlines()]


def said(exchange: Exchange) -> list[tuple[str, str, Any]]:
    """Return who said what, in short: `("server", "text", "hello")`."""
    return [
        (
            each["from"],
            each["kind"],
            each.get("code") or each.get("text", each.get("base64")),
        )
        for each in frames(exchange)
    ]

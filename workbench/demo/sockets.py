"""WebSockets: one that echoes, one that ticks, and what others are made of.

Each is given what the handshake asked for, and the two ends of an ASGI conversation.
"""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import anyio

from .wire import Incoming, Message, Receive, Refusal, Send

MOST_TICKS = 10_000
MOST_DELAY = 5.0

Talk = Callable[[Incoming, Receive, Send], Awaitable[None]]


async def echo(_request: Incoming, receive: Receive, send: Send) -> None:
    """Say what is said; `close 4000 why` closes with a code and a reason."""
    await send({"type": "websocket.accept"})
    async for text, octets in messages(receive):
        words = (text or "").split(maxsplit=2)
        if len(words) > 1 and words[0] == "close" and words[1].isdigit():
            code = min(max(int(words[1]), 1000), 4999)
            await send(close(code, words[2][:100] if len(words) > 2 else ""))
            return
        await send(
            {"type": "websocket.send", "text": text}
            if text is not None
            else {"type": "websocket.send", "bytes": octets}
        )


async def ticker(request: Incoming, receive: Receive, send: Send) -> None:
    """`count` ticks, one every `delay` seconds, then a goodbye."""
    count, delay = _pace(request)
    await send({"type": "websocket.accept"})

    async def tick() -> None:
        async for number in ticks(count, delay):
            await say(send, {"tick": number, "price": 100 + number * 37 % 13})
        await send(close(1000, "that was all"))

    await _unless_gone(receive, tick)


async def ticks(count: int, delay: float) -> AsyncIterator[int]:
    """Yield so many numbers, one every `delay` seconds."""
    for number in range(1, count + 1):
        yield number
        if number < count:
            await anyio.sleep(delay)


async def messages(receive: Receive) -> AsyncIterator[tuple[str | None, bytes]]:
    """Yield what is said, as text or bytes, until the other one is gone."""
    while (message := await receive())["type"] != "websocket.disconnect":
        if message["type"] == "websocket.receive":
            yield message.get("text"), message.get("bytes") or b""


async def _unless_gone(receive: Receive, work: Callable[[], Awaitable[None]]) -> None:
    async with anyio.create_task_group() as group:

        async def wait() -> None:
            async for _ in messages(receive):
                pass
            group.cancel_scope.cancel()

        group.start_soon(wait)
        await work()
        group.cancel_scope.cancel()


async def say(send: Send, value: object) -> None:
    """Say a value as JSON."""
    await send({"type": "websocket.send", "text": json.dumps(value)})


def close(code: int, reason: str) -> Message:
    """Return the message that closes."""
    return {"type": "websocket.close", "code": code, "reason": reason}


def _pace(request: Incoming) -> tuple[int, float]:
    try:
        count = int(request.number("count", 10, 1, MOST_TICKS))
        return count, request.number("delay", 0.25, 0.0, MOST_DELAY)
    except Refusal:
        return 10, 0.25


def object_of(text: str | None) -> dict[str, Any]:
    """Return the JSON object that a text is, or an empty one."""
    try:
        said = json.loads(text or "")
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}

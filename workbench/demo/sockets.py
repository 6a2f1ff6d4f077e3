"""WebSockets: one that echoes, one that ticks, and GraphQL subscriptions to ticks.

Each is given what the handshake asked for, and the two ends of an ASGI conversation.
"""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import anyio

from .wire import Incoming, Message, Receive, Refusal, Reply, Send

MOST_TICKS = 10_000
MOST_DELAY = 5.0
GRAPHQL = "graphql-transport-ws"

Talk = Callable[[Incoming, Receive, Send], Awaitable[None]]


async def echo(_request: Incoming, receive: Receive, send: Send) -> None:
    """Say what is said; `close 4000 why` closes with a code and a reason."""
    await send({"type": "websocket.accept"})
    async for text, octets in _messages(receive):
        words = (text or "").split(maxsplit=2)
        if len(words) > 1 and words[0] == "close" and words[1].isdigit():
            code = min(max(int(words[1]), 1000), 4999)
            await send(_close(code, words[2][:100] if len(words) > 2 else ""))
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
        async for number in _ticks(count, delay):
            await _say(send, {"tick": number, "price": 100 + number * 37 % 13})
        await send(_close(1000, "that was all"))

    await _unless_gone(receive, tick)


async def graphql(_request: Incoming, receive: Receive, send: Send) -> None:
    """Ticks for `subscription { tick }`, by the protocol graphql-transport-ws."""
    await send({"type": "websocket.accept", "subprotocol": GRAPHQL})
    async for text, _ in _messages(receive):
        said = _object(text)
        if said.get("type") == "connection_init":
            await _say(send, {"type": "connection_ack"})
        elif said.get("type") == "ping":
            await _say(send, {"type": "pong"})
        elif said.get("type") == "subscribe":
            async for answer in _answers(said.get("payload")):
                await _say(send, {"id": said.get("id"), "type": "next", "payload": answer})
            await _say(send, {"id": said.get("id"), "type": "complete"})
        elif said.get("type") != "complete":
            await send(_close(4400, "not a message of the protocol"))
            return


async def graphql_events(request: Incoming) -> Reply:
    """Ticks for a GraphQL subscription, as server-sent events."""
    payload = request.document()
    kind = (("content-type", "text/event-stream"), ("cache-control", "no-store"))
    return Reply(200, kind, _events(payload))


async def _events(payload: object) -> AsyncIterator[bytes]:
    async for answer in _answers(payload):
        yield f"event: next\ndata: {json.dumps(answer)}\n\n".encode()
    yield b"event: complete\ndata:\n\n"


async def _answers(payload: object) -> AsyncIterator[dict[str, Any]]:
    given = payload if isinstance(payload, dict) else {}
    query = given.get("query")
    if not isinstance(query, str) or "tick" not in query:
        yield {"errors": [{"message": "the demo knows: subscription { tick }"}]}
        return
    variables = given.get("variables")
    wanted = variables.get("count") if isinstance(variables, dict) else None
    count = wanted if isinstance(wanted, int) and 0 < wanted <= MOST_TICKS else 5
    async for number in _ticks(count, 0.1):
        yield {"data": {"tick": number}}


async def _ticks(count: int, delay: float) -> AsyncIterator[int]:
    for number in range(1, count + 1):
        yield number
        if number < count:
            await anyio.sleep(delay)


async def _messages(receive: Receive) -> AsyncIterator[tuple[str | None, bytes]]:
    while (message := await receive())["type"] != "websocket.disconnect":
        if message["type"] == "websocket.receive":
            yield message.get("text"), message.get("bytes") or b""


async def _unless_gone(receive: Receive, work: Callable[[], Awaitable[None]]) -> None:
    async with anyio.create_task_group() as group:

        async def wait() -> None:
            async for _ in _messages(receive):
                pass
            group.cancel_scope.cancel()

        group.start_soon(wait)
        await work()
        group.cancel_scope.cancel()


async def _say(send: Send, value: object) -> None:
    await send({"type": "websocket.send", "text": json.dumps(value)})


def _close(code: int, reason: str) -> Message:
    return {"type": "websocket.close", "code": code, "reason": reason}


def _pace(request: Incoming) -> tuple[int, float]:
    try:
        count = int(request.number("count", 10, 1, MOST_TICKS))
        return count, request.number("delay", 0.25, 0.0, MOST_DELAY)
    except Refusal:
        return 10, 0.25


def _object(text: str | None) -> dict[str, Any]:
    try:
        said = json.loads(text or "")
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}

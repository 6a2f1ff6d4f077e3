"""Endpoints that take their time: a slow answer, a slow stream, server-sent events."""

import json
from collections.abc import AsyncIterator

import anyio

from .wire import Incoming, Reply, json_reply

MOST_SECONDS = 60.0
MOST_LINES = 10_000
MOST_DELAY = 5.0


async def slow(request: Incoming) -> Reply:
    """Answers after so many `seconds`, at most 60."""
    seconds = request.number("seconds", 2.0, 0.0, MOST_SECONDS)
    await anyio.sleep(seconds)
    return json_reply({"waited": seconds})


async def lines(request: Incoming) -> Reply:
    """`lines` lines of JSON, one every `delay` seconds."""
    count = int(request.number("lines", 40, 1, MOST_LINES))
    delay = request.number("delay", 0.15, 0.0, MOST_DELAY)
    return Reply(200, (("content-type", "application/x-ndjson"),), _lines(count, delay))


async def events(request: Incoming) -> Reply:
    """`count` server-sent events, one every `delay` seconds, then the end."""
    count = int(request.number("count", 20, 1, MOST_LINES))
    delay = request.number("delay", 0.25, 0.0, MOST_DELAY)
    kind = (("content-type", "text/event-stream"), ("cache-control", "no-store"))
    return Reply(200, kind, _events(count, delay))


async def _lines(count: int, delay: float) -> AsyncIterator[bytes]:
    for number in range(1, count + 1):
        yield json.dumps({"line": number, "of": count, "load": number * 37 % 100}).encode() + b"\n"
        if number < count:
            await anyio.sleep(delay)


async def _events(count: int, delay: float) -> AsyncIterator[bytes]:
    for number in range(1, count + 1):
        kind = "tick" if number % 5 else "tock"
        yield f'id: {number}\nevent: {kind}\ndata: {{"n": {number}}}\n\n'.encode()
        await anyio.sleep(delay if number < count else 0)
    yield b"event: end\ndata: {}\n\n"

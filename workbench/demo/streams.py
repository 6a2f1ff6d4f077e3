"""Endpoints that take their time: a slow answer, a slow stream, server-sent events."""

import json
from collections.abc import AsyncIterator

import anyio

from .wire import HeaderPairs, Incoming, Reply, json_reply

MOST_SECONDS = 60.0
MOST_LINES = 10_000
MOST_DELAY = 5.0
EVENTS: HeaderPairs = (("content-type", "text/event-stream"), ("cache-control", "no-store"))
TEXT = (
    "a",
    "model",
    "writes",
    "one",
    "word",
    "after",
    "the",
    "other",
    "until",
    "all",
    "is",
    "said",
)


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
    """`count` server-sent events, one every `delay` seconds, then the end.

    With `cut` the connection ends after so many; the next one goes on behind its Last-Event-ID.
    """
    count = int(request.number("count", 20, 1, MOST_LINES))
    cut = int(request.number("cut", count, 1, MOST_LINES))
    delay = request.number("delay", 0.25, 0.0, MOST_DELAY)
    last = request.header("last-event-id")
    start = min(int(last), count) if last.isdecimal() and len(last) < 6 else 0
    if start == count:
        return Reply(204)
    return Reply(200, EVENTS, _events(start + 1, min(start + cut, count), count, delay))


async def model(request: Incoming) -> Reply:
    """`words` of a text, as a model writes them: deltas in events, one every `delay` seconds."""
    words = int(request.number("words", 60, 1, MOST_LINES))
    return Reply(200, EVENTS, _deltas(words, request.number("delay", 0.05, 0.0, MOST_DELAY)))


async def _lines(count: int, delay: float) -> AsyncIterator[bytes]:
    for number in range(1, count + 1):
        yield json.dumps({"line": number, "of": count, "load": number * 37 % 100}).encode() + b"\n"
        if number < count:
            await anyio.sleep(delay)


async def _events(first: int, last: int, count: int, delay: float) -> AsyncIterator[bytes]:
    yield b"retry: 500\n"
    for number in range(first, last + 1):
        kind = "tick" if number % 5 else "tock"
        yield f'id: {number}\nevent: {kind}\ndata: {{"n": {number}}}\n\n'.encode()
        await anyio.sleep(delay if number < last else 0)
    if last == count:
        yield b"event: end\ndata: {}\n\n"


async def _deltas(words: int, delay: float) -> AsyncIterator[bytes]:
    for number in range(words):
        delta = {"content": TEXT[number % len(TEXT)] + " "}
        yield b"data: %b\n\n" % json.dumps({"choices": [{"index": 0, "delta": delta}]}).encode()
        await anyio.sleep(delay if number + 1 < words else 0)
    usage = {"prompt_tokens": 7, "completion_tokens": words, "total_tokens": words + 7}
    yield b"data: %b\n\n" % json.dumps({"choices": [], "usage": usage}).encode()
    yield b"data: [DONE]\n\n"

"""A thousand requests on a few shared connections that fail in every way, cancelled at any time.

As in test_chaos.py, each answer bears its request's number, and what may have been processed
is not sent a second time unless it is idempotent.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import anyio
import h2.errors
import h2.events
import h2.exceptions
import pytest

from tests.client.conftest import Kind, pool_of
from tests.server.http2 import Frames, framed
from tests.server.scripted import Scripted
from workbench.client import AsyncClient, HTTPError, Timeout

from .descriptors import back_to, descriptors
from .http2 import PRIOR, go_away, on_both, say

pytestmark = pytest.mark.anyio
Start = Callable[..., Scripted]
WAYS = {
    "answer": 60, "slowly": 15, "hint": 10, "trail": 10, "reset": 6, "refuse": 6, "half": 4,
    "ignore": 2, "goaway": 2, "drop": 1, "garbage": 1,
}  # fmt: skip


class Chaos:
    """The server: what has reached it for good, and how it answers."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.processed: Counter[bytes] = Counter()
        self.ways: Counter[str] = Counter()

    def play(self, frames: Frames) -> None:
        frames.h2.increment_flow_control_window(1 << 30)
        while (event := frames.wait_for_request()) is not None:
            fields = dict(event.headers)
            (way,) = self.chance.choices(list(WAYS), list(WAYS.values()))
            self.ways[way] += 1
            if way not in {"refuse", "goaway"}:
                self.processed[fields[b":method"] + fields[b":path"]] += 1
            try:
                if not self.answer(frames, event.stream_id, fields[b":path"][1:], way):
                    return
            except h2.exceptions.ProtocolError:
                continue  # the client has given it up
            frames.seen = [e for e in frames.seen if isinstance(e, h2.events.RequestReceived)]

    def answer(self, frames: Frames, stream: int, number: bytes, way: str) -> bool:
        """Answer a request in some way; tell whether the connection goes on."""
        match way:
            case "reset":
                frames.h2.reset_stream(stream, h2.errors.ErrorCodes.INTERNAL_ERROR)
            case "refuse":
                frames.h2.reset_stream(stream, h2.errors.ErrorCodes.REFUSED_STREAM)
            case "goaway":
                say(frames, go_away(stream - 2))
                return False
            case "garbage":
                frames.peer.send(b"\xff" * 50)
                return False
            case "ignore" | "drop":
                return way == "ignore"
            case _:
                if way == "hint":
                    frames.h2.send_headers(stream, [(":status", "103")])
                frames.h2.send_headers(stream, [(":status", "200")])
                for at in range(len(number)) if way == "slowly" else ():
                    frames.h2.send_data(stream, number[at : at + 1])
                    frames.flush()
                if way == "half":
                    frames.h2.send_data(stream, number[:2])
                    frames.h2.reset_stream(stream, h2.errors.ErrorCodes.CANCEL)
                elif way == "trail":
                    frames.h2.send_data(stream, number)
                    frames.h2.send_headers(stream, [("a", "b")], end_stream=True)
                else:
                    rest = b"" if way == "slowly" else number
                    frames.h2.send_data(stream, rest, end_stream=True)
        frames.flush()
        return True


@on_both
@pytest.mark.parametrize("seed", [1, 2])
async def test_requests_on_shared_connections_get_their_own_answer_or_an_error(
    kind: Kind, anyio_backend: str, seed: int, scripted: Start
) -> None:
    chaos, chance = Chaos(seed), random.Random(seed)
    numbers: Iterator[int] = iter(range(10_000_000, 20_000_000))
    ends: Counter[str] = Counter()
    server = scripted(framed(chaos.play))
    before = descriptors()
    async with AsyncClient(**PRIOR, timeout=Timeout(20, read=0.25)) as client:

        async def body() -> Any:
            for _ in range(3):
                yield b"x" * chance.choice([1, 1000, 9000])
                await anyio.sleep(0)  # noqa: ASYNC115 -- lets others in between

        async def one() -> None:
            number = next(numbers)
            method, content = ("POST", body()) if chance.random() < 0.3 else ("POST", b"x")
            if chance.random() < 0.5:
                method, content = "GET", None
            try:
                async with client.stream(method, server / str(number), content=content) as response:
                    if chance.random() < 0.9:
                        assert await response.aread() == b"%d" % number
            except HTTPError:
                ends["wrong"] += 1
            else:
                ends["right"] += 1

        async def user() -> None:
            for _ in range(20):
                patience = chance.choice([0.0, 0.001, 0.005, 20, 20, 20, 20, 20])
                with anyio.move_on_after(patience) as scope:
                    await one()
                ends["cut short"] += scope.cancelled_caught

        with anyio.fail_after(40):
            async with anyio.create_task_group() as group:
                for _ in range(30):
                    group.start_soon(user)
        pool: Any = pool_of(client)
        assert (pool.waiting, pool.open) == (0, pool.idle)
    transport: Any = client._transport
    assert (transport._shared, transport._opening) == ({}, {})
    for request, times in chaos.processed.items():
        assert times <= (1 if request.startswith(b"POST") else 2), request
    assert min(ends[end] for end in ("right", "wrong", "cut short")) > 20, ends
    assert min(chaos.ways.values()) > 0
    await back_to(before)

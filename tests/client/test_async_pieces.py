"""A body read by a task while others want their turns."""

import gzip
from collections.abc import AsyncIterator

import anyio
import anyio.lowlevel
import pytest

from workbench.client import AsyncResponse, Request
from workbench.client.body import AsyncIteratorStream

GET = Request("GET", "http://h/")


@pytest.mark.anyio
@pytest.mark.parametrize("kind", ["asyncio", "trio"])
async def test_a_bomb_lets_other_tasks_have_their_turns(kind: str) -> None:
    bomb = gzip.compress(bytes(24 << 20))
    response = AsyncResponse(
        200,
        headers={"Content-Encoding": "gzip"},
        stream=AsyncIteratorStream(one_by_one([bomb])),
        request=GET,
    )
    turns: list[int] = []

    async with anyio.create_task_group() as group:
        group.start_soon(counting, turns)
        sizes = [len(piece) async for piece in response.aiter_bytes()]
        group.cancel_scope.cancel()

    assert sum(sizes) == 24 << 20
    assert max(sizes) <= 1 << 18
    assert len(turns) >= 3


async def counting(turns: list[int]) -> None:
    """Note each turn that this task gets."""
    while True:
        turns.append(len(turns))
        await anyio.lowlevel.checkpoint()


async def one_by_one(pieces: list[bytes]) -> AsyncIterator[bytes]:
    """Yield some pieces."""
    for piece in pieces:
        yield piece

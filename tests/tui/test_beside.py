import asyncio
from threading import Event

import pytest

from workbench.tui.beside import Beside

pytestmark = pytest.mark.anyio


async def test_one_thing_is_done_after_the_other_and_what_is_given_up_never() -> None:
    beside, go, begun, done = Beside(), Event(), asyncio.Event(), []
    loop = asyncio.get_running_loop()

    def first() -> None:
        loop.call_soon_threadsafe(begun.set)
        go.wait(10)
        done.append("first")

    given_up = asyncio.create_task(beside.do(first))
    await begun.wait()
    given_up.cancel()
    never = asyncio.create_task(beside.do(lambda: done.append("never")))
    last = asyncio.create_task(beside.do(lambda: done.append("last")))
    await asyncio.sleep(0)
    never.cancel()
    go.set()
    await last

    assert done == ["first", "last"]
    assert await beside.do(lambda: 7) == 7

import asyncio
import threading

import pytest

from workbench.tui.apart import apart

pytestmark = pytest.mark.anyio


async def test_the_outcome_of_another_thread_comes_back() -> None:
    def fail() -> None:
        raise ValueError("no")

    assert await apart(threading.get_ident) != threading.get_ident()
    with pytest.raises(ValueError, match="no"):
        await apart(fail)


async def test_it_does_not_hold_up_the_end_of_the_program() -> None:
    assert await apart(lambda: threading.current_thread().daemon)


async def test_an_outcome_that_nobody_waits_for_is_let_go() -> None:
    begun, let = threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        let.wait()

    waiting = asyncio.create_task(apart(work))
    await asyncio.to_thread(begun.wait)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    let.set()

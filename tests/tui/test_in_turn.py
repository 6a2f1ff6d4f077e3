import asyncio
from collections.abc import Awaitable, Callable

import pytest

from workbench.tui.in_turn import InTurn

pytestmark = pytest.mark.anyio


class Gate:
    """Work that goes on when it is let, and remembers in which order that was."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.open, self.reached = asyncio.Event(), asyncio.Event()

    def work(self, name: str) -> Callable[[], Awaitable[str]]:
        async def work() -> str:
            self.reached.set()
            await self.open.wait()
            self.done.append(name)
            return name

        return work


async def test_all_is_done_in_the_order_it_was_asked_for() -> None:
    turns, gate = InTurn(), Gate()
    waiting = asyncio.gather(*(turns.do(gate.work(name)) for name in "abc"))
    await gate.reached.wait()
    gate.open.set()

    assert await waiting == ["a", "b", "c"]
    assert gate.done == ["a", "b", "c"]
    assert not turns.busy


async def test_what_was_asked_for_is_done_though_nobody_waits_any_more() -> None:
    turns, gate = InTurn(), Gate()
    given_up = [asyncio.create_task(turns.do(gate.work(name))) for name in "ab"]
    await gate.reached.wait()
    for task in given_up:
        task.cancel()
    later = asyncio.create_task(turns.do(gate.work("c")))
    await asyncio.wait(given_up)
    assert gate.done == []

    gate.open.set()
    assert await later == "c"
    assert gate.done == ["a", "b", "c"]


async def test_an_error_is_for_whoever_asked_and_what_is_next_goes_on() -> None:
    turns, gate = InTurn(), Gate()
    gate.open.set()

    async def fail() -> None:
        raise ValueError("no")

    failing = asyncio.create_task(turns.do(fail))
    assert await turns.do(gate.work("next")) == "next"
    with pytest.raises(ValueError, match="no"):
        await failing


async def test_who_waits_until_all_is_over_is_told_what_is_not() -> None:
    turns, gate = InTurn(), Gate()
    assert await turns.over(0.0)
    turns.ask(gate.work("a"), "save it")
    turns.ask(gate.work("b"))

    assert not await turns.over(0.01)
    assert list(turns.pending) == ["save it"]
    gate.open.set()
    assert await turns.over()
    assert list(turns.pending) == []

import asyncio

import pytest
from textual import events

from workbench.tui.early_keys import EarlyKeys, Typed

pytestmark = pytest.mark.anyio


def pressed(letter: str) -> events.Key:
    return events.Key(letter, letter)


async def test_keys_are_handed_on_in_the_order_they_were_pressed_until_all_is_over() -> None:
    early, over, taken = EarlyKeys(kept=True), asyncio.Event(), list[str]()

    async def take(event: Typed) -> None:
        assert isinstance(event, events.Key)
        if event.key == "b":  # is slow, and more is pressed meanwhile, also at the very end
            early.keep(pressed("c"))
            over.set()
            await asyncio.sleep(0)
            early.keep(pressed("d"))
        taken.append(event.key)
        assert early.kept

    early.keep(pressed("a"))
    early.keep(pressed("b"))
    await early.hand_on(take, over)

    assert taken == ["a", "b", "c", "d"]
    assert not early.kept


async def test_without_keys_it_is_over_when_it_is_over() -> None:
    early, over = EarlyKeys(kept=True), asyncio.Event()

    async def take(_event: Typed) -> None:
        raise AssertionError

    handing = asyncio.create_task(early.hand_on(take, over))
    await asyncio.sleep(0)
    assert not handing.done()
    over.set()
    await handing
    assert not early.kept

import asyncio

import pytest

from workbench.tui.screens.main.acts import Acts, Now

pytestmark = pytest.mark.anyio


async def test_an_act_finds_what_an_earlier_one_has_moved() -> None:
    acts = Acts()
    found: list[str] = []

    async def rename(_: Now) -> None:
        acts.follow("auth", "doors")
        acts.follow("doors/login", "doors/knock")

    async def look(now: Now) -> None:
        found.extend(map(now, ("auth/login", "auth", "users")))

    await asyncio.gather(acts.do(rename), acts.do(look))
    assert found == ["doors/knock", "doors", "users"]

    await acts.do(look)  # asked for when `auth` was something else
    assert found[3:] == ["auth/login", "auth", "users"]


async def test_keys_wait_for_those_acts_that_they_are_meant_for() -> None:
    acts, go_on = Acts(), asyncio.Event()

    async def act(_: Now) -> None:
        await go_on.wait()

    saving = asyncio.create_task(acts.do(act))
    await asyncio.sleep(0)
    assert (acts.busy, acts.hold_keys) == (True, False)

    making = asyncio.create_task(acts.do(act, "make it", keys_wait=True))
    await asyncio.sleep(0)
    assert (acts.busy, acts.hold_keys) == (True, True)
    go_on.set()
    await acts.before_keys()
    assert saving.done()
    await making
    assert (acts.busy, acts.hold_keys) == (False, False)

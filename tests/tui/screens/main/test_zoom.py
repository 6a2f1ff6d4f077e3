from pathlib import Path

import pytest

from ...shops import Desk, desk, write_shop

pytestmark = pytest.mark.anyio


def seen(here: Desk) -> set[str]:
    """Return the panes that take up room."""
    panes = ("tree", "request", "response", "run")
    found = {name: [*here.main.query(f"#{name}")] for name in panes}
    return {name for name, (*widgets,) in found.items() if widgets and widgets[0].region.area}


@pytest.mark.parametrize(
    ("keys", "pane"),
    [("ctrl+l", "request"), ("ctrl+t", "tree"), ("ctrl+o", "response"), ("alt+n", "request")],
)
async def test_the_only_pane_is_the_one_that_one_goes_to(
    tmp_path: Path, keys: str, pane: str
) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.open("users")
        for first in ("ctrl+t", "ctrl+l"):
            await here.press(first, "f6", keys)
            await here.until(lambda: seen(here) == {pane})
            await here.press("f6")
            await here.until(lambda: seen(here) == {"tree", "request", "response"})


async def test_a_tree_that_is_the_only_pane_makes_room_for_what_is_opened(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        here.tree.focus()
        here.tree.reveal("users")
        await here.press("f6")
        await here.until(lambda: seen(here) == {"tree"})
        await here.press("enter")
        await here.until(lambda: seen(here) == {"tree", "request", "response"})


async def test_a_pane_that_is_hidden_is_not_the_only_one(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.open("users")
        await here.press("ctrl+t", "f6")
        await here.main.action_command("sidebar")
        await here.until(lambda: seen(here) == {"request", "response"})
        await here.main.action_command("sidebar")
        await here.main.action_command("run")
        await here.press("f6")
        await here.until(lambda: seen(here) == {"run"})
        await here.main.action_command("cancel")
        await here.until(lambda: seen(here) == {"tree", "request", "response"})

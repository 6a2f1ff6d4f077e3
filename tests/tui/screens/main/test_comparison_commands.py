from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from workbench.tui.screens.comparison import Comparison
from workbench.tui.screens.dialogs import Pick

from ...shops import Desk, desk, write_shop

pytestmark = pytest.mark.anyio


@asynccontextmanager
async def answered(tmp_path: Path, demo_url: str, more: str = "") -> AsyncIterator[Desk]:
    """A shop with a server that its environments share, and users sent once."""
    root = write_shop(tmp_path)
    for name, path in (("local", "users"), ("other", "users/1")):
        (root / f"environments/{name}.toml").write_text(
            f'[variables]\nbase_url = "{demo_url}"\npath = "{path}"\n'
        )
    users = root / "users.toml"
    users.write_text(users.read_text().replace("/users", "/{{path}}") + more)
    async with desk(root) as here:
        await here.open("users")
        await here.press("ctrl+r")
        await here.done()
        await here.press("ctrl+o")
        yield here


async def choose(here: Desk, key: str, text: str) -> None:
    await here.press(key)
    await here.until(lambda: isinstance(here.app.screen, Pick))
    await here.press(*text, "enter")


async def test_a_request_is_sent_to_two_environments_and_compared(
    tmp_path: Path, demo_url: str
) -> None:
    async with answered(tmp_path, demo_url) as here:
        await choose(here, "alt+c", "other")
        await here.until(lambda: isinstance(here.app.screen, Comparison))
        await here.sees("in local", "in other", "/users/1", '+ $.name: "Ada Lovelace"')
        assert here.main.state.in_flight("users") is False


async def test_a_response_is_compared_with_that_of_another_environment(
    tmp_path: Path, demo_url: str
) -> None:
    async with answered(tmp_path, demo_url) as here:
        await choose(here, "c", "sent in other")
        await here.sees("Comparison", '+ $.name: "Ada Lovelace"')


async def test_a_held_response_is_compared_with_a_later_one(tmp_path: Path, demo_url: str) -> None:
    async with answered(tmp_path, demo_url) as here:
        await here.press("H")
        await here.sees("the response is held")
        await here.press("ctrl+r")
        await here.done()
        await here.press("ctrl+o")
        await choose(here, "c", "held")
        await here.sees("Comparison", "the same, ")


async def test_a_response_is_compared_with_the_stored_one(tmp_path: Path, demo_url: str) -> None:
    rules = '\n[baseline]\nignore = ["$.total"]\n'
    async with answered(tmp_path, demo_url, rules) as here:
        await choose(here, "c", "stored")
        await here.sees("no response is stored yet")
        await here.press("B")
        await here.sees("stored: later responses")
        await choose(here, "c", "stored")
        await here.sees("Comparison", "the same values, apart from $.total")

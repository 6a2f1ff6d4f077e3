from pathlib import Path

import pytest

from workbench.tui.screens.environments import EnvironmentsScreen, PickEnvironment

from ...shops import desk, write_shop

pytestmark = pytest.mark.anyio


async def test_what_differs_is_shown_while_choosing(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.press("f3")
        await here.sees("● ■ local", "this one is used now")
        await here.press("down")
        await here.sees("otherwise than in local", "http://127.0.0.1:1  →  http://127.0.0.1:2")
        await here.press("enter")
        await here.until(lambda: here.main.state.environment == "other")


async def test_typing_narrows_and_compares(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.press("f3", *"oth")
        await here.sees("otherwise than in local")
        await here.press("escape")
        await here.until(lambda: here.app.screen is here.main)
        assert here.main.state.environment == "local"


async def test_the_same_key_leads_on_to_the_list(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.press("f3")
        await here.until(lambda: isinstance(here.app.screen, PickEnvironment))
        await here.press("f3")
        await here.until(lambda: isinstance(here.app.screen, EnvironmentsScreen))

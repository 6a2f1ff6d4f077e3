from pathlib import Path

import pytest

from ...shops import desk, write_shop

pytestmark = pytest.mark.anyio


async def test_what_is_changed_on_a_screen_counts_on_the_way_back(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.open("users")
        await here.sees("→ http://127.0.0.1:1/users")
        await here.press("f10")
        await here.sees("base_url", "environments/local.toml:2")
        await here.press("enter")
        await here.sees("base_url for this session")
        await here.press("ctrl+u", *"http://there", "enter", "escape")
        await here.sees("→ http://there/users")


async def test_the_file_that_says_a_variable_can_be_edited_and_the_way_leads_back(
    tmp_path: Path,
) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.open("users")
        await here.press("f10")
        await here.sees("environments/local.toml:2")
        await here.press("o")
        await here.sees("Environment", "for all", "environments/local.toml")
        await here.press("v", "ctrl+u", *"http://there", "enter")
        await here.press("escape")
        await here.sees("Variables", "http://there")
        await here.press("escape")
        await here.sees("→ http://there/users")

from pathlib import Path

import pytest

from workbench.tui.widgets.tab_bar import TabBar

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


async def test_a_folder_and_a_request_that_say_a_variable_are_edited_where_they_are(
    tmp_path: Path,
) -> None:
    root = write_shop(tmp_path)
    (root / "auth" / "folder.toml").write_text('[variables]\nof_folder = "1"\n')
    login = '[variables]\nof_request = "1"\n'
    (root / "auth" / "login.toml").write_text(f'url = "http://h"\n{login}')
    async with desk(root) as here:
        await here.open("auth/login")
        await here.press("f10", "slash", *"of_folder", "enter")
        await here.sees("auth/folder.toml:2")
        await here.press("o")
        await here.sees("▣ Folder  auth/folder.toml", "of_folder")
        await here.press("escape")
        await here.sees("▣ Variables")
        await here.press("slash", *"of_request", "enter")
        await here.sees("auth/login.toml:3")
        await here.press("o")
        await here.until(lambda: here.app.screen is here.main)
        assert here.main.query_one("#request-tabs", TabBar).active == "Variables"


async def test_every_screen_is_framed_in_a_protected_environment(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    place = root / "environments" / "local.toml"
    place.write_text(f"protected = true\n{place.read_text()}")
    async with desk(root) as here:
        for key in ("f10", "alt+k", "alt+e"):
            await here.press(key)
            await here.until(lambda: here.app.screen is not here.main)
            assert here.app.screen.styles.border_left[0] == "outer"
            await here.press("escape")
            await here.until(lambda: here.app.screen is here.main)

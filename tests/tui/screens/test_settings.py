from pathlib import Path

import pytest

from workbench.tui.screens.dialogs import Ask, Pick
from workbench.tui.screens.settings import PressKey, SettingList, SettingsScreen

from ..shops import Desk, desk, write_shop

pytestmark = pytest.mark.anyio


async def at(here: Desk, words: str) -> SettingList:
    """Open the settings with the cursor on the first that has some words."""
    if not isinstance(here.app.screen, SettingsScreen):
        await here.press("alt+p")
        await here.until(lambda: isinstance(here.app.screen, SettingsScreen))
    await here.press("slash", *words, "enter")
    listed = here.app.screen.query_one(SettingList)
    listed.cursor = 0
    return listed


def written(tmp_path: Path) -> str:
    path = tmp_path / "config/settings.toml"
    return path.read_text() if path.exists() else ""


async def test_a_switch_takes_effect_and_is_written_and_taken_back(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config/settings.toml").write_text("# mine\nother = 1\n")
    async with desk(write_shop(tmp_path)) as here:
        listed = await at(here, "motion")
        await here.press("enter")
        await here.until(lambda: "motion = false" in written(tmp_path))
        assert written(tmp_path).startswith("# mine\n")
        assert listed.current is not None
        assert listed.current.value == "off"
        assert here.app.animation_level == "none"
        await here.press("u")
        await here.until(lambda: "motion = true" in written(tmp_path))


async def test_a_theme_is_shown_while_it_is_chosen(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await at(here, "theme colours")
        await here.press("enter")
        await here.until(lambda: isinstance(here.app.screen, Pick))
        await here.press(*"chalk")
        await here.until(lambda: here.app.theme == "chalk")
        await here.press("escape")
        await here.until(lambda: here.app.theme == "night")

        await here.press("enter", *"dawn", "enter")
        await here.until(lambda: 'theme = "dawn"' in written(tmp_path))
        assert here.app.theme == "dawn"


async def test_a_key_is_pressed_and_works_at_once(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await at(here, "keys.sidebar")
        await here.press("enter")
        await here.until(lambda: isinstance(here.app.screen, PressKey))
        await here.press("f5", "escape", "ctrl+e", "enter")
        await here.until(lambda: 'sidebar = "ctrl+e"' in written(tmp_path))
        await here.press("a")
        await here.until(lambda: isinstance(here.app.screen, PressKey))
        await here.press("f11", "enter")
        await here.until(lambda: 'sidebar = ["ctrl+e", "f11"]' in written(tmp_path))
        await here.press("escape")
        await here.until(lambda: here.app.screen is here.main)
        await here.press("ctrl+b")
        assert here.tree.display
        await here.press("ctrl+e")
        assert not here.tree.display


async def test_a_command_can_go_without_a_key_and_have_its_own_again(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await at(here, "keys.sidebar")
        await here.press("d")
        await here.until(lambda: "sidebar = []" in written(tmp_path))
        await here.press("r")
        await here.until(lambda: "sidebar" not in written(tmp_path))


async def test_a_number_must_be_one(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await at(here, "history_entries")
        await here.press("enter")
        await here.until(lambda: isinstance(here.app.screen, Ask))
        await here.press("ctrl+u", *"many", "enter")
        await here.sees('"many" is not a whole number')
        await here.press("enter")
        await here.until(lambda: isinstance(here.app.screen, Ask))
        await here.press("ctrl+u", *"500", "enter")
        await here.until(lambda: "history_entries = 500" in written(tmp_path))


async def test_escape_leaves_a_key_as_it_is(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await at(here, "keys.sidebar")
        await here.press("enter")
        await here.until(lambda: isinstance(here.app.screen, PressKey))
        await here.press("escape")
        await here.until(lambda: isinstance(here.app.screen, SettingsScreen))
        assert "sidebar" not in written(tmp_path)


async def test_without_confirming_a_deletion_is_done_at_once(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    (tmp_path / "config").mkdir()
    (tmp_path / "config/settings.toml").write_text("confirm = false\n")
    async with desk(root) as here:
        here.tree.focus()
        here.tree.reveal("slow")
        await here.press("d")
        await here.until(lambda: not (root / "slow.toml").exists())
        await here.press("u")
        await here.until(lambda: (root / "slow.toml").exists())

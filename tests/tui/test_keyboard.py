from pathlib import Path

import pytest
from textual.widgets import Input

from workbench.tui.keyboard import keymap_of
from workbench.tui.keymap import keymap
from workbench.tui.widgets.which_key import WhichKey

from .shops import desk, write_shop
from .widgets.apps import Showing

pytestmark = pytest.mark.anyio


def settings(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "config/settings.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


async def test_a_key_behind_the_leader_is_a_command(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.press("comma", "b")
        assert not here.tree.display
        assert not here.main.query(WhichKey)


async def test_who_hesitates_is_shown_what_may_follow(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.press("comma")
        await here.sees("b Show or hide the collection")
        await here.press("escape")
        await here.until(lambda: not here.main.query(WhichKey))
        assert here.tree.display
        await here.press("f1")
        await here.sees("Everywhere")


async def test_a_key_that_cannot_follow_ends_it_and_does_nothing(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.press("comma", "y", "ctrl+b")
        assert not here.tree.display


async def test_a_comma_is_text_where_text_is_typed(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.open("users")
        await here.press("ctrl+l", "end", "comma", "b")
        url = here.main.focused
        assert isinstance(url, Input)
        assert url.value.endswith(",b")
        await here.press("alt+comma", "b")
        assert not here.tree.display


async def test_three_keys_in_a_row(tmp_path: Path) -> None:
    settings(tmp_path, '[keys]\nsidebar = "ctrl+x a b"\n')
    async with desk(write_shop(tmp_path)) as here:
        await here.press("ctrl+x", "a", "b")
        assert not here.tree.display


async def test_own_keys_work_and_are_shown_everywhere(tmp_path: Path) -> None:
    settings(tmp_path, '[keys]\nsidebar = "ctrl+e"\nhelp = []\nquit = "ctrl+y"\n')
    async with desk(write_shop(tmp_path), size=(160, 40)) as here:
        assert "^y quit" in here.text
        assert "f1 help" not in here.text
        await here.press("ctrl+b", "f1")
        assert here.tree.display
        await here.press("ctrl+e")
        assert not here.tree.display


async def test_a_change_of_the_settings_takes_effect_at_once(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path), size=(160, 40)) as here:
        path = settings(tmp_path, '[keys]\nsidebar = "ctrl+e"\nsned = "f5"\n')
        await here.sees('did you mean "send"?')
        (notice,) = [notification.message for notification in here.app._notifications]
        assert notice.startswith(f'{path}:3: there is no command "sned"')
        await here.press("ctrl+e")
        assert not here.tree.display
        path.unlink()
        await here.until(lambda: here.app.keyboard.keymap.keys["sidebar"][0] == "ctrl+b")


async def test_apps_of_others_have_the_keys_of_the_tables() -> None:
    app = Showing()
    async with app.run_test():
        assert keymap_of(app).keys == keymap().keys

from pathlib import Path

import pytest

from workbench.tui.screens.dialogs import Choices
from workbench.tui.screens.help import Help
from workbench.tui.screens.settings import SettingsScreen

from ...shops import desk, write_shop

pytestmark = pytest.mark.anyio


async def test_what_is_about_the_whole_program_is_done_from_anywhere(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.press("f1")
        await here.until(lambda: isinstance(here.app.screen, Help))
        await here.press("escape", "f4")
        await here.until(lambda: here.app.focused is not None)
        await here.until(lambda: bool(here.app.screen.query(Choices)))
        await here.press("escape")
        await here.main.action_command("settings")
        await here.until(lambda: isinstance(here.app.screen, SettingsScreen))
        await here.press("escape", "ctrl+q")
        await here.until(lambda: here.app.return_code == 0)

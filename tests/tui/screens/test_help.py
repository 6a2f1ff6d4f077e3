import pytest

from workbench.tui.commands import COMMANDS
from workbench.tui.screens.help import Help
from workbench.tui.widgets.lines import Lines

from ..widgets.apps import Showing, screen_text

pytestmark = pytest.mark.anyio


async def test_every_command_is_listed_with_its_keys() -> None:
    app = Showing()
    async with app.run_test(size=(100, 110)) as pilot:
        app.push_screen(Help())
        await pilot.pause()
        text = screen_text(app)

        for command in COMMANDS:
            assert command.all_keys[0] in text
            assert command.help in text


async def test_escape_closes_the_help() -> None:
    app = Showing()
    async with app.run_test() as pilot:
        app.push_screen(Help())
        await pilot.pause()
        assert app.screen.query_one(Lines).has_focus
        await pilot.press("escape")
        await pilot.pause()

        assert not isinstance(app.screen, Help)

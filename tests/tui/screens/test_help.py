import re
from pathlib import Path

import pytest
from textual.widgets import Input

from workbench.preferences import Settings
from workbench.tui.commands import COMMANDS
from workbench.tui.keymap import keymap
from workbench.tui.screens.help import Help, sections
from workbench.tui.widget_commands import WIDGET_COMMANDS

from ..shops import desk, write_shop
from ..widgets.apps import Showing, screen_text

pytestmark = pytest.mark.anyio


def test_every_command_is_listed_with_its_keys() -> None:
    keys = keymap()
    listed = [entry for _, entries in sections(keys) for entry in entries]

    helps = {c.id: c.help for c in COMMANDS} | {c.id: c.help for c in WIDGET_COMMANDS}
    for name, text in helps.items():
        assert (keys.listed(name), text) in listed


async def test_the_users_own_keys_are_shown() -> None:
    app = Showing()
    async with app.run_test(size=(100, 60)) as pilot:
        app.push_screen(Help(keymap(Settings(keys={"send": ("ctrl+e",), "save": ()}))))
        await pilot.pause()
        text = screen_text(app)

        assert "^e " in text
        assert re.search("no key +Write the edited lines", text)


async def test_typing_finds_keys_and_what_they_do() -> None:
    app = Showing()
    async with app.run_test(size=(100, 60)) as pilot:
        app.push_screen(Help(keymap()))
        await pilot.pause()
        await pilot.press(*"unsaved drop")
        await pilot.pause()

        assert "Drop unsaved edits" in screen_text(app)
        assert "Send the opened request" not in screen_text(app)
        await pilot.press(*"zzz")
        await pilot.pause()
        assert "nothing matches" in screen_text(app)


async def test_what_has_the_focus_is_explained_first(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path), size=(100, 50)) as here:
        await here.press("f1")
        lines = here.text.splitlines()
        titles = [line for line in lines if "The collection: folders" in line]

        assert titles
        assert lines.index(titles[0]) < next(i for i, at in enumerate(lines) if "Everywhere" in at)
        assert "Unfold the folder" in here.text

        await here.press("escape")
        here.app.screen.set_focus(here.main.query_one("#tree"))
        await here.open("users")
        await here.press("ctrl+l", "f1")
        assert "The URL with its query" in here.text
        assert "(url)" not in here.text


async def test_every_field_says_what_it_is_for(tmp_path: Path, demo_url: str) -> None:
    async with desk(write_shop(tmp_path), demo_url) as here:
        await here.open("users")
        await here.press("ctrl+r")
        await here.done()
        for key, about in (("slash", "A search of the body"), ("vertical_line", "is seen through")):
            await here.press("ctrl+o", key, "f1")
            await here.sees(about)
            await here.press("escape", "escape")
        await here.press("alt+p", "slash", "f1")
        await here.sees("What the list is narrowed by")


async def test_escape_closes_the_help() -> None:
    app = Showing()
    async with app.run_test() as pilot:
        app.push_screen(Help(keymap()))
        await pilot.pause()
        assert app.screen.query_one(Input).has_focus
        await pilot.press("escape")
        await pilot.pause()

        assert not isinstance(app.screen, Help)


async def test_what_goes_on_in_the_next_line_stands_below_what_it_goes_on_from() -> None:
    app = Showing()
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(Help(keymap()))
        await pilot.pause()
        lines = screen_text(app).splitlines()
        at = next(i for i, line in enumerate(lines) if "Send the opened request" in line)

        assert lines[at].index("Send") == lines[at + 1].index("URL does")

from pathlib import Path

import pytest

from workbench.tui.screens.folder import FolderScreen
from workbench.tui.widgets.row_lines import RowLines
from workbench.tui.widgets.tab_bar import TabBar

from ...shops import Desk, desk, write_shop

pytestmark = pytest.mark.anyio
TEXT = (
    'name = "Signing in"  # as people say\n\n[headers]\nX-Team = "blue"   # ours\n'
    "\n[variables]\nlimit = 20\n"
)


def write(root: Path) -> Path:
    shop = write_shop(root)
    (shop / "auth" / "folder.toml").write_text(TEXT)
    return shop


async def edit(here: Desk, node: str = "auth/login") -> FolderScreen:
    """Open the editor of the folder around a request."""
    here.tree.focus()
    here.tree.reveal(node)
    await here.press("e")
    await here.until(lambda: isinstance(here.app.screen, FolderScreen))
    screen = here.app.screen
    assert isinstance(screen, FolderScreen)
    await here.sees("folder.toml" if "/" in node else "collection.toml")
    return screen


async def rows(here: Desk, tab: str) -> None:
    """Go to the table of a tab."""
    screen = here.app.screen
    screen.query_one("#folder-tabs", TabBar).choose(tab)
    await here.pilot.pause()
    next(lines for lines in screen.query(RowLines) if lines.region.height).focus()


async def test_a_header_changes_its_line_and_what_requests_inherit(tmp_path: Path) -> None:
    shop = write(tmp_path)
    path = shop / "auth" / "folder.toml"
    async with desk(shop) as here:
        await edit(here)
        await here.sees("X-Team", "blue")
        await rows(here, "Headers")
        await here.press("v", "ctrl+u", *"red", "enter")
        await here.until(lambda: path.read_text() == TEXT.replace('"blue"', '"red"'))
        await here.press("escape")
        await here.until(lambda: here.app.screen is here.main)

        def color() -> object:
            folder = here.main.state.collection.folders_of("auth/login")[-1]
            return folder.defaults.headers[0].value

        await here.until(lambda: color() == "red")


async def test_what_was_typed_last_is_kept_when_leaving_and_undone_on_the_way_back(
    tmp_path: Path,
) -> None:
    shop = write(tmp_path)
    path = shop / "auth" / "folder.toml"
    async with desk(shop) as here:
        await edit(here)
        await rows(here, "Variables")
        await here.press("v", "ctrl+u", *"30", "enter", "escape")
        await here.until(lambda: path.read_text() == TEXT.replace("20", "30"))

        await edit(here)
        await here.press("u")
        await here.sees("took back the edit of auth")
        assert path.read_text() == TEXT


async def test_auth_options_and_info_are_those_of_a_request(tmp_path: Path) -> None:
    shop = write(tmp_path)
    path = shop / "auth" / "folder.toml"
    async with desk(shop) as here:
        screen = await edit(here)
        await here.press("f9")
        await here.sees("inherit", "basic", "bearer")
        await here.press("f9", "f9")
        await here.until(lambda: screen.query_one("#folder-tabs", TabBar).active == "Options")
        screen.query_one("#timeout").focus()
        await here.press(*"12")
        await here.until(lambda: "timeout = 12" in path.read_text())
        screen.query_one("#folder-tabs").focus()
        await here.press("f9")
        await here.sees("Name", "Description")
        assert "Tags" not in here.text
        screen.query_one("#description").focus()
        await here.press(*"why")
        await here.until(lambda: 'description = "why"' in path.read_text())
        assert "# as people say" in path.read_text()
        assert "# ours" in path.read_text()


async def test_the_collection_itself_is_edited_from_its_top_level(tmp_path: Path) -> None:
    shop = write(tmp_path)
    async with desk(shop) as here:
        await edit(here, "users")
        await rows(here, "Headers")
        await here.press("a", *"X-All", "enter", *"yes", "enter", "escape")
        await here.until(lambda: 'X-All = "yes"' in (shop / "collection.toml").read_text())


async def test_a_folder_that_cannot_be_read_is_left_as_it_is(tmp_path: Path) -> None:
    shop = write(tmp_path)
    (shop / "auth" / "folder.toml").write_text("[headers\n")
    async with desk(shop) as here:
        here.tree.focus()
        here.tree.reveal("auth/login")
        await here.press("e")
        await here.sees("shop/auth/folder.toml:1")
        await here.until(lambda: here.app.screen is here.main)
        assert (shop / "auth" / "folder.toml").read_text() == "[headers\n"


async def test_two_variables_of_one_name_are_said_and_not_written(tmp_path: Path) -> None:
    shop = write(tmp_path)
    async with desk(shop) as here:
        await edit(here)
        await rows(here, "Variables")
        await here.press("a", *"limit", "enter", *"9", "enter")
        await here.sees("is there twice")
        assert (shop / "auth" / "folder.toml").read_text() == TEXT


async def test_what_somebody_else_has_changed_meanwhile_is_kept_and_shown(tmp_path: Path) -> None:
    shop = write(tmp_path)
    path = shop / "auth" / "folder.toml"
    async with desk(shop) as here:
        await edit(here)
        theirs = TEXT.replace("[variables]", 'X-Theirs = "1"\n\n[variables]')
        path.write_text(theirs)
        await rows(here, "Headers")
        await here.press("v", "ctrl+u", *"red", "enter")
        await here.until(lambda: path.read_text() == theirs.replace('"blue"', '"red"'))
        await here.sees("X-Theirs")


async def test_where_both_have_changed_the_same_the_user_is_asked(tmp_path: Path) -> None:
    shop = write(tmp_path)
    path = shop / "auth" / "folder.toml"
    async with desk(shop) as here:
        await edit(here)
        path.write_text(TEXT.replace("blue", "green"))
        await rows(here, "Headers")
        await here.press("v", "ctrl+u", *"red", "enter")
        await here.sees("auth changed on disk", "headers.X-Team")
        await here.press("escape")
        await here.sees("red")
        assert "green" in path.read_text()

from pathlib import Path

import pytest

from workbench.tui.screens.environments import EnvironmentScreen, EnvironmentsScreen
from workbench.tui.screens.environments.listing import EnvironmentList

from ...shops import Desk, desk, write_shop

pytestmark = pytest.mark.anyio


async def listed(here: Desk) -> EnvironmentList:
    """Open the list."""
    await here.press("alt+e")
    await here.until(lambda: isinstance(here.app.screen, EnvironmentsScreen))
    return here.app.screen.query_one(EnvironmentList)


def names(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "environments").iterdir())


async def test_an_environment_can_be_used_from_the_list(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await listed(here)
        await here.sees("● ■ local", "■ other", "this one is used now")
        await here.press("down")
        await here.sees("→  http://127.0.0.1:2")
        await here.press("enter")
        await here.until(lambda: here.main.state.environment == "other")


async def test_environments_are_made_copied_renamed_and_deleted_and_all_is_undone(
    tmp_path: Path,
) -> None:
    root = write_shop(tmp_path)
    before = {path: path.read_bytes() for path in (root / "environments").iterdir()}
    async with desk(root) as here:
        lines = await listed(here)
        await here.press("n", *"new", "enter")
        await here.until(lambda: lines.current is not None and lines.current.name == "new")
        await here.press("home", "D")
        await here.sees("Copy local as")
        await here.press("ctrl+u", *"twin", "enter")
        await here.until(lambda: lines.current is not None and lines.current.name == "twin")
        await here.sees("it says the same as local")
        await here.press("home", "r")
        await here.sees("Rename")
        await here.press("ctrl+u", *"mine", "enter")
        await here.sees("● ■ mine")
        await here.press("end", "delete")
        await here.sees("Move the files of twin to the trash?")
        await here.press("y")
        await here.until(lambda: names(root) == ["mine.toml", "new.toml", "other.toml"])

        for what in ("the deletion of twin", "the name mine", "the copy twin", "environment new"):
            await here.press("u")
            await here.sees(what)
        assert {p: p.read_bytes() for p in (root / "environments").iterdir()} == before
        await here.press("u")
        await here.sees("nothing was changed")


async def test_an_environment_in_use_goes_on_under_its_new_name(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await listed(here)
        await here.press("f2", "ctrl+u", *"mine", "enter")
        await here.sees("● ■ mine")
        await here.press("escape")
        await here.until(lambda: here.main.state.environment == "mine")


async def test_a_name_that_is_taken_or_none_is_refused(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    async with desk(root) as here:
        await listed(here)
        await here.press("n", *"other", "enter")
        await here.sees('there is an environment "other" already')
        await here.press("n", *"a/b", "enter")
        await here.sees('"a/b" is no name for an environment')
        assert names(root) == ["local.toml", "other.toml"]


async def test_the_list_is_narrowed_and_its_first_edited(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        lines = await listed(here)
        await here.press("slash", *"OTH", "enter", "e")
        await here.until(lambda: isinstance(here.app.screen, EnvironmentScreen))
        await here.sees("environments/other.toml")
        await here.press("escape")
        await here.until(lambda: isinstance(here.app.screen, EnvironmentsScreen))
        assert lines.count == 1


async def test_a_collection_without_environments_begins_with_the_list(tmp_path: Path) -> None:
    root = write_shop(tmp_path)
    for path in (root / "environments").iterdir():
        path.unlink()
    async with desk(root) as here:
        await here.press("f3")
        await here.sees("no environment yet: n makes one")
        await here.press("n", *"dev", "enter")
        await here.sees("■ dev  says nothing yet")
        await here.press("enter")
        await here.until(lambda: here.main.state.environment == "dev")
        await here.press("alt+e")
        await here.sees("Environments", "filters by name")
        await here.press("slash", *"other")
        await here.sees("no environment fits")

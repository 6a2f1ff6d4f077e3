from pathlib import Path

import pytest
from textual.command import CommandList, DiscoveryHit, Hit

from workbench.model import Row
from workbench.tui.commands import COMMANDS
from workbench.tui.keymap import keymap
from workbench.tui.open_requests import is_scratch
from workbench.tui.palette import CommandProvider
from workbench.tui.screens.help import Help
from workbench.tui.widgets.tab_bar import TabBar

from .shops import desk, write_shop

pytestmark = pytest.mark.anyio


async def test_everything_is_offered_before_anything_is_typed(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        hits = [hit async for hit in CommandProvider(here.main).discover()]

        assert [hit.text for hit in hits if isinstance(hit, DiscoveryHit)] == [
            f"{command.title}  ({keymap().shown(command.id)})" for command in COMMANDS
        ]


async def test_a_search_finds_by_title_the_best_first(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        hits = [hit async for hit in CommandProvider(here.main).search("switch env")]
        best = max((hit for hit in hits if isinstance(hit, Hit)), key=lambda hit: hit.score)
        nothing = [hit async for hit in CommandProvider(here.main).search("zzzz")]

        assert best.help == "Choose where {{names}} get their values"
        assert nothing == []


async def test_a_request_is_written_in_one_line(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        line = "POST :/users name=Ada X-A:b"
        await here.press("ctrl+p")
        await here.sees("POST :/users name=Ada age:=36")  # how it is done
        await here.press(*("space" if char == " " else char for char in line))
        await here.sees("POST {{base_url}}/users", "with 1 header, a body (json)")
        await here.press("enter")
        await here.until(lambda: here.main.state.spec is not None)
        await here.until(lambda: here.main.state.spec.method == "POST")  # type: ignore[union-attr]

        spec = here.main.state.spec
        assert spec is not None
        assert (spec.url, spec.headers) == ("{{base_url}}/users", (Row("X-A", "b"),))
        assert is_scratch(here.main.state.opened or "")


async def test_a_line_that_is_no_request_yet_says_why(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        (hit,) = [hit async for hit in CommandProvider(here.main).search("POST :/users a:=[")]

        assert (hit.text, hit.help) == ('"[" is no JSON', "a text is written a=[")


async def test_a_command_is_found_and_carried_out_from_the_keyboard(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.press("ctrl+p", *"hide")
        await here.until(lambda: here.app.screen.query_one(CommandList).option_count == 1)
        await here.press("enter")
        await here.until(lambda: here.app.screen is here.main)

        assert not here.tree.display


@pytest.mark.parametrize(
    ("typed", "bar", "name"),
    [("headers req", "#request-tabs", "Headers"), ("auth of", "#request-tabs", "Auth")],
)
async def test_a_tab_is_found_by_its_name_and_shown(
    tmp_path: Path, typed: str, bar: str, name: str
) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.open("auth/login")
        await here.press("ctrl+p", *("space" if char == " " else char for char in typed))
        await here.until(lambda: here.app.screen.query_one(CommandList).option_count == 1)
        await here.press("enter")
        tabs = here.main.query_one(bar, TabBar)
        await here.until(lambda: tabs.has_focus and tabs.active == name)


async def test_a_tab_that_is_out_of_sight_is_not_offered(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        assert [hit async for hit in CommandProvider(here.main).search("timeline")] == []


async def test_a_command_that_cannot_run_says_why_from_here_as_well(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.press("ctrl+p", *"save req")
        await here.until(lambda: here.app.screen.query_one(CommandList).option_count == 2)
        await here.press("enter")
        await here.sees("Save request: open a request first")


async def test_help_comes_up_over_the_main_screen(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.press("ctrl+p", *"help")
        await here.until(lambda: here.app.screen.query_one(CommandList).option_count >= 1)
        await here.press("enter")
        await here.until(lambda: isinstance(here.app.screen, Help))

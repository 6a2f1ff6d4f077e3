from itertools import combinations
from pathlib import Path

import pytest
from textual.geometry import Offset
from textual.widgets import Input

from workbench.tui.screens.dialogs import Ask, Choices, Confirm
from workbench.tui.screens.jump import LETTERS, Jump, labels, spots
from workbench.tui.widgets.tab_bar import TabBar

from ..shops import Desk, desk, write_shop

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("count", [0, 1, 25, 26, 27, 60, 300, 676])
def test_labels_are_unique_and_none_begins_another(count: int) -> None:
    made = labels(count)

    assert len(made) == len(set(made)) == count
    assert [len(label) for label in made] == sorted(len(label) for label in made)
    assert not any(b.startswith(a) for a, b in combinations(sorted(made), 2))
    assert set("".join(made)) <= set(LETTERS)


async def label_at(here: Desk, at: Offset) -> str:
    """Begin to jump, and return the label of a place on the screen."""
    await here.press("alt+j")
    await here.until(lambda: isinstance(here.app.screen, Jump))
    jump = here.app.screen
    assert isinstance(jump, Jump)
    return next(label for label, spot in jump.spots.items() if spot.at == at)


async def test_labels_lie_over_everything_and_the_screen_shines_through(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.open("users")
        before = here.text
        await here.press("f")
        await here.until(lambda: isinstance(here.app.screen, Jump))
        jump = here.app.screen
        assert isinstance(jump, Jump)

        lines = here.text.splitlines()
        for label, spot in jump.spots.items():
            assert lines[spot.at.y][spot.at.x :].startswith(label)
        assert "Press ctrl+r" in here.text

        await here.press("escape")
        await here.until(lambda: here.app.screen is here.main)
        assert here.text == before


async def test_a_request_a_tab_and_a_field_are_one_label_away(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.open("users")
        line = next(i for i, at in enumerate(here.text.splitlines()) if "Log in" in at)
        await here.press(*await label_at(here, Offset(1, line)))
        await here.until(lambda: here.main.state.opened == "auth/login")

        tabs = here.main.query_one("#request-tabs", TabBar)
        at = (
            tabs.content_region.offset
            + dict(zip(tabs.names, (offset for offset, _ in tabs.jump_spots()), strict=False))[
                "Headers"
            ]
        )
        await here.press(*await label_at(here, at))
        await here.until(lambda: tabs.active == "Headers" and tabs.has_focus)

        url = here.main.query_one("#url", Input)
        await here.press(*await label_at(here, url.region.offset))
        await here.until(lambda: url.has_focus)


async def test_what_was_shown_a_moment_ago_is_left_out(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.open("users")
        tabs = here.main.query_one("#response-tabs", TabBar)
        tabs.display = True

        assert tabs in here.main.focus_chain
        assert spots(here.main)


async def test_a_letter_that_no_label_has_leaves_all_as_it_is(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.press("f", "1")
        assert isinstance(here.app.screen, Jump)


async def test_it_works_over_dialogs(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.press("ctrl+n")
        await here.until(lambda: isinstance(here.app.screen, Ask))
        box = here.app.screen.query_one(Input)
        await here.press(*await label_at(here, box.region.offset))
        await here.until(lambda: isinstance(here.app.screen, Ask))
        await here.press("escape")

        here.main.set_focus(here.tree)
        here.tree.reveal("users")
        await here.press("d")
        await here.until(lambda: isinstance(here.app.screen, Confirm))
        cancel = here.app.screen.query_one("#no")
        await here.press(*await label_at(here, cancel.region.offset))
        await here.until(lambda: here.app.screen is here.main)
        assert here.main.state.collection.find("users") is not None


async def test_it_goes_to_the_choices_of_a_dialog(tmp_path: Path) -> None:
    async with desk(write_shop(tmp_path)) as here:
        await here.press("f3")
        await here.sees("other")
        line = next(i for i, at in enumerate(here.text.splitlines()) if "other" in at)
        at = Offset(here.app.screen.query_one(Choices).region.x, line)
        await here.press(*await label_at(here, at))
        await here.press("enter")
        await here.until(lambda: here.main.state.environment == "other")

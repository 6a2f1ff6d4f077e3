import asyncio

import pytest
from textual.pilot import Pilot

from workbench.tui.widgets.code_area import CodeArea
from workbench.tui.widgets.editor import Editor, SearchLine

from .apps import Showing, screen_text

pytestmark = pytest.mark.anyio

TEXT = "ab Ab\nxab\n\nab"


def editing(text: str = TEXT) -> tuple[CodeArea, Showing]:
    area = CodeArea("text")
    area.load_text(text)
    return area, Showing(Editor(area))


async def sees(pilot: Pilot[None], text: str) -> None:
    async with asyncio.timeout(40):
        while text not in screen_text(pilot.app):
            await pilot.pause(0.01)


async def test_hits_are_found_while_one_types_and_counted() -> None:
    area, app = editing()
    async with app.run_test(size=(60, 8)) as pilot:
        area.focus()
        await pilot.press("down", "ctrl+f", "a")
        await sees(pilot, "hit 3/4")
        assert area.selected_text == "a"
        await pilot.press("b", "enter")
        await sees(pilot, "hit 4/4")
        await pilot.press("down")
        await sees(pilot, "hit 1/4")
        await pilot.press("up")
        await sees(pilot, "hit 4/4")
        await pilot.press("c")
        await sees(pilot, "no hits")


async def test_escape_goes_back_to_where_the_hit_is() -> None:
    area, app = editing()
    async with app.run_test(size=(60, 8)) as pilot:
        area.focus()
        await pilot.press("ctrl+f", "x")
        await sees(pilot, "hit 1/1")
        await pilot.press("escape")
        await pilot.pause()

        assert app.focused is area
        assert area.selection.start == (1, 0)
        assert area.hits is None
        assert "hit" not in screen_text(app)


async def test_a_search_can_be_taken_up_from_the_text() -> None:
    area, app = editing()
    async with app.run_test(size=(60, 8)) as pilot:
        area.focus()
        await pilot.press("ctrl+f", "a", "b")
        await sees(pilot, "hit 1/4")
        await pilot.press("escape", "alt+down")
        await sees(pilot, "hit")
        assert app.focused is area
        await pilot.press("alt+up")
        await sees(pilot, "hit 1/4")


async def test_what_is_typed_in_the_text_is_searched_too() -> None:
    area, app = editing("a")
    async with app.run_test(size=(60, 8)) as pilot:
        area.focus()
        await pilot.press("ctrl+f", "a")
        await sees(pilot, "hit 1/1")
        area.focus()
        await pilot.press("end", "a")
        await sees(pilot, "2 hits")


async def test_one_is_replaced_after_the_other() -> None:
    area, app = editing()
    async with app.run_test(size=(80, 8)) as pilot:
        area.focus()
        await pilot.press("alt+c", *"ab")
        await sees(pilot, "hit 1/4")
        await pilot.press("tab", "y", "enter")
        await sees(pilot, "hit 1/3")
        assert area.text == "y Ab\nxab\n\nab"
        await pilot.press("enter")
        await sees(pilot, "hit 1/2")

        assert area.text == "y y\nxab\n\nab"


async def test_all_are_replaced_as_one_step() -> None:
    area, app = editing()
    async with app.run_test(size=(80, 8)) as pilot:
        area.focus()
        await pilot.press("z", "alt+c", *r"/(a)b/", "tab", *r"<\1>", "alt+a")
        await sees(pilot, "4 replaced")
        assert area.text == "z<a> <A>\nx<a>\n\n<a>"
        area.undo()
        assert area.text == f"z{TEXT}"
        area.redo()
        assert area.text == "z<a> <A>\nx<a>\n\n<a>"


async def test_without_replacing_nothing_is_replaced() -> None:
    area, app = editing()
    async with app.run_test(size=(80, 8)) as pilot:
        area.focus()
        await pilot.press("ctrl+f", "a", "alt+a")
        await sees(pilot, "hit 1/4")

        assert area.text == TEXT


async def test_a_bad_pattern_is_told_in_the_line() -> None:
    area, app = editing()
    async with app.run_test(size=(80, 8)) as pilot:
        area.focus()
        await pilot.press("ctrl+f", *"/(/")
        await sees(pilot, "no pattern: ")

        assert app.query_one("#wanted", SearchLine).value == "/(/"


async def test_a_selection_is_what_is_searched_first() -> None:
    area, app = editing()
    async with app.run_test(size=(80, 8)) as pilot:
        area.focus()
        await pilot.press("shift+right", "shift+right", "ctrl+f")
        await sees(pilot, "hit 1/4")

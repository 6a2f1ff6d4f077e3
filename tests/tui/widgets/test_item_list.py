import pytest
from textual import on
from textual.content import Content

from workbench.tui.widgets.item_list import ItemList
from workbench.tui.widgets.line_list import LineList

from .apps import Showing, screen_text

pytestmark = pytest.mark.anyio


class Names(ItemList[str]):
    def line(self, index: int, width: int) -> Content:
        return Content(self.shown[index])


class Listening(Showing):
    chosen: list[int]

    def on_mount(self) -> None:
        self.chosen = []

    @on(LineList.Chosen)
    def _remember(self, event: LineList.Chosen) -> None:
        self.chosen.append(event.index)


async def test_one_thing_is_under_the_cursor_unless_there_are_none() -> None:
    names = Names("nobody is here")
    async with Showing(names).run_test(size=(40, 10)) as pilot:
        assert "nobody is here" in screen_text(pilot.app)
        found = [names.current]
        names.show(["ada", "bob", "cleo"])
        names.cursor = 2
        await pilot.pause()
        found.append(names.current)
        assert "bob" in screen_text(pilot.app)
        names.show(["ada"])

        assert [*found, names.current] == [None, "cleo", "ada"]


async def test_one_click_goes_there_and_two_choose() -> None:
    names = Names("nobody is here")
    app = Listening(names)
    async with app.run_test(size=(40, 10)) as pilot:
        names.show(["ada", "bob"])
        await pilot.pause()
        await pilot.click(Names, offset=(2, 1))
        await pilot.pause()
        assert (names.current, app.chosen) == ("bob", [])

        await pilot.click(Names, offset=(2, 1), times=2)
        await pilot.pause()
        assert app.chosen == [1]

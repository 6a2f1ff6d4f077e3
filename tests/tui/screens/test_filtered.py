from collections.abc import Iterable
from typing import ClassVar

import pytest
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget

from workbench.tui.commands import Command
from workbench.tui.screens.filtered import FilteredScreen
from workbench.tui.screens.side import bindings_of
from workbench.tui.widgets.filter_box import FilterBox
from workbench.tui.widgets.item_list import ItemList

from ..widgets.apps import Showing

pytestmark = pytest.mark.anyio
COMMANDS = (Command("toy.filter", "Filter", "slash", "Filter", "filter"),)
NAMES = ("Ada", "Bob", "Bernd")


class Names(ItemList[str]):
    def line(self, index: int, width: int) -> Content:
        return Content(self.shown[index])


class Toy(FilteredScreen[None]):
    commands = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(COMMANDS)

    def body(self) -> Iterable[Widget]:
        return (FilterBox("by name"), Names("nobody fits"))

    @property
    def _list(self) -> Names:
        return self.query_one(Names)

    def _narrow(self) -> None:
        self._list.show([name for name in NAMES if self._filter in name.lower()])


async def test_what_is_typed_narrows_the_list_whose_cursor_moves_meanwhile() -> None:
    app, toy = Showing(), Toy()
    async with app.run_test(size=(60, 12)) as pilot:
        await app.push_screen(toy)
        names = toy.query_one(Names)
        toy.set_focus(names)
        await pilot.press("slash", *"B", "down")
        await pilot.pause()

        assert toy.query_one(FilterBox).has_focus
        assert (names.shown, names.current) == (["Bob", "Bernd"], "Bernd")
        await pilot.press("enter")
        await pilot.pause()
        assert names.has_focus
        assert names.current == "Bernd"


async def test_leaving_the_filter_lists_all_again() -> None:
    app, toy = Showing(), Toy()
    async with app.run_test(size=(60, 12)) as pilot:
        await app.push_screen(toy)
        names = toy.query_one(Names)
        await pilot.press("slash", *"ada", "escape")
        await pilot.pause()

        assert names.shown == [*NAMES]
        assert names.has_focus

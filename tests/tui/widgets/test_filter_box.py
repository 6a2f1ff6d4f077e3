import pytest
from textual.message import Message

from workbench.tui.widgets.filter_box import FilterBox

from .apps import Showing

pytestmark = pytest.mark.anyio


class Listening(Showing):
    def __init__(self, box: FilterBox) -> None:
        super().__init__(box)
        self.heard: list[object] = []

    def on_filter_box_typed(self, event: FilterBox.Typed) -> None:
        self.heard.append(event.text)

    def on_filter_box_stepped(self, event: FilterBox.Stepped) -> None:
        self.heard.append(event.by)

    def on_filter_box_left(self, event: Message) -> None:
        self.heard.append("left")


async def test_typing_steps_and_leaving_are_told() -> None:
    box = FilterBox("names")
    app = Listening(box)
    async with app.run_test() as pilot:
        box.focus()
        await pilot.press("A", "b", "down", "pageup", "enter")
        assert app.heard == ["a", "ab", 1, -10, "left"]


async def test_escape_empties_it_and_leaves() -> None:
    box = FilterBox("names")
    app = Listening(box)
    async with app.run_test() as pilot:
        box.focus()
        await pilot.press("a", "escape")
        assert app.heard[-1:] != []
        assert set(app.heard[1:]) == {"", "left"}
        assert box.value == ""

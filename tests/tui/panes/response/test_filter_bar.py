import pytest
from textual import on
from textual.message import Message

from workbench.tui.panes.response.filter_bar import FilterBar

from ...widgets.apps import Showing

pytestmark = pytest.mark.anyio


class Asking(Showing):
    """An app that hears what a bar says."""

    def __init__(self) -> None:
        super().__init__(FilterBar())
        self.heard: list[Message] = []

    @on(FilterBar.Wanted)
    @on(FilterBar.Left)
    def _heard(self, event: Message) -> None:
        self.heard.append(event)


async def test_up_and_down_take_what_was_used_before() -> None:
    app = Asking()
    async with app.run_test() as pilot:
        bar = app.query_one(FilterBar)
        bar.ask(["$.a", "jq .b"], "$.c")
        seen = [bar.value]
        for key in ("up", "up", "up", "down", "down"):
            await pilot.press(key)
            seen.append(bar.value)
        assert seen == ["$.c", "jq .b", "$.a", "$.a", "jq .b", ""]


async def test_enter_wants_a_filter_and_nothing_wants_none() -> None:
    app = Asking()
    async with app.run_test() as pilot:
        app.query_one(FilterBar).ask([])
        await pilot.press(*" $.a ", "enter")
        await pilot.press("ctrl+u", "enter", "escape")
        await pilot.pause()
        wanted, emptied, left = app.heard
        assert isinstance(wanted, FilterBar.Wanted)
        assert wanted.text == "$.a"
        assert isinstance(emptied, FilterBar.Left)
        assert isinstance(left, FilterBar.Left)

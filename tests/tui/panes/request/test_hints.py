import pytest

from workbench.model import Row
from workbench.tui.panes.request.hints import HINTS, hints
from workbench.tui.panes.request.layout_area import LayoutArea
from workbench.tui.widgets.row_lines import RowLines
from workbench.tui.widgets.row_table import RowTable

from ...widgets.apps import Showing

pytestmark = pytest.mark.anyio


async def test_the_keys_of_what_has_the_focus_are_named_as_far_as_they_fit() -> None:
    table, area = RowTable("header"), LayoutArea()
    app = Showing(table, area)
    async with app.run_test() as pilot:
        table.show((Row("A", "1"),))
        table.query_one(RowLines).focus()
        await pilot.pause()
        assert hints(app.screen, 30) == "enter edit · a add · x more"
        assert hints(app.screen, 200).endswith("u undo · b as text")
        assert hints(app.screen, 3) == ""

        area.focus()
        await pilot.pause()
        assert hints(app.screen, 30) == "alt+shift+f format · ^f find"
        app.set_focus(None)
        assert hints(app.screen, 60) == ""


def test_every_hint_is_something_that_its_widget_can_do() -> None:
    for kind, wanted in HINTS:
        actions = {
            b.action for bound in kind._merge_bindings().key_to_bindings.values() for b in bound
        }
        assert {action for action, _ in wanted} <= actions

from dataclasses import replace

import pytest
from textual import on

from workbench.model import Verdict
from workbench.tui.panes.response.pane import TABS
from workbench.tui.panes.response.tab_lines import TabLines

from ...samples import exchange
from ...widgets.apps import Showing, screen_text
from ...widgets.test_body_view import Body

pytestmark = pytest.mark.anyio

LONG = Verdict("body", passed=False, details=tuple(f"- detail {n}" for n in range(9)))
JUDGED = replace(exchange(), verdicts=(LONG,))


class Origins(Showing):
    """An app that hears what is wanted."""

    def __init__(self) -> None:
        super().__init__(TabLines())
        self.wanted: list[TabLines.OriginWanted] = []

    @on(TabLines.OriginWanted)
    def _heard(self, event: TabLines.OriginWanted) -> None:
        self.wanted.append(event)


@pytest.mark.parametrize("tab", [tab for tab in TABS if tab != "Body"])
async def test_every_tab_has_lines(tab: str) -> None:
    app = Origins()
    async with app.run_test(size=(70, 14)) as pilot:
        lines = app.query_one(TabLines)
        lines.show_tab(tab, exchange(), Body(b"text"), 60, revealed=False)
        await pilot.pause()

        assert lines.count
        assert screen_text(app).strip()


async def test_enter_unfolds_and_what_was_unfolded_can_be_come_back_to() -> None:
    app = Origins()
    async with app.run_test(size=(70, 20)) as pilot:
        lines = app.query_one(TabLines)
        lines.focus()
        lines.show_tab("Checks", JUDGED, None, 60, revealed=False)
        assert "detail 8" not in screen_text(app)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert "detail 8" in screen_text(app)

        left = lines.leave()
        lines.show_tab("Checks", JUDGED, None, 60, revealed=False)
        await pilot.pause()
        assert "detail 8" not in screen_text(app)

        lines.come_back(left)
        lines.show_tab("Checks", JUDGED, None, 60, revealed=False)
        await pilot.pause()
        assert "detail 8" in screen_text(app)
        assert left.line == 1
    assert app.wanted == []

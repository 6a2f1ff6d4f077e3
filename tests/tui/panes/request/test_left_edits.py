from dataclasses import replace

import pytest
from textual import on

from workbench.model import Collection, Folder, RequestSpec, SavedRequest, TextBody
from workbench.tui.panes.request import RequestPane
from workbench.tui.state import State
from workbench.tui.widgets.code_area import CodeArea
from workbench.tui.widgets.tab_bar import TabBar

from ...widgets.apps import Showing

pytestmark = pytest.mark.anyio
LINES = "\n".join(f"line {n}" for n in range(60))
REQUESTS = tuple(
    SavedRequest(name, RequestSpec(name=name, url="http://x/", body=TextBody("text", text)))
    for name, text in (("a", LINES), ("b", "other"))
)
OPEN = State(Collection(Folder("", "Shop", children=REQUESTS))).opening("b", keep=True)


class Editing(Showing):
    """Takes edits in as the main screen does."""

    state = OPEN.opening("a", keep=True)

    @on(RequestPane.Edited)
    def _edited(self, event: RequestPane.Edited) -> None:
        self.state = self.state.editing(event.node, event.spec)
        self.query_one(RequestPane).taken(self.state)
        self.query_one(RequestPane).show(self.state)

    def look_at(self, node: str) -> None:
        self.state = self.state.opening(node)
        self.query_one(RequestPane).show(self.state)


async def test_each_body_keeps_its_cursor_and_what_can_be_undone() -> None:
    app = Editing(RequestPane())
    async with app.run_test(size=(80, 24)) as pilot:
        pane = app.query_one(RequestPane)
        pane.show(app.state)
        app.query_one("#request-tabs", TabBar).choose("Body")
        await pilot.pause()
        await pilot.pause()
        area = app.query_one("#body-text", CodeArea)
        area.focus()
        area.move_cursor((40, 4))
        await pilot.press("x", "y")
        await pilot.pause()
        left = area.text, area.selection, area.scroll_offset
        assert "linexy 40" in area.text

        app.look_at("b")
        await pilot.pause()
        assert area.text == "other"
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert area.text == "other"  # nothing of it was edited

        app.look_at("a")
        await pilot.pause()
        assert (area.text, area.selection, area.scroll_offset) == left
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert area.text == LINES
        assert app.state.drafts == {}


async def test_a_text_that_changed_meanwhile_is_shown_from_its_start() -> None:
    app = Editing(RequestPane())
    async with app.run_test(size=(80, 24)) as pilot:
        pane = app.query_one(RequestPane)
        pane.show(app.state)
        app.query_one("#request-tabs", TabBar).choose("Body")
        await pilot.pause()
        await pilot.pause()
        area = app.query_one("#body-text", CodeArea)
        area.move_cursor((40, 4))
        app.look_at("b")
        spec = replace(REQUESTS[0].spec, body=TextBody("text", "new"))
        app.state = app.state.editing("a", spec)
        app.look_at("a")
        await pilot.pause()

        assert (area.text, area.cursor_location) == ("new", (0, 0))

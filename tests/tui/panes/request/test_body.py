import pytest
from textual import on
from textual.widgets import TextArea

from workbench.model import BodySpec, FileBody, FormBody, NoBody, Row, TextBody
from workbench.tui.panes.request.body import BodyTab
from workbench.tui.widgets.tab_bar import TabBar

from ...widgets.apps import Showing, screen_text

pytestmark = pytest.mark.anyio

FORM = FormBody((Row("a", "1"),))


class Listening(Showing):
    def __init__(self) -> None:
        super().__init__(BodyTab())
        self.heard: list[BodySpec] = []

    @on(BodyTab.Changed)
    def _hear(self, message: BodyTab.Changed) -> None:
        self.heard.append(message.body)


async def test_each_kind_shows_its_editor_and_tells_nobody() -> None:
    app = Listening()
    async with app.run_test(size=(80, 8)) as pilot:
        tab = app.query_one(BodyTab)
        for body, seen in (
            (NoBody(), "No body is sent"),
            (TextBody("json", '{"a": [b]}'), '{"a": [b]}'),
            (FORM, "+ add field"),
            (FileBody("a.png"), "edited in the file"),
        ):
            tab.show(body)
            await pilot.pause()
            assert seen in screen_text(app)
            assert ("No body is sent" in screen_text(app)) == isinstance(body, NoBody)
        assert app.heard == []


async def test_another_kind_is_told_with_what_its_editor_holds() -> None:
    app = Listening()
    async with app.run_test(size=(80, 8)) as pilot:
        app.query_one(BodyTab).show(TextBody("json", "[]"))
        for kind in ("xml", "form", "none", "text"):
            app.query_one(TabBar).choose(kind)
            await pilot.pause()

        assert app.heard == [TextBody("xml", "[]"), FormBody(), NoBody(), TextBody("text", "[]")]


async def test_the_cursor_stays_where_it_is_while_the_own_text_comes_back() -> None:
    app = Listening()
    async with app.run_test(size=(80, 8)) as pilot:
        tab = app.query_one(BodyTab)
        tab.show(TextBody("text", "ac"))
        area = app.query_one(TextArea)
        area.focus()
        await pilot.press("right", "b")
        await pilot.pause()
        tab.show(app.heard[-1])

        assert app.heard == [TextBody("text", "abc")]
        assert area.cursor_location == (0, 2)


async def test_a_kind_that_has_no_editor_here_is_kept() -> None:
    app = Listening()
    async with app.run_test(size=(80, 8)) as pilot:
        app.query_one(BodyTab).show(FileBody("a.png"))
        for kind in ("none", "file"):
            app.query_one(TabBar).choose(kind)
            await pilot.pause()

        assert app.heard == [NoBody(), FileBody("a.png")]

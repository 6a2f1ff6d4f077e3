import pytest
from textual import on
from textual.widgets import Input

from workbench.tui.widgets.form import Form, FormField, Reveal
from workbench.tui.widgets.tab_bar import TabBar

from .apps import Showing, screen_text

pytestmark = pytest.mark.anyio

FIELDS = (
    FormField("host", "Host", "example.com"),
    FormField("key", "Key", secret=True),
    FormField("place", "Place", choices=("header", "query")),
)


class Listening(Showing):
    def __init__(self) -> None:
        super().__init__(Form(FIELDS))
        self.heard: list[tuple[str, str]] = []

    @on(Form.Changed)
    def _hear(self, message: Form.Changed) -> None:
        self.heard.append((message.name, message.value))


async def test_values_are_shown_without_telling_and_changes_are_told() -> None:
    app = Listening()
    async with app.run_test(size=(60, 8)) as pilot:
        form = app.query_one(Form)
        form.show({"key": "hidden", "place": "query"})
        await pilot.pause()
        assert app.heard == []
        assert form.values == {"host": "", "key": "hidden", "place": "query"}
        assert "example.com" in screen_text(app)
        assert "hidden" not in screen_text(app)

        app.query_one("#host", Input).focus()
        await pilot.press("h", "down", "end", "x")
        app.query_one(TabBar).choose("header")
        await pilot.pause()
        assert app.heard == [("host", "h"), ("key", "hiddenx"), ("place", "header")]


async def test_notes_stand_where_nothing_is_typed_and_faults_beside_what_is() -> None:
    app = Listening()
    async with app.run_test(size=(60, 8)) as pilot:
        form = app.query_one(Form)
        form.note("host", "inherited.example")
        form.note("place", "header, by default")
        await pilot.pause()
        assert "inherited.example" in screen_text(app)
        assert "header, by default" in screen_text(app)

        form.show({"host": "?"})
        form.note("host", "no host", fault=True)
        await pilot.pause()
        assert "! no host" in screen_text(app)


async def test_fields_can_be_left_out_and_the_keys_pass_them() -> None:
    app = Listening()
    async with app.run_test(size=(60, 8)) as pilot:
        app.query_one(Form).show_only(("host", "place"))
        app.query_one("#host", Input).focus()
        await pilot.press("down")
        await pilot.pause()

        assert "Key" not in screen_text(app)
        assert app.focused is app.query_one(TabBar)
        await pilot.press("up")
        await pilot.pause()
        assert app.focused is app.query_one("#host")


async def test_a_click_shows_a_secret() -> None:
    app = Listening()
    async with app.run_test(size=(60, 8)) as pilot:
        app.query_one(Form).show({"key": "hidden"})
        await pilot.pause()
        await pilot.click(Reveal)
        await pilot.pause()

        assert "hidden" in screen_text(app)

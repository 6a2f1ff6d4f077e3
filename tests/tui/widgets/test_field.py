import pytest
from textual import on
from textual.widgets import Input

from workbench.tui.widgets.field import Field

from .apps import Showing, screen_text

pytestmark = pytest.mark.anyio


class Listening(Showing):
    typed: list[str]

    def on_mount(self) -> None:
        self.typed = []

    @on(Input.Changed)
    def _remember(self, event: Input.Changed) -> None:
        self.typed.append(event.value)


async def test_a_field_shows_its_label_and_what_is_typed() -> None:
    field = Field("User name", "user")
    app = Listening(field)
    async with app.run_test(size=(50, 4)) as pilot:
        app.query_one("#user").focus()
        await pilot.press(*"ada")
        await pilot.pause()

        assert field.value == "ada"
        assert app.typed[-1] == "ada"
        assert "User name" in screen_text(app)


async def test_showing_a_value_tells_nobody() -> None:
    field = Field("User name", "user")
    app = Listening(field)
    async with app.run_test() as pilot:
        field.show("grace")
        await pilot.pause()

        assert field.value == "grace"
        assert app.typed == []


async def test_a_password_is_not_on_the_screen() -> None:
    field = Field("Password", "password", password=True)
    app = Listening(field)
    async with app.run_test(size=(50, 4)) as pilot:
        field.show("hunter2")
        await pilot.pause()

        assert "hunter2" not in screen_text(app)

import pytest

from workbench.engine.secret_places import SecretPlace
from workbench.model import SecretReference
from workbench.tui.screens.extract_secret import Extraction, ExtractSecret
from workbench.tui.widgets.tab_bar import TabBar

from ..widgets.apps import Showing, screen_text

pytestmark = pytest.mark.anyio
PLACE = SecretPlace("auth.token", "a token", "hunter2", "token")


class Asking(Showing):
    answers: list[Extraction | None]

    def on_mount(self) -> None:
        self.answers = []
        self.push_screen(ExtractSecret(PLACE, "request", "local", {"token"}), self.answers.append)


async def test_a_free_name_is_suggested_and_the_secret_not_shown() -> None:
    app = Asking()
    async with app.run_test(size=(90, 24)) as pilot:
        await pilot.pause()
        assert "auth.token holds a token." in screen_text(app)
        assert "hunter2" not in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()

        assert app.answers == [Extraction(SecretReference("token_2", "env:TOKEN_2"), False)]


async def test_another_source_and_the_own_file() -> None:
    app = Asking()
    async with app.run_test(size=(90, 24)) as pilot:
        await pilot.pause()
        app.screen.query_one("#source", TabBar).choose("prompt")
        app.screen.query_one("#file", TabBar).choose("for me only")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()

        assert app.answers == [Extraction(SecretReference("token_2", "prompt"), True)]


@pytest.mark.parametrize(
    ("keys", "words"),
    [("token", "means something else already"), ("a b", "is no name for a variable")],
)
async def test_a_name_that_cannot_be_is_refused(keys: str, words: str) -> None:
    app = Asking()
    async with app.run_test(size=(90, 24)) as pilot:
        await pilot.pause()
        await pilot.press("end", "ctrl+u", *keys, "enter")
        await pilot.pause()

        assert words in screen_text(app)
        assert app.answers == []


async def test_a_source_without_a_place_is_refused_and_escape_leaves() -> None:
    app = Asking()
    async with app.run_test(size=(90, 24)) as pilot:
        await pilot.pause()
        await pilot.press("down", "down", "end", "ctrl+u", "enter")
        await pilot.pause()
        assert "must say where the secret is" in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert app.answers == [None]

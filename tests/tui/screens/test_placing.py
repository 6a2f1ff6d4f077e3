from collections.abc import Awaitable

import pytest
from textual import work

from workbench.tui.screens.placing import ask_for_place

from ..samples import collection
from ..widgets.apps import Showing, screen_text

pytestmark = pytest.mark.anyio


class Asking(Showing):
    """Asks at once, and keeps the answer."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[tuple[str, str] | None] = []

    @work
    async def ask(self) -> None:
        place: Awaitable[tuple[str, str] | None] = ask_for_place(
            self, collection(), "Log in", beside="auth/login"
        )
        self.answers.append(await place)


async def test_the_name_and_the_folder_of_the_old_request_are_offered_first() -> None:
    app = Asking()
    async with app.run_test(size=(80, 24)) as pilot:
        app.ask()
        await pilot.pause()
        await pilot.press("end", *" again", "enter")
        await pilot.pause()
        assert "Save Log in again in" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()

        app.ask()
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("up", "enter")
        await pilot.pause()

    assert app.answers == [("Log in again", "auth"), ("Log in", "")]


async def test_either_question_can_be_given_up() -> None:
    app = Asking()
    async with app.run_test(size=(80, 24)) as pilot:
        app.ask()
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        app.ask()
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()

    assert app.answers == [None, None]

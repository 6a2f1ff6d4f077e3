from collections.abc import Mapping

import pytest

from tests.tui.widgets.apps import Showing, screen_text
from workbench.engine.sources import Answer, Question
from workbench.templating import Fact, PromptNeed, SelectNeed
from workbench.tui.screens.questions import Questions, title_of

pytestmark = pytest.mark.anyio

NAME, PIN = PromptNeed("Name", "Ada"), PromptNeed("PIN", secret=True)
ROLE = SelectNeed("Role [red]", ("admin", "guest"))


class Asking(Showing):
    def __init__(self, *questions: Question) -> None:
        super().__init__()
        self.questions = questions
        self.answers: Mapping[Question, Answer] | None = {}

    def on_mount(self) -> None:
        def keep(answers: Mapping[Question, Answer] | None) -> None:
            self.answers = answers

        self.push_screen(Questions(title_of("Log in"), self.questions), keep)


async def test_all_questions_are_one_form_and_enter_goes_through_it() -> None:
    app = Asking(NAME, PIN)
    async with app.run_test() as pilot:
        assert "Log in needs to know" in screen_text(app)
        assert "Ada" in screen_text(app)
        await pilot.press("enter", *"1234")
        assert "1234" not in screen_text(app)
        await pilot.press("enter")

    assert app.answers == {NAME: Fact("Ada"), PIN: Fact("1234", secret=True)}


async def test_a_choice_is_made_with_the_keys_and_the_first_is_the_default() -> None:
    app = Asking(ROLE, NAME)
    async with app.run_test() as pilot:
        assert "Role [red]" in screen_text(app)
        await pilot.press("down", "enter", "enter")

    assert app.answers == {ROLE: Fact("guest"), NAME: Fact("Ada")}


async def test_a_choice_at_the_end_sends_and_says_what_is_chosen_without_colours() -> None:
    app = Asking(ROLE)
    async with app.run_test() as pilot:
        assert "● admin" in screen_text(app)
        assert "○ guest" in screen_text(app)
        await pilot.press("down", "enter")

    assert app.answers == {ROLE: Fact("guest")}


async def test_escape_answers_nothing() -> None:
    app = Asking(NAME)
    async with app.run_test() as pilot:
        await pilot.press("escape")

    assert app.answers is None


def test_a_request_without_a_name_is_just_the_request() -> None:
    assert title_of("") == "The request needs to know"

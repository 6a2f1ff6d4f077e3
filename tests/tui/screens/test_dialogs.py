from pathlib import Path
from typing import Any

import pytest
from textual.geometry import Region
from textual.widgets import Button

from workbench.tui.screens.dialogs import Ask, Choices, Confirm, Pick

from ..shops import desk, write_shop
from ..widgets.apps import Showing, screen_text

pytestmark = pytest.mark.anyio


class Asking(Showing):
    """Opens one dialog and keeps its answer."""

    answers: list[Any]

    def ask(self, dialog: Any) -> None:
        self.answers = []
        self.push_screen(dialog, self.answers.append)


async def test_a_typed_text_is_the_answer() -> None:
    app = Asking()
    async with app.run_test() as pilot:
        app.ask(Ask("Rename", "Old"))
        await pilot.pause()
        await pilot.press("end", *" name", "enter")
        await pilot.pause()

        assert app.answers == ["Old name"]


async def test_escape_and_nothing_typed_are_no_answer() -> None:
    app = Asking()
    async with app.run_test() as pilot:
        for keys in (["escape"], ["enter"]):
            app.ask(Ask("New"))
            await pilot.pause()
            await pilot.press(*keys)
            await pilot.pause()
            assert app.answers == [None]


@pytest.mark.parametrize(("key", "answer"), [("y", True), ("n", False), ("escape", False)])
async def test_a_question_is_answered_by_a_key(key: str, answer: bool) -> None:
    app = Asking()
    async with app.run_test() as pilot:
        app.ask(Confirm("Delete", "Really?", "Delete"))
        await pilot.pause()
        await pilot.press(key)
        await pilot.pause()

        assert app.answers == [answer]


async def test_a_question_is_answered_by_its_buttons() -> None:
    app = Asking()
    async with app.run_test() as pilot:
        app.ask(Confirm("Delete", "Really?", "Delete"))
        await pilot.pause()
        await pilot.click("#yes")
        await pilot.pause()

        assert app.answers == [True]


async def test_typing_narrows_a_list_and_enter_picks() -> None:
    app = Asking()
    async with app.run_test() as pilot:
        app.ask(Pick("Theme", ["night", "ember", "paper"]))
        await pilot.pause()
        await pilot.press(*"pa", "enter")
        await pilot.pause()

        assert app.answers == ["paper"]


async def test_the_list_starts_at_what_is_chosen_and_shows_each_on_the_way() -> None:
    app = Asking()
    seen: list[str] = []
    async with app.run_test() as pilot:
        app.ask(Pick("Theme", ["night", "ember", "paper"], chosen="ember", preview=seen.append))
        await pilot.pause()
        await pilot.press("down")
        await pilot.pause()
        assert seen[-1] == "paper"
        await pilot.press("enter")
        await pilot.pause()

        assert app.answers == ["paper"]


async def test_a_text_of_ones_own_can_be_picked_where_it_is_allowed() -> None:
    app = Asking()
    async with app.run_test() as pilot:
        app.ask(Pick("Method", ["GET"], free=True))
        await pilot.pause()
        await pilot.press(*"PURGE", "enter")
        await pilot.pause()
        assert app.answers == ["PURGE"]

        app.ask(Pick("Theme", ["night"]))
        await pilot.pause()
        await pilot.press(*"xyz", "enter")
        await pilot.pause()
        assert app.answers == [None]


async def test_a_click_picks() -> None:
    app = Asking()
    async with app.run_test() as pilot:
        app.ask(Pick("Theme", ["night", "ember"]))
        await pilot.pause()
        await pilot.click(Choices, offset=(2, 1))
        await pilot.pause()

        assert app.answers == ["ember"]


async def test_titles_and_choices_are_never_markup() -> None:
    evil = "[@click=app.quit]x[/]\x1b[2J"
    app = Asking()
    async with app.run_test(size=(80, 24)) as pilot:
        for dialog in (Ask(evil), Confirm(evil, evil, evil), Pick(evil, [evil])):
            app.ask(dialog)
            await pilot.pause()
            assert "[@click=app.quit]x[/]␛[2J" in screen_text(app)
            await pilot.press("escape")
            await pilot.pause()


async def test_without_colours_the_button_with_the_focus_is_filled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with desk(write_shop(tmp_path)) as here:
        here.app.push_screen(Confirm("Delete", "Really?", "Delete"))
        await here.press("left")
        focused, other = (here.app.screen.query_one(f"#{name}", Button) for name in ("yes", "no"))
        grounds = [_ground_of_label(button) for button in (focused, other)]
        assert grounds[0] > grounds[1] + 60  # in a dark theme


def _ground_of_label(button: Button) -> int:
    (strip,) = button.render_lines(Region(0, 0, *button.size))
    style = next(style for text, style, _ in strip if text.strip() and style is not None)
    color = style.color if style.reverse else style.bgcolor
    assert color is not None
    return color.get_truecolor().red

from collections.abc import Iterable
from typing import ClassVar

import pytest
from textual.binding import BindingType
from textual.css.query import NoMatches
from textual.widget import Widget
from textual.widgets import Static

from workbench.errors import Problem, WorkbenchError
from workbench.tui.commands import Command
from workbench.tui.screens.help import Help
from workbench.tui.screens.side import SideScreen, bindings_of

from ..widgets.apps import Showing, screen_text

pytestmark = pytest.mark.anyio
COMMANDS = (
    Command("toy.fail-now", "Fail", "x", "Fail", "fail"),
    Command("toy.fail-later", "Fail later", "y", "Fail", "later"),
    Command("toy.help", "Help", "f1", "Help", "help"),
    Command("toy.back", "Back", "escape", "Back", "back"),
)


class Toy(SideScreen[None]):
    commands = COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(COMMANDS)

    def body(self) -> Iterable[Widget]:
        return (Static("what it is about"),)

    def command_fail_now(self) -> None:
        raise WorkbenchError(Problem("it failed"))

    async def command_fail_later(self) -> None:
        raise WorkbenchError(Problem("it failed later"))


async def test_a_screen_has_its_title_its_keys_and_a_way_back() -> None:
    app = Showing()
    async with app.run_test(size=(80, 20), notifications=True) as pilot:
        toy = Toy()
        app.push_screen(toy)
        await pilot.pause()
        toy.show_title("Toys", "of [red]all")
        await pilot.pause()

        assert "▣ Toys  of [red]all" in screen_text(app)
        assert "x fail  y later  f1 help  escape back" in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is not toy


async def test_what_goes_wrong_is_told() -> None:
    app = Showing()
    async with app.run_test(size=(80, 20), notifications=True) as pilot:
        app.push_screen(Toy())
        await pilot.pause()
        await pilot.press("x", "y")
        await app.workers.wait_for_complete()
        await pilot.pause()

        assert "it failed" in screen_text(app)
        assert "it failed later" in screen_text(app)


async def test_a_click_on_a_key_does_what_the_key_does() -> None:
    app = Showing()
    async with app.run_test(size=(80, 20)) as pilot:
        app.push_screen(Toy())
        await pilot.pause()
        await pilot.click("KeyBar", offset=(18, 0))
        await pilot.pause()

        assert isinstance(app.screen, Help)


async def test_a_screen_knows_when_it_is_left() -> None:
    app, toy = Showing(), Toy()
    async with app.run_test() as pilot:
        await app.push_screen(toy)
        assert not toy.is_left
        await pilot.press("escape")
        assert toy.is_left


async def test_what_ends_after_its_screen_is_left_has_nothing_to_show() -> None:
    app, toy = Showing(), Toy()

    async def show() -> None:
        toy.show_keys()

    async with app.run_test(size=(80, 20)) as pilot:
        app.push_screen(toy)
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert toy.is_left
        await toy.query_children().remove()
        with pytest.raises(NoMatches):
            toy.show_keys()
        await toy._carried_out(show)

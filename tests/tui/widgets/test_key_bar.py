import pytest

from workbench.tui.key_names import KeyHint
from workbench.tui.widgets.key_bar import KeyBar

from .apps import Showing, screen_text

pytestmark = pytest.mark.anyio
KEYS = [KeyHint("^r", "send", "send"), KeyHint("^s", "save", "save"), KeyHint("f1", "help", "help")]


async def test_the_most_important_keys_are_shown_as_far_as_they_fit() -> None:
    bar = KeyBar()
    app = Showing(bar)
    async with app.run_test(size=(18, 4)) as pilot:
        bar.show(KEYS)
        await pilot.pause()

        assert screen_text(app).strip() == "^r send  ^s save"


async def test_all_keys_are_shown_when_there_is_room() -> None:
    bar = KeyBar()
    app = Showing(bar)
    async with app.run_test(size=(80, 4)) as pilot:
        bar.show(KEYS)
        await pilot.pause()

        assert "f1 help" in screen_text(app)


async def test_a_click_on_a_key_says_which_one() -> None:
    chosen: list[str] = []

    class Clicked(Showing):
        def on_key_bar_chosen(self, event: KeyBar.Chosen) -> None:
            chosen.append(event.command)

    bar = KeyBar()
    async with Clicked(bar).run_test(size=(80, 4)) as pilot:
        bar.show(KEYS)
        await pilot.pause()
        await pilot.click(bar, offset=(13, 0))
        await pilot.click(bar, offset=(8, 0))  # between two

        assert chosen == ["save"]

import pytest

from workbench.tui.widgets.completing_input import CompletingInput
from workbench.tui.widgets.completion import Offer, Suggestion, SuggestionList

from .apps import Showing, screen_text

pytestmark = pytest.mark.anyio

WORDS = (Suggestion("Accept", "what is wanted", "RFC 9110"), Suggestion("Accept-Language"))


def suggest(text: str, _at: int) -> Offer:
    return Offer(0, len(text), tuple(w for w in WORDS if w.text.lower().startswith(text.lower())))


def completing() -> tuple[CompletingInput, Showing]:
    box = CompletingInput(suggest=suggest)
    return box, Showing(box, CompletingInput())


async def test_typing_opens_the_list_and_tab_takes_what_is_chosen() -> None:
    box, app = completing()
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press("a", "c")
        await pilot.pause()
        assert "▸ Accept" in screen_text(app)
        assert "what is wanted  RFC 9110" in screen_text(app)
        await pilot.press("down", "tab")
        await pilot.pause()

        assert box.value == "Accept-Language"
        assert app.focused is box
        assert not box.suggesting


async def test_enter_takes_a_suggestion_too() -> None:
    box, app = completing()
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press("a", "enter")
        await pilot.pause()

        assert box.value == "Accept"


async def test_escape_closes_and_all_other_keys_are_typed() -> None:
    box, app = completing()
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press("a", "escape", "c", "backspace", "X", "space")
        await pilot.pause()

        assert box.value == "aX "
        assert not box.suggesting


async def test_without_a_list_tab_moves_on() -> None:
    box, app = completing()
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press("z", "tab")
        await pilot.pause()

        assert app.focused is not box


async def test_what_is_typed_in_full_is_not_suggested() -> None:
    box, app = completing()
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press(*"Accept-Language")
        await pilot.pause()

        assert not box.suggesting


async def test_the_list_is_asked_for_by_a_key_and_closed_by_leaving() -> None:
    box, app = completing()
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press("ctrl+@")
        await pilot.pause()
        assert box.suggesting
        app.set_focus(None)
        await pilot.pause()
        assert not box.suggesting


async def test_a_click_takes_a_suggestion() -> None:
    box, app = completing()
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press("a")
        await pilot.pause()
        await pilot.click(SuggestionList, offset=(4, 1))
        await pilot.pause()

        assert box.value == "Accept-Language"
        assert app.focused is box

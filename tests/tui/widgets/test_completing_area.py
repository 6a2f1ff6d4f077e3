import pytest

from workbench.tui.widgets.completing_area import CompletingArea
from workbench.tui.widgets.completion import Offer, Suggestion

from .apps import Showing

pytestmark = pytest.mark.anyio


def suggest(text: str, at: int) -> Offer | None:
    start = text.rfind("{{", 0, at)
    words = (Suggestion("id}}"), Suggestion("if}}"))
    return Offer(start + 2, at, words) if start >= 0 and "}}" not in text[:at] else None


def completing() -> tuple[CompletingArea, Showing]:
    area = CompletingArea(suggest=suggest)
    return area, Showing(area)


@pytest.mark.parametrize("key", ["enter", "tab"])
async def test_a_suggestion_is_taken_on_its_line(key: str) -> None:
    area, app = completing()
    async with app.run_test() as pilot:
        await pilot.press("a", "enter", *"{{i")
        await pilot.pause()
        assert area.suggesting
        await pilot.press("down", key, "x")
        await pilot.pause()

        assert area.text == "a\n{{if}}x"


async def test_without_suggestions_the_keys_are_those_of_the_text() -> None:
    area, app = completing()
    async with app.run_test() as pilot:
        await pilot.press(*"ab", "enter", *"c", "up", "X", "down", "Y")
        await pilot.pause()

        assert area.text == "aXb\ncY"


async def test_escape_closes_and_what_was_typed_stays() -> None:
    area, app = completing()
    async with app.run_test() as pilot:
        await pilot.press(*"{{i", "escape", "enter", "z")
        await pilot.pause()

        assert area.text == "{{i\nz"

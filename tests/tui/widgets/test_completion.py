import pytest
from textual.geometry import Offset
from textual.widgets import Input

from workbench.tui.widgets.completion import Offer, Suggestion, SuggestionList, list_of

from .apps import Showing, screen_text

pytestmark = pytest.mark.anyio

MANY = Offer(0, 0, tuple(Suggestion(f"word{number:02}") for number in range(20)))


async def test_the_list_is_below_the_cursor_or_above_where_there_is_no_room() -> None:
    box = Input()
    async with Showing(box, SuggestionList()).run_test(size=(40, 14)) as pilot:
        shown = list_of(pilot.app.screen)
        assert shown is not None
        for cursor, first_line in ((Offset(3, 2), 3), (Offset(3, 12), 4)):
            shown.open(box, MANY, cursor)
            await pilot.pause()
            lines = screen_text(pilot.app).splitlines()
            assert "▸ word00" in lines[first_line]
            assert "word07" in lines[first_line + 7]
            assert lines[first_line].index("▸") == 3


async def test_choosing_goes_round_and_keeps_the_chosen_in_view() -> None:
    box = Input()
    async with Showing(box, SuggestionList()).run_test(size=(40, 14)) as pilot:
        shown = list_of(pilot.app.screen)
        assert shown is not None
        shown.open(box, MANY, Offset(39, 0))
        shown.move(-1)
        await pilot.pause()
        assert "▸ word19" in screen_text(pilot.app)
        shown.move(1)
        await pilot.pause()
        assert "▸ word00" in screen_text(pilot.app)

        shown.close()
        await pilot.pause()
        assert "word" not in screen_text(pilot.app)


async def test_what_is_suggested_is_drawn_as_text() -> None:
    box = Input()
    offer = Offer(0, 0, (Suggestion("[b]x\x1b", "[/oops]", "file"),))
    async with Showing(box, SuggestionList()).run_test(size=(80, 14)) as pilot:
        shown = list_of(pilot.app.screen)
        assert shown is not None
        shown.open(box, offer, Offset(0, 0))
        await pilot.pause()

        assert "▸ [b]x␛" in screen_text(pilot.app)
        assert "[/oops]  file" in screen_text(pilot.app)

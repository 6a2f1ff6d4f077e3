import pytest
from textual.screen import Screen

from workbench.engine.comparison import Difference, Part
from workbench.tui.screens.comparison import Comparison

from ..widgets.apps import Showing, screen_text

pytestmark = pytest.mark.anyio


async def test_a_comparison_says_what_is_compared_and_escape_closes_it() -> None:
    app = Showing()
    async with app.run_test(size=(80, 24)) as pilot:
        below: Screen[object] = app.screen
        parts = [Part("Body", (Difference("~", "$.id: 1 → [b]2[/b]"),))]
        await app.push_screen(Comparison("Users, 10:00", "Users, 11:00", parts))
        await pilot.pause()

        text = screen_text(app)
        assert "- Users, 10:00" in text
        assert "+ Users, 11:00" in text
        assert "~ $.id: 1 → [b]2[/b]" in text

        await pilot.press("escape")
        assert app.screen is below

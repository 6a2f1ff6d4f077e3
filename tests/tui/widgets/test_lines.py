import pytest
from textual.content import Content

from workbench.tui.widgets.lines import Lines

from .apps import Showing, screen_text

pytestmark = pytest.mark.anyio


async def test_lines_are_shown_and_cut_to_the_width() -> None:
    lines = Lines()
    app = Showing(lines)
    async with app.run_test(size=(20, 6)) as pilot:
        lines.show([Content("short"), Content("x" * 40)])
        await pilot.pause()

        assert "short" in screen_text(app)
        assert "xxx…" in screen_text(app)


async def test_showing_other_lines_replaces_the_first_ones() -> None:
    lines = Lines()
    app = Showing(lines)
    async with app.run_test(size=(20, 6)) as pilot:
        lines.show([Content("one"), Content("two")])
        lines.show([Content("three")])
        await pilot.pause()

        assert screen_text(app).split() == ["three"]

import pytest

from workbench.model import Row
from workbench.tui.widgets.row_lines import RowLines, with_templates
from workbench.tui.widgets.row_table import RowTable

from .apps import Showing, screen_text

pytestmark = pytest.mark.anyio


def test_templates_are_coloured_and_broken_ones_underlined() -> None:
    made = with_templates("a {{id}} {{ b")

    styles = {made.plain[span.start : span.end]: str(span.style) for span in made.spans}
    assert styles["{{id}}"] == "$accent"
    assert styles["{{ b"] == "$error underline"


def test_control_characters_are_visible() -> None:
    assert with_templates("a\x1b{{b}}\n").plain == "a␛{{b}}␊"


async def test_a_long_value_leaves_room_for_what_is_said_about_the_row() -> None:
    table = RowTable("header")
    table.show((Row("X-A", "v" * 200, description="why"),))
    async with Showing(table).run_test(size=(60, 6)) as pilot:
        await pilot.pause()
        line = screen_text(pilot.app).splitlines()[0]

        assert line.endswith("v…  # why")
        assert len(line) <= 60


async def test_a_right_click_shows_what_can_be_done() -> None:
    table = RowTable("header")
    table.show((Row("X-A", "1"),))
    async with Showing(table).run_test(size=(60, 30)) as pilot:
        await pilot.click(RowLines, offset=(20, 0), button=3)
        await pilot.pause()

        assert "Edit all rows as text" in screen_text(pilot.app)

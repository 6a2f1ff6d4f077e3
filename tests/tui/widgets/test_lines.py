import pytest
from textual.content import Content

from workbench.tui.widgets.lines import MOST_PIECES, Lines

from .apps import Showing, screen_text

pytestmark = pytest.mark.anyio


async def test_a_line_that_is_too_long_goes_on_in_the_next() -> None:
    lines = Lines()
    app = Showing(lines)
    async with app.run_test(size=(20, 6)) as pilot:
        lines.show([Content("short"), Content("x" * 13 + "y" * 10)])
        await pilot.pause()

        assert screen_text(app).split() == ["short", "x" * 13, "y" * 10]
        assert [lines.line_of(row) for row in range(lines.count)] == [0, 1, 1]
        lines.cursor = 2
        assert lines.selected == "x" * 13 + "y" * 10

        await pilot.resize_terminal(60, 6)
        await pilot.pause()
        assert lines.count == 2


async def test_no_character_is_lost_where_more_lines_come_than_fit() -> None:
    lines = Lines()
    app = Showing(lines)
    text = "".join(map(str, range(100)))
    async with app.run_test(size=(30, 40)) as pilot:
        lines.show([Content(text)])
        await pilot.pause()
        assert screen_text(app).replace(" ", "").replace("\n", "") == text
        await pilot.resize_terminal(30, 4)
        lines.show([Content("first"), *[Content(text)] * 9])
        await pilot.pause()
        lines.cursor = 1
        first, *rest = [row[1].plain for row in lines._rows if row[0] == 1]
        assert first + "".join(piece.removeprefix("    ") for piece in rest) == text
        assert max(len(row[1].plain) for row in lines._rows) <= lines.room


@pytest.mark.parametrize(
    ("line", "column"),
    [("  issuer      ", 14), ("            ", 12), ("✗ failed  ", 10), ("Name: ", 4), ("→ ", 4)],
)
async def test_what_goes_on_stands_below_the_text(line: str, column: int) -> None:
    lines = Lines()
    app = Showing(lines)
    async with app.run_test(size=(40, 6)) as pilot:
        lines.show([Content(line + "word " * 12)])
        await pilot.pause()

        first, second, *_ = [row[1].plain for row in lines._rows]
        assert first.startswith(f"{line}word")
        assert second.startswith(" " * column + "word")
        assert "".join(row[1].plain for row in lines._rows).count("word") == 12
        assert max(row[1].cell_length for row in lines._rows) <= lines.room


async def test_a_line_without_end_is_cut() -> None:
    lines = Lines()
    app = Showing(lines)
    async with app.run_test(size=(20, 6)) as pilot:
        lines.show([Content("x" * 100_000)])
        await pilot.pause()

        assert lines.count == MOST_PIECES


async def test_showing_other_lines_replaces_the_first_ones() -> None:
    lines = Lines()
    app = Showing(lines)
    async with app.run_test(size=(20, 6)) as pilot:
        lines.show([Content("one"), Content("two")])
        lines.show([Content("three")])
        await pilot.pause()

        assert screen_text(app).split() == ["three"]

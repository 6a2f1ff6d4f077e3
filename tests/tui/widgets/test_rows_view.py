import pytest

from .test_body_view import ROWS, TREE, drawn, screen, viewer

pytestmark = pytest.mark.anyio


async def test_long_rows_can_be_reached_sideways() -> None:
    async with viewer(b"x" * 60 + b"end\nshort") as (pilot, view, app):
        await pilot.pause()
        assert view.max_scroll_x > 0
        view.scroll_to(x=1000, animate=False)
        await pilot.pause()

        assert screen(app)[0].endswith("xend")
        assert screen(app)[1] == "  2"
        await pilot.press("left")
        assert view.scroll_offset.x == view.max_scroll_x - 8


async def test_what_is_found_is_marked_and_its_row_can_be_gone_to() -> None:
    async with viewer(b"one\n\xe6\xbc\xa2 two\nthree") as (pilot, view, _):
        view.mark(lambda text: [(2, 5)] if "two" in text else [])
        await pilot.pause()
        segments = list(view.render_line(1))

        assert [segment.text for segment in segments if segment.text == "two"]
        assert view.render_line(1).text.startswith("  2 漢 two")


async def test_a_mark_is_seen_in_the_row_of_the_cursor_too() -> None:
    async with viewer(b"one\ntwo three") as (pilot, view, _):
        view.mark(lambda text: [(0, 3)])
        view.go_to_row(1)
        await pilot.pause()
        behind = {each.text: each.style.bgcolor for each in view.render_line(1) if each.style}

        assert behind["two"] == view.style_of("found").bgcolor
        assert behind[" three"] == view.style_of("cursor").bgcolor


async def test_a_folded_node_is_one_line_and_opens_for_a_row_inside() -> None:
    async with viewer(TREE, "json") as (pilot, view, _):
        view.fold(1, 6, 4)
        await pilot.pause()
        assert drawn(view)[:4] == ["{", '  "key": [ 4 items ],', '  "n": 2', "}"]
        assert (view.cursor, view.row, view.rows_total) == (1, 1, 4)
        view.go_to(2)
        assert view.row == 7

        view.go_to_row(3)
        await pilot.pause()
        assert drawn(view)[3] == "    1.5,"
        view.fold(1, 6, 4)
        view.fold(1, 6, 4)
        assert view.rows_total == 9
        view.fold(1, 6, 4)
        view.unfold_all()
        assert (view.rows_total, view.row) == (9, 1)


async def test_a_filter_shows_only_the_rows_that_are_wanted() -> None:
    async with viewer(ROWS) as (pilot, view, _):
        view.filter(lambda text: text.endswith("99"))
        while view.rows_total < 10:
            await pilot.pause(0.01)
        assert screen(view.app)[:2] == [" 100 row 99", " 200 row 199"]
        view.go_to(4)
        assert view.row == 499

        view.filter(None)
        await pilot.pause()
        assert (view.rows_total, view.row, view.filtered) == (1000, 499, False)

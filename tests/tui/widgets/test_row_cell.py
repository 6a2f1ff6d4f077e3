import pytest
from textual import events

from workbench.model import Row
from workbench.tui.widgets.row_lines import RowLines
from workbench.tui.widgets.row_table import RowTable

from .apps import screen_text
from .tables import ROWS, Listening, table

pytestmark = pytest.mark.anyio


async def test_adding_a_row_by_keyboard_goes_from_name_to_value() -> None:
    widget, app = table()
    async with app.run_test() as pilot:
        widget.query_one(RowLines).focus()
        await pilot.press("end", "enter", *"X-A", "tab", *"42", "enter", "escape")
        await pilot.pause()

        assert widget.rows == (*ROWS, Row("X-A", "42"))
        assert app.changes[-1] == widget.rows
        assert app.focused is widget.query_one(RowLines)


async def test_editing_a_value_in_place() -> None:
    widget, app = table()
    async with app.run_test() as pilot:
        widget.query_one(RowLines).focus()
        await pilot.press("v", "ctrl+u", *"text/html", "enter")
        await pilot.pause()

        assert widget.rows[0] == Row("Accept", "text/html")


async def test_escape_gives_up_what_was_typed() -> None:
    widget, app = table()
    async with app.run_test() as pilot:
        widget.query_one(RowLines).focus()
        await pilot.press("enter", *"junk", "escape")
        await pilot.pause()

        assert widget.rows == ROWS
        assert app.changes == []


async def test_leaving_the_cell_keeps_what_was_typed() -> None:
    widget, app = table()
    async with app.run_test() as pilot:
        widget.query_one(RowLines).focus()
        await pilot.press("enter", *"-Language")
        app.set_focus(None)
        await pilot.pause()

        assert widget.rows[0].name == "Accept-Language"


async def test_lines_that_are_pasted_become_rows() -> None:
    widget, app = table(())
    async with app.run_test(size=(60, 12)) as pilot:
        widget.query_one(RowLines).focus()
        await pilot.press("enter")
        app.post_message(events.Paste("Accept: */*\nX-A: 1\n"))
        await pilot.pause()
        await pilot.pause()

        assert widget.rows == (Row("Accept", "*/*"), Row("X-A", "1"))


async def test_a_description_is_edited_beside_its_row() -> None:
    widget, app = table()
    async with app.run_test(size=(70, 12)) as pilot:
        widget.query_one(RowLines).focus()
        await pilot.press("c", *"why", "enter")
        await pilot.pause()

        assert widget.rows[0].description == "why"
        assert "application/json  # why" in screen_text(app)


async def test_a_table_of_single_texts_has_no_values() -> None:
    widget = RowTable("check", single=True)
    app = Listening(widget)
    async with app.run_test(size=(60, 12)) as pilot:
        widget.query_one(RowLines).focus()
        await pilot.press("a", *"status == 200", "enter", *"url exists", "enter", "enter")
        await pilot.pause()

        assert widget.rows == (Row("status == 200"), Row("url exists"))


async def test_the_cell_is_seen_also_where_the_table_has_two_lines_and_scrolls() -> None:
    widget, app = table((*ROWS, *ROWS))
    async with app.run_test(size=(60, 2)) as pilot:
        widget.query_one(RowLines).focus()
        await pilot.press("a", *"X-Seen")
        await pilot.pause()

        assert "X-Seen" in screen_text(app)


async def test_typing_goes_on_where_it_was_when_the_window_changes_its_size() -> None:
    widget, app = table()
    async with app.run_test(size=(60, 12)) as pilot:
        widget.query_one(RowLines).focus()
        await pilot.press("v", "home", *"x-")
        await pilot.resize_terminal(40, 12)
        await pilot.pause()
        await pilot.press(*"y-", "enter")
        await pilot.pause()

        assert widget.rows[0].value == "x-y-application/json"

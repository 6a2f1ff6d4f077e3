import pytest
from textual import on

from workbench.model import Row, Rows
from workbench.tui.widgets.row_table import RowLines, RowTable

from .apps import Showing, screen_text

pytestmark = pytest.mark.anyio

ROWS = (Row("Accept", "application/json"), Row("X-Debug", "1", enabled=False))


class Listening(Showing):
    changes: list[Rows]

    def on_mount(self) -> None:
        self.changes = []

    @on(RowTable.Changed)
    def _remember(self, event: RowTable.Changed) -> None:
        self.changes.append(event.rows)


def table(rows: Rows = ROWS) -> tuple[RowTable, Listening]:
    widget = RowTable("header")
    widget.show(rows)
    return widget, Listening(widget)


async def test_rows_are_drawn_with_their_state_and_an_invitation_to_add() -> None:
    _, app = table()
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        text = screen_text(app)

        assert " ✓ Accept        application/json" in text
        assert " ○ X-Debug       1" in text
        assert "+ add header" in text


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


async def test_space_switches_a_row_and_delete_removes_it() -> None:
    widget, app = table()
    async with app.run_test() as pilot:
        widget.query_one(RowLines).focus()
        await pilot.press("space", "down", "delete")
        await pilot.pause()

        assert widget.rows == (Row("Accept", "application/json", enabled=False),)


async def test_rows_move_up_and_down() -> None:
    widget, app = table()
    async with app.run_test() as pilot:
        widget.query_one(RowLines).focus()
        await pilot.press("alt+down")
        await pilot.pause()

        assert widget.rows == (ROWS[1], ROWS[0])
        assert widget.query_one(RowLines).cursor == 1


async def test_inherited_rows_name_their_origin_and_cannot_be_edited() -> None:
    widget, app = table(())
    async with app.run_test(size=(60, 12)) as pilot:
        widget.show((), ((Row("X-Team", "blue"), "Shop"),))
        widget.query_one(RowLines).focus()
        await pilot.press("home", "space", "delete", "enter", *"x")
        await pilot.pause()

        assert "X-Team        blue  from Shop" in screen_text(app)
        assert app.changes == []


async def test_markup_and_escapes_in_rows_are_drawn_as_text() -> None:
    _, app = table((Row("[@click=app.quit]x[/]", "\x1b]0;T\x07[/oops]"),))
    async with app.run_test(size=(80, 12)) as pilot:
        await pilot.pause()
        text = screen_text(app)

        assert "[@click=app.quit]x[/]" in text
        assert "␛]0;T␇[/oops]" in text


async def test_a_click_on_the_mark_toggles_and_one_on_a_value_edits() -> None:
    widget, app = table()
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.click(RowLines, offset=(1, 0))
        await pilot.pause()
        assert not widget.rows[0].enabled

        await pilot.click(RowLines, offset=(20, 0))
        await pilot.press("end", *";q=1", "enter")
        await pilot.pause()
        assert widget.rows[0].value == "application/json;q=1"

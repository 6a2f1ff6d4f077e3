from typing import ClassVar

import pytest

from workbench.model import Row
from workbench.tui.outer import Outer
from workbench.tui.widgets.row_lines import RowLines
from workbench.tui.widgets.row_table import RowTable

from .apps import screen_text
from .tables import ROWS, Listening, table

pytestmark = pytest.mark.anyio


async def test_rows_are_drawn_with_their_state_and_an_invitation_to_add() -> None:
    _, app = table()
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        text = screen_text(app)

        assert " ✓ Accept        application/json" in text
        assert " ○ X-Debug       1" in text
        assert "+ add header" in text


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


OUTER = (Outer(Row("X-Team", "blue"), "collection.toml"),)


async def test_outer_rows_name_their_origin_and_are_overridden_by_editing_them() -> None:
    widget, app = table(())
    async with app.run_test(size=(60, 12)) as pilot:
        widget.show((), OUTER)
        widget.query_one(RowLines).focus()
        await pilot.pause()
        assert " ↑ X-Team        blue  from collection.toml" in screen_text(app)

        await pilot.press("home", "enter", *"r", "enter")
        await pilot.pause()
        assert widget.rows == (Row("X-Team", "bluer"),)
        assert "bluer  instead of collection.toml" in screen_text(app)


async def test_an_outer_row_is_taken_away_and_brought_back() -> None:
    widget = RowTable("header", removes=True)
    app = Listening(widget)
    async with app.run_test(size=(60, 12)) as pilot:
        widget.show((), OUTER)
        widget.query_one(RowLines).focus()
        await pilot.press("home", "delete")
        await pilot.pause()
        assert app.changes[-1] == (Row("X-Team", removed=True),)
        assert " ✗ X-Team        removed here  from collection.toml" in screen_text(app)

        await pilot.press("delete")
        await pilot.pause()
        assert widget.rows == ()
        assert "blue  from collection.toml" in screen_text(app)


async def test_what_wins_over_a_row_says_so_and_is_not_edited_here() -> None:
    widget, app = table((Row("X-Team", "red"),))
    async with app.run_test(size=(60, 12)) as pilot:
        widget.show(widget.rows, (Outer(Row("X-Team", "blue"), "local", wins=True),))
        widget.query_one(RowLines).focus()
        await pilot.press("down", "enter", "z")
        await pilot.pause()

        assert "! local says otherwise" in screen_text(app)
        assert app.changes == []


async def test_steps_are_undone_and_done_again() -> None:
    widget, app = table()
    async with app.run_test() as pilot:
        widget.query_one(RowLines).focus()
        await pilot.press("delete", "space")
        await pilot.pause()
        changed = widget.rows
        await pilot.press("u", "u", "u")
        await pilot.pause()
        assert widget.rows == ROWS
        await pilot.press("U", "U")
        await pilot.pause()
        assert widget.rows == changed


@pytest.mark.parametrize(
    ("keys", "at"),
    [
        (("down", "space"), 1),
        (("down", "delete"), 1),
        (("end", "up", "alt+up"), 0),
        (("home", "v", "9", "enter", "escape"), 0),
        (("a", *"New", "enter", "escape"), 1),
        (("b", *"X-New: 2", "escape"), 1),
    ],
)
@pytest.mark.parametrize(("undo", "redo"), [("u", "U"), ("ctrl+z", "ctrl+y")])
async def test_every_edit_is_undone_and_redone_where_it_was(
    keys: tuple[str, ...], at: int, undo: str, redo: str
) -> None:
    widget, app = table()
    async with app.run_test(size=(60, 12)) as pilot:
        lines = widget.query_one(RowLines)
        lines.focus()
        await pilot.press(*keys)
        await pilot.pause()
        changed = widget.rows
        assert changed != ROWS
        await pilot.press("end", undo)
        await pilot.pause()
        assert widget.rows == app.changes[-1] == ROWS
        assert lines.cursor == at
        await pilot.press("end", redo)
        await pilot.pause()
        assert widget.rows == app.changes[-1] == changed
        assert not widget.can("redo")


async def test_a_change_from_elsewhere_is_one_step_until_the_rows_are_edited_here() -> None:
    widget, app = table()
    async with app.run_test(size=(60, 12)) as pilot:
        lines = widget.query_one(RowLines)
        lines.focus()
        for typed in ("1", "12", "123"):
            widget.show((*ROWS, Row("X-New", typed)), anew=False)
        await pilot.press("home", "space", "u")
        await pilot.pause()
        assert widget.rows[2:] == (Row("X-New", "123"),)
        await pilot.press("u")
        await pilot.pause()
        assert app.changes[-1] == ROWS
        assert not widget.can("undo")


async def test_an_undo_without_steps_is_for_what_is_around() -> None:
    class Around(Listening):
        BINDINGS: ClassVar = [("u", "undone", "")]
        undone = 0

        def action_undone(self) -> None:
            self.undone += 1

    widget = RowTable("header")
    app = Around(widget)
    async with app.run_test(size=(60, 12)) as pilot:
        widget.show(ROWS)
        widget.query_one(RowLines).focus()
        await pilot.press("space", "u")
        await pilot.pause()
        assert (widget.rows, app.undone) == (ROWS, 0)
        await pilot.press("u")
        await pilot.pause()
        assert app.undone == 1


async def test_all_rows_are_edited_as_text_and_that_is_one_step() -> None:
    widget, app = table()
    async with app.run_test(size=(60, 12)) as pilot:
        widget.query_one(RowLines).focus()
        await pilot.press("b")
        await pilot.pause()
        assert "// X-Debug: 1" in screen_text(app)
        await pilot.press(*"X-New: 2", "escape")
        await pilot.pause()
        assert app.changes[-1] == (*ROWS, Row("X-New", "2"))
        await pilot.press("u")
        await pilot.pause()
        assert widget.rows == ROWS


async def test_the_menu_does_what_its_keys_do() -> None:
    widget, app = table()
    async with app.run_test(size=(60, 30)) as pilot:
        widget.query_one(RowLines).focus()
        await pilot.press("x")
        await pilot.pause()
        await pilot.press(*"remove", "enter")
        await pilot.pause()

        assert widget.rows == ROWS[1:]


async def test_a_fault_is_named_beside_its_row() -> None:
    widget = RowTable("header", fault=lambda row: "no name" if " " in row.name else "")
    widget.show((Row("a b", "1"), Row("c d", enabled=False)))
    app = Listening(widget)
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()

        assert screen_text(app).count("! no name") == 1


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


async def test_a_name_that_is_there_twice_is_a_fault_where_it_may_not_be() -> None:
    widget = RowTable("variable", unique=True)
    widget.show((Row("a", "1"), Row("b", "2"), Row("a", "3")))
    app = Listening(widget)
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()

        assert screen_text(app).count("! this name is there twice") == 2

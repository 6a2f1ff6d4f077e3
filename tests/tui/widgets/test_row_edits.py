import pytest

from workbench.model import Row, Rows
from workbench.tui.outer import Outer
from workbench.tui.widgets.row_edits import (
    Steps,
    changed,
    first_change,
    outer_left,
    shifted,
    toggled,
    without,
)

A, B, C = Row("A", "1"), Row("B", "2"), Row("C", "3")
ROWS = (A, B, C)


def test_rows_are_switched_changed_moved_and_taken_away() -> None:
    assert toggled(ROWS, 1) == (A, Row("B", "2", enabled=False), C)
    assert changed(ROWS, 0, value="9") == (Row("A", "9"), B, C)
    assert shifted(ROWS, 0, 2) == (B, C, A)
    assert without(ROWS, 2) == (A, B)


def test_outer_rows_are_left_where_no_row_that_counts_has_their_name() -> None:
    outer = (Outer(Row("a"), "f"), Outer(Row("b"), "f", wins=True), Outer(Row("d"), "f"))

    assert outer_left(ROWS, outer, str.lower) == outer[1:]
    assert outer_left((Row("A", enabled=False),), outer, str.lower) == outer
    assert outer_left(ROWS, outer, str) == outer


def test_steps_go_back_and_forth_until_something_else_is_done() -> None:
    steps = Steps()
    assert steps.back(ROWS) is None
    steps.note((A,))
    steps.note((A, B))

    assert steps.back(ROWS) == (A, B)
    assert steps.back((A, B)) == (A,)
    assert steps.forth((A,)) == (A, B)
    steps.note((A, B))
    assert steps.forth(()) is None


def test_steps_that_came_to_nothing_are_passed_over() -> None:
    steps = Steps()
    steps.note((A,))
    steps.note((A, B))
    assert steps.can_go_back((A, B))
    assert steps.back((A, B)) == (A,)
    assert not steps.can_go_back((A,))


def test_what_goes_on_is_one_step() -> None:
    steps = Steps()
    steps.note(())
    for rows in ((A,), (A, B), (B,)):
        steps.note(rows, "typing")
    steps.pause()
    steps.note((B, A), "typing")

    assert steps.back(()) == (B, A)
    assert steps.back((B, A)) == (A,)
    assert steps.back((A,)) == ()


@pytest.mark.parametrize(
    ("before", "after", "at"),
    [((A, B), (A,), 0), ((A,), (A, B), 1), ((A, B), (B,), 0), ((A,), (), 0), ((A, B), (A, A), 1)],
)
def test_the_first_change_is_where_the_cursor_goes(before: Rows, after: Rows, at: int) -> None:
    assert first_change(before, after) == at


def test_the_oldest_steps_are_forgotten() -> None:
    steps = Steps()
    for number in range(500):
        steps.note((Row(str(number)),))

    found = [steps.back(()) for _ in range(500)]
    assert found[199] == (Row("300"),)
    assert found[200] is None

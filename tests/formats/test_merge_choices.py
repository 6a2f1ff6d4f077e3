import pytest

from workbench.formats.merge_choices import Choices, Conflict, Side, Sides
from workbench.formats.notations import ROWS, VARIABLES
from workbench.formats.write import value
from workbench.model import BasicAuth, Row, Variable


def rows(*pairs: str) -> tuple[Row, ...]:
    """Return rows of texts such as `a=1`."""
    return tuple(Row(name, text) for name, _, text in (pair.partition("=") for pair in pairs))


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "chosen"),
    [("a", "b", "a", "b"), ("a", "a", "b", "b"), ("a", "b", "b", "b"), ("a", "a", "a", "a")],
)
def test_the_side_that_changed_is_taken(base: str, ours: str, theirs: str, chosen: str) -> None:
    choices = Choices({})

    assert choices.one("url", Sides(base, ours, theirs), value) == chosen
    assert choices.conflicts == ()


def test_two_changes_are_a_conflict_until_a_side_is_chosen() -> None:
    open_one = Choices({})
    assert open_one.one("url", Sides("a", "b", "c"), value) == "b"
    assert open_one.conflicts == (Conflict("url", '"b"', '"c"'),)

    for side, taken in (("ours", "b"), ("theirs", "c")):
        made: Side = "ours" if side == "ours" else "theirs"
        choices = Choices({"url": made})
        assert choices.one("url", Sides("a", "b", "c"), value) == taken
        assert choices.conflicts == ()


def test_lines_of_a_text_merge_where_they_can() -> None:
    choices = Choices({})

    assert choices.text("t", Sides("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n")) == "A\nb\nC\n"
    assert choices.text("t", Sides("a", "b", "c")) == "b"
    assert Choices({"t": "theirs"}).text("t", Sides("a\nb\n", "A\nb\n", "a\nB\n")) == "a\nB\n"


def test_items_that_both_add_in_one_place_are_all_taken() -> None:
    choices = Choices({})

    assert choices.sequence("order", Sides(("a",), ("a", "b"), ("a", "c", "b")), str) == (
        *("a", "b", "c"),
    )
    assert choices.sequence("order", Sides(("a", "b"), ("b",), ("a", "b", "c")), str) == ("b", "c")
    assert choices.conflicts == ()
    assert choices.sequence("order", Sides(("a",), ("b",), ("c",)), str) == ("b",)
    assert len(choices.conflicts) == 1


def test_a_dataclass_is_chosen_field_by_field() -> None:
    choices = Choices({})
    sides = Sides(BasicAuth("u", "p"), BasicAuth("U", "p"), BasicAuth("u", "P"))

    assert choices.fields("auth", sides) == BasicAuth("U", "P")
    assert choices.fields("auth", Sides(*[BasicAuth(name) for name in "abc"])) == BasicAuth("b")
    assert [conflict.field for conflict in choices.conflicts] == ["auth.username"]


def test_rows_are_chosen_by_name() -> None:
    choices = Choices({})
    base = rows("a=1", "b=1", "c=1")
    ours, theirs = rows("a=2", "b=1", "new=1"), rows("a=1", "x=1", "b=2", "c=1")

    assert choices.rows("headers", Sides(base, ours, theirs), ROWS) == rows(
        *("a=2", "x=1", "b=2", "new=1")
    )
    assert choices.conflicts == ()


def test_a_row_that_one_side_takes_away_and_the_other_changes_is_a_conflict() -> None:
    choices = Choices({})

    assert choices.rows("headers", Sides(rows("a=1"), (), rows("a=2")), ROWS) == ()
    assert choices.conflicts == (Conflict("headers.a", "", '"2"'),)


def test_a_new_order_is_taken_from_the_side_that_has_it() -> None:
    base, turned = rows("a=1", "b=1"), rows("b=1", "a=1")

    assert Choices({}).rows("h", Sides(base, turned, base), ROWS) == turned
    assert Choices({}).rows("h", Sides(base, base, turned), ROWS) == turned


def test_types_of_variables_count() -> None:
    base, ours, theirs = ((Variable("a", plain),) for plain in (1, True, 1))

    assert Choices({}).rows("v", Sides(base, ours, theirs), VARIABLES) == (Variable("a", True),)

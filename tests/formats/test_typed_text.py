from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.formats.typed_text import (
    part_rows,
    part_text,
    parts_from,
    read_part,
    read_value,
    value_text,
    variable_rows,
    variables_from,
)
from workbench.model import Part, Row, Value, Variable, json_of

VALUES = st.recursive(
    st.text(max_size=6)
    | st.sampled_from(["1", "true", "[1]", '"a"', "null", "-", "1.50", "{{id}}"])
    | st.integers(-(10**17), 10**17)
    | st.booleans()
    | st.decimals(allow_nan=False, allow_infinity=False, places=2, max_value=10**9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)
TEXT = st.text(max_size=6) | st.sampled_from(["@a", "\\a", "a;type=b", ";filename=", "a; type=x"])
PARTS = st.builds(Part, TEXT, TEXT, TEXT, TEXT, TEXT, st.booleans(), TEXT)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ada", "Ada"), ("20", 20), ('"20"', "20"), ("1.50", Decimal("1.50")), ("true", True),
        ("tru", "tru"), ("null", "null"), ("[null]", "[null]"), ("[1, 2]", [1, 2]),
        ("[" * 99, "[" * 99), ("{{id}}", "{{id}}"), ("-", "-"), ("NaN", "NaN"), ("", ""),
    ],
)  # fmt: skip
def test_a_typed_value_is_what_json_says_or_a_text(text: str, value: Value) -> None:
    assert json_of(read_value(text)) == json_of(value)


@given(VALUES)
def test_every_value_can_be_typed(value: Value) -> None:
    assert json_of(read_value(value_text(value))) == json_of(value)


def test_variables_are_rows() -> None:
    variables = (Variable("n", 1, description="how many"), Variable("x", removed=True))
    rows = (Row("n", "1", description="how many"), Row("x", removed=True))

    assert variable_rows(variables) == rows
    assert variables_from(rows) == variables


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Ada", Part("p", "Ada")),
        ("@a b.png", Part("p", file="a b.png")),
        ("@a.png;type=image/png;filename=b.png",
         Part("p", file="a.png", content_type="image/png", filename="b.png")),
        ('{"a": 1};type=application/json', Part("p", '{"a": 1}', content_type="application/json")),
        ("\\@ada;type=x", Part("p", "@ada;type=x")),
    ],
)  # fmt: skip
def test_a_part_is_written_as_curl_has_it(text: str, part: Part) -> None:
    assert read_part("p", text) == part
    assert part_text(part) == text


@given(st.lists(PARTS, max_size=4).map(tuple))
def test_what_a_row_cannot_say_of_a_part_is_kept(parts: tuple[Part, ...]) -> None:
    unlike = {(part.name, part_text(part)): part for part in parts}
    parts = tuple(unlike.values())

    assert parts_from(part_rows(parts), parts) == parts

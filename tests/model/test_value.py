"""Values as text."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model import Value, json_of, text_of


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("as it is\n", "as it is\n"),
        (True, "true"),
        (None, "null"),
        (36, "36"),
        (Decimal("1.10"), "1.10"),
        (0.5, "0.5"),
        ([1, "a", {"b": None}], '[1,"a",{"b":null}]'),
        ({"größe": [Decimal("2.50")]}, '{"größe":[2.50]}'),
    ],
)
def test_a_value_reads_as_a_person_would_type_it(value: Value, text: str) -> None:
    assert text_of(value) == text


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=12,
    )
)
def test_json_of_a_value_reads_back_as_the_value(value: Value) -> None:
    assert json.loads(json_of(value)) == value

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from workbench.checks.values import NOTHING, Nodes, cut, kind, place, same, shown


@pytest.mark.parametrize(
    ("value", "words", "text"),
    [
        (NOTHING, "nothing", "nothing"),
        (None, "null", "null"),
        (True, "true or false", "true"),
        (7, "a whole number", "7"),
        (8.5, "a number", "8.5"),
        (Decimal("1.10"), "a number", "1.10"),
        ('say "é"', "text", '"say \\"é\\""'),
        (b"\x00\xff", "bytes", "hex,00ff;"),
        (datetime(2026, 1, 2, 3, tzinfo=UTC), "a date", "2026-01-02T03:00:00Z"),
        ([1, b"\x01", "a"], "a list", '[1,hex,01;,"a"]'),
        (Nodes([1]), "a list", "[1]"),
        ({"a": [None]}, "an object", '{"a":[null]}'),
    ],
)
def test_a_value_is_named_and_shown(value: Any, words: str, text: str) -> None:
    assert kind(value) == words
    assert shown(value) == text


@pytest.mark.parametrize("value", ["x" * 10_000, b"x" * 10_000, [1] * 10_000, {"a": ["x" * 9000]}])
def test_what_is_shown_is_short(value: Any) -> None:
    assert len(shown(value)) <= 401
    assert shown(value).endswith("…")


def test_a_cut_text_says_so() -> None:
    assert cut("abc", 3) == "abc"
    assert cut("abcd", 3) == "abc…"


def test_a_place_is_a_jsonpath() -> None:
    assert place(()) == "$"
    assert place(("items", 2, "id")) == "$.items[2].id"
    assert place(("odd name", "it's")) == "$['odd name']['it\\'s']"


@pytest.mark.parametrize(
    ("left", "right", "equal"),
    [
        (1, 1.0, True),
        (1, True, False),
        (0, False, False),
        (True, True, True),
        (None, None, True),
        ("1", 1, False),
        ("a", b"a", False),
        (Decimal("0.5"), 0.5, True),
        ([1, {"a": True}], [1.0, {"a": True}], True),
        ([1, {"a": True}], [1, {"a": 1}], False),
        ([1], [1, 2], False),
        (Nodes([1]), [1], True),
        ({"a": 1}, {"b": 1}, False),
    ],
)
def test_equality_is_that_of_json(left: Any, right: Any, equal: bool) -> None:
    assert same(left, right) is equal
    assert same(right, left) is equal

from datetime import date
from decimal import Decimal
from typing import Any, Literal

import msgspec
import pytest

from workbench.errors import Problem, WorkbenchError
from workbench.formats.typed import Source


class Shape(msgspec.Struct):
    name: str = ""
    items: list[str] = []
    limit: int | None = None
    ratio: float | None = None
    color: Literal["red", "blue"] | None = None


def problem(table: dict[str, Any], text: str = "\nname = 1") -> Problem:
    with pytest.raises(WorkbenchError) as caught:
        Source(text, "a.toml").convert(table, Shape)
    (found,) = caught.value.problems
    return found


@pytest.mark.parametrize(
    ("table", "what"),
    [
        ({"name": 1}, '"name" must be text, not a whole number'),
        ({"name": ["x"]}, '"name" must be text, not a list'),
        ({"items": "x"}, '"items" must be a list, not text'),
        ({"items": [{}]}, '"items" must be text, not a table'),
        ({"limit": True}, '"limit" must be a whole number, not true or false'),
        ({"limit": Decimal("1.5")}, '"limit" must be a whole number, not a number'),
    ],
)
def test_a_wrong_type_is_told_in_plain_words(table: dict[str, Any], what: str) -> None:
    assert problem(table).what == what


def test_a_word_that_is_no_choice_gets_the_likely_one_or_all() -> None:
    assert problem({"color": "rad"}).hint == 'did you mean "red"?'
    assert problem({"color": "x"}).what == '"color" cannot be "x"'
    assert problem({"color": "x"}).hint == "use one of: red, blue"


def test_a_wrong_type_is_placed() -> None:
    assert problem({"name": 1}).where == "a.toml:2"
    assert problem({"name": 1}, "\ufeffname = 1").where == "a.toml:1"


def test_a_decimal_is_a_number() -> None:
    assert Source("", "a").convert({"ratio": Decimal("1.5")}, Shape).ratio == 1.5


def test_an_unknown_word_gets_the_likely_one_or_all() -> None:
    source = Source("kind = 'x'", "a.toml")

    with pytest.raises(WorkbenchError, match='did you mean "bearer"'):
        source.choice("beerer", ["basic", "bearer"], ("kind",), "auth type")
    with pytest.raises(WorkbenchError, match='unknown auth type "x"\nhint: use one of: basic, b'):
        source.choice("x", ["basic", "bearer"], ("kind",), "auth type")


@pytest.mark.parametrize(
    ("value", "text"),
    [("x", "x"), (1, "1"), (True, "true"), (Decimal("1.10"), "1.10")],
)
def test_single_values_become_the_text_a_person_would_type(value: Any, text: str) -> None:
    assert Source("", "a").text(value, ("k",)) == text


@pytest.mark.parametrize("value", [[], {}, 1 << 64, date(2020, 1, 1)])
def test_other_values_are_refused(value: Any) -> None:
    with pytest.raises(WorkbenchError, match='"k"'):
        Source("", "a").text(value, ("k",))

from datetime import UTC, datetime
from typing import Any

import pytest

from workbench.checks.values import NOTHING, Unmet
from workbench.errors import WorkbenchError

from .sample import value_of, with_json

V = 'jsonpath "$.v"'


@pytest.mark.parametrize(
    ("value", "filters", "result"),
    [
        ([1, 2, 3], "count", 3),
        ({"a": 1}, "count", 1),
        ("5L2g", "base64Decode count", 3),
        ([1, 2], "first", 1),
        ([], "first", NOTHING),
        ([1, 2], "last", 2),
        ([], "last", NOTHING),
        ([1, 2], "nth 1", 2),
        ([1, 2], "nth -2", 1),
        ([1, 2], "nth 2", NOTHING),
        ({"location": "/a"}, "location", "/a"),
        ("a, b", 'split ", "', ["a", "b"]),
        ("Hello Ada!", "regex /Hello (.*)!/", "Ada"),
        ("Hello Ada!", 'regex "Hello (.*)!"', "Ada"),
        ("Hello", "regex /Bye (.*)/", NOTHING),
        ("a|b", r"regex /a|(c)/", NOTHING),
        ("192.168.2.1, 10.0.0.20", 'replace ", " "|"', "192.168.2.1|10.0.0.20"),
        ("a1b22", r'replaceRegex /\d+/ "-"', "a-b-"),
        ("a1", r'replaceRegex "(\\w)(\\d)" "$2$1"', "1a"),
        ("123", "toInt", 123),
        (" 123 ", "toInt", 123),
        ("12.9", "toInt", 12),
        (-12.9, "toInt", -12),
        ("1e3", "toFloat", 1000.0),
        ("3.14", "toFloat", 3.14),
        (3, "toFloat", 3.0),
        ("True", "toBool", True),
        (False, "toBool", False),
        (100, "toString", "100"),
        (True, "toString", "true"),
        (None, "toString", "null"),
        (1.5, "toString", "1.5"),
        ("2026-01-02", 'toDate "%Y-%m-%d" toString', "2026-01-02T00:00:00Z"),
        ("2026-01-02", 'toDate "%F"', datetime(2026, 1, 2, tzinfo=UTC)),
        ("2026-01-02", 'toDate "%F" dateFormat "%A"', "Friday"),
        ("2026-01-02", 'toDate "%F" format "%A"', "Friday"),
        ("2026-02-11", 'toDate "%F" daysAfterNow', 9),
        ("2026-02-11", 'toDate "%F" daysBeforeNow', -9),
        ("2026-01-01", 'toDate "%F" daysBeforeNow', 31),
        ('[{"name": "Dune"}]', 'jsonpath "$[0].name"', "Dune"),
        ([{"name": "Dune"}], 'jsonpath "$[*].name" count', 1),
        ({"a": {"b": 1}}, 'jsonpath "$.a" jsonpath "$.b"', 1),
        ({"a": 1}, 'jsonpath "$.nope"', NOTHING),
        ("<b>x</b>", 'xpath "string(//b)"', "x"),
        ("<?xml version='1.0'?><b>x</b>", 'xpath "count(/b)"', 1),
        ("https://a.b/?x=1&y=%20&x=2&z", 'urlQueryParam "x"', "1"),
        ("https://a.b/?x=1&y=%20&x=2&z", 'urlQueryParam "y"', " "),
        ("https://a.b/?x=1&y=%20&x=2&z", 'urlQueryParam "z"', ""),
        ("https://a.b/?x=1", 'urlQueryParam "q"', NOTHING),
    ],
)
def test_a_filter_makes_a_value_of_a_value(value: Any, filters: str, result: Any) -> None:
    assert value_of(f"{V} {filters}", with_json(value)) == result


@pytest.mark.parametrize(
    ("value", "filters", "reason"),
    [
        ("abc", "count", "count: text, not a list, an object or bytes"),
        ({"a": 1}, "first", "first: an object, not a list"),
        ("abc", "nth 0", "nth: text, not a list"),
        ({"a": 1}, "location", "not a redirect"),
        (1, 'split ","', "split: a whole number, not text"),
        ("a" * 10_000, f'replace "a" "{"b" * 9000}"', "too long"),
        ("abc", "toInt", "text that is not a number: abc"),
        ("1_000", "toInt", "not a number"),
        ("inf", "toFloat", "not a number"),
        ("1e999", "toFloat", "too great a number"),
        (True, "toInt", "not a number"),
        ("yes", "toBool", "neither true nor false"),
        ([1], "toString", "a list, not a single value"),
        ("2026", 'dateFormat "%Y"', "text, not a date"),
        ("2026", "daysAfterNow", "text, not a date"),
        ("2026-01", 'toDate "%F"', "is not a date of the form"),
        ("{oops", 'jsonpath "$.a"', "jsonpath: the text is not JSON"),
        (1, 'xpath "//a"', "xpath: a whole number, not text"),
        ("http://[", 'urlQueryParam "x"', "not an address"),
        ([1], "nth 5 toInt", "nth 5 finds nothing"),
    ],
)
def test_a_value_that_a_filter_is_not_for_is_unmet(value: Any, filters: str, reason: str) -> None:
    with pytest.raises(Unmet) as error:
        value_of(f"{V} {filters}", with_json(value))

    assert reason in error.value.reason


@pytest.mark.parametrize(
    ("filters", "what"),
    [
        ('split ""', "must not be empty"),
        ('replace "" "x"', "must not be empty"),
        ("regex /b/", "has no group"),
        ("regex /(/", "cannot be read"),
        ('jsonpath "a"', "is not a JSONPath"),
    ],
)
def test_a_filter_that_fits_no_value_is_a_problem(filters: str, what: str) -> None:
    with pytest.raises(WorkbenchError, match=what):
        value_of(f"{V} {filters}", with_json("abc" if "json" not in filters else "{}"))

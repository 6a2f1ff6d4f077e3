import json
from typing import Any

import pytest

from workbench.checks import judge_one

from .sample import SUBJECT, passes, with_body, with_json

V = 'jsonpath "$.v"'


@pytest.mark.parametrize(
    ("value", "predicate"),
    [
        (1, "== 1"),
        (1, "== 1.0"),
        (1.5, "== 1.5"),
        (1, '!= "1"'),
        (True, "== true"),
        (True, "!= 1"),
        (None, "== null"),
        (None, "!= false"),
        ("Dune", '== "Dune"'),
        ("Dune", "== `Dune`"),
        ("Dune", "== ```Dune```"),
        ("Dune", 'equals "Dune"'),
        ("Dune", 'not equals "dune"'),
        ("Dune", 'notEquals "dune"'),
        (10**20, "== 100000000000000000000"),
        (2, "> 1"),
        (2, "greaterThan 1.5"),
        (2, ">= 2"),
        (2, "not < 2"),
        (1.5, "< 2"),
        (1, "<= 1.0"),
        ("b", '> "a"'),
        ("The end", 'startsWith "The"'),
        ("The end", 'endsWith "end"'),
        ("The end", 'contains "e e"'),
        ("The end", 'not contains "z"'),
        ([1, "a", None], 'includes "a"'),
        ([1, "a", None], "includes null"),
        ([1, "a", None], "not includes true"),
        ("2026-01-02", r"matches /^\d{4}-\d{2}/"),
        ("2026-01-02", r'matches "\\d{4}"'),
        ("a/b", r"matches /a\/b/"),
        ("abc", "not matches /z/"),
        (None, "exists"),
        (False, "exists"),
        ([], "exists"),
        ("", "isEmpty"),
        ([], "isEmpty"),
        ({}, "isEmpty"),
        ([0], "not isEmpty"),
        (True, "isBoolean"),
        (0, "not isBoolean"),
        ([], "isCollection"),
        ({}, "isCollection"),
        ("", "not isCollection"),
        (1, "isInteger"),
        (1.0, "not isInteger"),
        (True, "not isInteger"),
        (1.0, "isFloat"),
        (1, "not isFloat"),
        (1, "isNumber"),
        (1.5, "isNumber"),
        (True, "not isNumber"),
        ([], "isList"),
        ({}, "not isList"),
        ({}, "isObject"),
        ("a", "isString"),
        (1, "not isString"),
        ("2023-01-23T18:25:43.511Z", "isIsoDate"),
        ("2023-01-23", "not isIsoDate"),
        ("2023-01-23", "not isDate"),
        ("127.0.0.1", "isIpv4"),
        ("127.0.0.256", "not isIpv4"),
        ("::1", "isIpv6"),
        ("::g", "not isIpv6"),
        ("0b5a1c9e-7d3f-4a6b-8c2d-1e0f9a8b7c6d", "isUuid"),
        ("0b5a1c9e", "not isUuid"),
    ],
)
def test_a_value_meets_a_predicate_and_not_its_negation(value: Any, predicate: str) -> None:
    subject = with_json(value)
    opposite = (
        predicate.removeprefix("not ") if predicate.startswith("not ") else f"not {predicate}"
    )

    assert passes(f"{V} {predicate}", subject)
    assert not passes(f"{V} {opposite}", subject)


@pytest.mark.parametrize(
    ("value", "predicate", "actual"),
    [
        ("2", "> 1", '"2": text, not a number'),
        (2, '> "1"', "2: a whole number, not text"),
        (True, "> 0", "true: true or false, not a number"),
        (404, 'contains "4"', "404: a whole number, not text"),
        (
            ["a"],
            'contains "a"',
            '["a"]: a list, not text; ask with includes whether it has an item',
        ),
        ("a", "contains hex,61;", '"a": text, not bytes'),
        ("abc", 'includes "a"', '"abc": text, not a list'),
        (1, "matches /1/", "1: a whole number, not text"),
        (1, "isEmpty", "1: a whole number, not text, bytes, a list or object"),
        (1, "isUuid", "1: a whole number, not text"),
        (1, "isIpv4", "1: a whole number, not text"),
        (1, "isIsoDate", "1: a whole number, not text"),
    ],
)
@pytest.mark.parametrize("negation", ["", "not "])
def test_a_value_of_another_kind_fails_either_way(
    value: Any, predicate: str, actual: str, negation: str
) -> None:
    verdict = judge_one(f"{V} {negation}{predicate}", with_json(value))

    assert not verdict.passed
    assert not verdict.broken
    assert verdict.actual == actual


@pytest.mark.parametrize(
    ("check", "passed"),
    [
        ('jsonpath "$.nope" exists', False),
        ('jsonpath "$.nope" not exists', True),
        ('jsonpath "$.nope" == null', False),
        ('jsonpath "$.nope" != 1', False),
        ('jsonpath "$.nope" not == 1', False),
        ('jsonpath "$..nope" not exists', True),
        ('jsonpath "$..nope" isEmpty', True),
        ('jsonpath "$..nope" count == 0', True),
        ('header "Nope" not exists', True),
    ],
)
def test_what_is_not_there_only_does_not_exist(check: str, passed: bool) -> None:
    assert passes(check) is passed


@pytest.mark.parametrize(
    "check",
    [
        "bytes startsWith hex,efbbbf;",
        "bytes contains base64,vw==;",
        "bytes endsWith hex,61;",
        "bytes == hex,ef bb bf 61;",
        "bytes not contains hex,00;",
        "bytes count == 4",
        "bytes not isEmpty",
        'body == "a"',
    ],
)
def test_bytes_are_compared_with_bytes(check: str) -> None:
    assert passes(check, with_body(b"\xef\xbb\xbfa"))


@pytest.mark.parametrize(
    "check",
    [
        'cookie "sid[Expires]" isDate',
        'cookie "sid[Expires]" > "2027-01-01T00:00:00Z"',
        'cookie "sid[Expires]" not < "2027-01-01T00:00:00+02:00"',
    ],
)
def test_dates_are_compared_with_dates(check: str) -> None:
    assert passes(check)


def test_an_example_of_hurls_documentation() -> None:
    books = [{"name": "Dune", "lives": 9}] * 12
    subject = with_body(json.dumps({"books": books, "ips": "192.168.2.1, 10.0.0.20, 10.0.0.10"}))

    for check in (
        'jsonpath "$.books" count == 12',
        'jsonpath "$.books[0].name" == "Dune"',
        'jsonpath "$.ips" split ", " count == 3',
        'jsonpath "$.ips" split ", " nth 0 == "192.168.2.1"',
        'variable "user" == "Ada"',
        "bytes count > 120",
    ):
        assert passes(check, subject), check
    assert SUBJECT.status == 201

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.checks import FILTERS, PREDICATES, QUERIES, Subject, capture, judge, judge_one
from workbench.checks.content import Content
from workbench.errors import Problem, WorkbenchError
from workbench.model import Captured, Check, Checks, Row, Verdict

from .sample import SUBJECT, with_body, with_json


def test_each_enabled_check_has_a_verdict_in_order() -> None:
    checks = Checks((Check("status == 201"), Check("oops", enabled=False), Check("status == 200")))

    assert judge(checks, SUBJECT) == (
        Verdict("status == 201", passed=True, expected="== 201", actual="201"),
        Verdict("status == 200", passed=False, expected="== 200", actual="201"),
    )


@pytest.mark.parametrize(
    ("check", "expected", "actual", "where"),
    [
        ('jsonpath "$.items[1].id" == 9', "== 9", "8", "$.items[1].id"),
        ('jsonpath "$..id" includes 9', "includes 9", "[7,8]", "$.items[0].id"),
        ('jsonpath "$.nope" exists', "exists", "nothing", ""),
        ('jsonpath "$.price" not isNumber', "not isNumber", "8.95", "$.price"),
        ('header "vary" == "Accept"', '== "Accept"', '["Accept","Cookie"]', "header vary"),
        (r'regex /"n": "(\d+)"/ == "43"', '== "43"', '"42"', "body:22:2"),
        ("bytes startsWith hex,00;", "startsWith hex,00;", "hex,7b0a2022", "body"),
    ],
)
def test_a_failed_check_has_its_evidence(
    check: str, expected: str, actual: str, where: str
) -> None:
    verdict = judge_one(check, SUBJECT)

    assert not verdict.passed
    assert not verdict.broken
    assert verdict.expected == expected
    assert verdict.actual.startswith(actual)
    assert verdict.where == where


def test_a_response_that_does_not_fit_fails_and_says_where() -> None:
    verdict = judge_one('jsonpath "$.a" exists', with_body("{\n<html>"))

    assert not verdict.passed
    assert not verdict.broken
    assert verdict.actual.startswith("the body is not JSON: expecting property name")
    assert verdict.where == "body:2:1"


@pytest.mark.parametrize(
    ("check", "reason"),
    [
        ("status = 200", 'column 8: unknown filter or predicate "=" (use "==")'),
        ('jsonpath "$[" exists', '"$[" is not a JSONPath'),
        ("body matches /(/", 'the pattern "(" cannot be read'),
        ('xpath "//h1[" exists', '"//h1[" is not an XPath'),
        ("body regex /(a/ exists", "cannot be read"),
    ],
)
def test_a_check_that_cannot_be_judged_is_broken(check: str, reason: str) -> None:
    verdict = judge_one(check, with_body("<h1>Hi</h1>" if "xpath" in check else "{}"))

    assert verdict.broken
    assert not verdict.passed
    assert reason in verdict.actual


def test_a_pattern_without_end_breaks_its_check_in_time() -> None:
    started = time.process_time()

    verdict = judge_one("body matches /(a+)+$/", with_body("a" * 5000 + "!"))

    assert verdict.broken
    assert "took longer" in verdict.actual
    assert time.process_time() - started < 20


def test_templates_are_filled_and_a_missing_name_breaks_the_check() -> None:
    def resolve(text: str) -> str:
        if "missing" in text:
            raise WorkbenchError(Problem('"missing" is not defined', hint="define it"))
        return text.replace("{{code}}", "201")

    assert judge_one("status == {{code}}", SUBJECT, resolve).passed
    broken = judge_one("status == {{missing}}", SUBJECT, resolve)
    assert broken.broken
    assert broken.actual == '"missing" is not defined (define it)'


def test_texts_of_several_lines_show_how_they_differ() -> None:
    verdict = judge_one('body == "one\\ntwo\\nthree"', with_body("one\n2\nthree"))

    assert verdict.where == "body:2:1"
    assert verdict.details == (" one", "-two", "+2", " three")


@pytest.mark.parametrize(
    ("expected", "body", "where"),
    [("abc", "abd", "body:1:3"), ("abc", "ab", "body:1:3"), ("ab", "abc", "body:1:3")],
)
def test_the_place_of_a_wrong_text_is_where_it_begins_to_differ(
    expected: str, body: str, where: str
) -> None:
    verdict = judge_one(f'body == "{expected}"', with_body(body))

    assert verdict.where == where
    assert verdict.details == ()


def test_captures_are_typed_and_can_use_those_before_them() -> None:
    rows = (
        Row("id", 'jsonpath "$.items[0].id"'),
        Row("item", 'jsonpath "$.items[0]"'),
        Row("name", 'variable "item" jsonpath "$.name"'),
        Row("token", 'jsonpath "$.token" redact'),
        Row("expires", 'cookie "sid[Expires]"'),
        Row("body", 'bytes utf8Decode regex /"n": "(.*?)"/'),
        Row("off", "oops", enabled=False),
        Row("gone", removed=True),
    )

    assert capture(rows, SUBJECT) == (
        Captured("id", rows[0].value, 7),
        Captured("item", rows[1].value, {"id": 7, "name": "Ada"}),
        Captured("name", rows[2].value, "Ada"),
        Captured("token", rows[3].value, "5L2g", secret=True),
        Captured("expires", rows[4].value, "2027-01-13T22:23:01Z"),
        Captured("body", rows[5].value, "42"),
    )


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ('jsonpath "$.nope"', "it finds nothing"),
        ('jsonpath "$.csv" toInt', "toInt: text that is not a number: 1,2,3"),
        ("status == 1", 'column 8: "==" is too much (a capture is a query without a predicate)'),
        ("sha256", "bytes that are no text; add toHex or base64Encode"),
        ("body regex /(/", 'the pattern "(" cannot be read: missing ) at its character 2'),
    ],
)
def test_a_capture_that_takes_nothing_has_a_problem(query: str, problem: str) -> None:
    assert capture((Row("x", query),), SUBJECT) == (Captured("x", query, problem=problem),)


VALUES = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=9)
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
ARGUMENTS = st.sampled_from(
    ['"a"', '"%F"', "/(a)/", "`$..*`", "0", "1.5", "true", "hex,61;", '"//a"', "{{x}}", '"{{x}}"']
)
BODIES = st.sampled_from(
    [b"", b"<a><b>x</b></a>", b"<p>hi", b"\xff\xfe", b"[1e400, 1e-400]", b"[" * 500 + b"]" * 500]
)


@st.composite
def any_check(draw: st.DrawFn) -> str:
    """Return a check of words in the order of the language with arguments of any kind."""
    pieces = []
    filters = draw(st.lists(st.sampled_from(list(FILTERS)), max_size=3))
    words = [
        draw(st.sampled_from(list(QUERIES))),
        *filters,
        draw(st.sampled_from(list(PREDICATES))),
    ]
    for word in words:
        pieces += [word.name, *(draw(ARGUMENTS) for _ in word.takes)]
    return " ".join(pieces)


@given(any_check(), st.one_of(VALUES.map(with_json), BODIES.map(with_body)), st.text(max_size=3))
@settings(deadline=None, max_examples=400)
def test_any_check_of_any_response_has_a_verdict(check: str, subject: Subject, x: str) -> None:
    verdict = judge_one(check, subject, lambda text: text.replace("{{x}}", x))
    (captured,) = capture((Row("x", check.rsplit(" ", 1)[0]),), subject)

    assert verdict.check == check
    assert captured.name == "x"
    assert not (verdict.passed and verdict.broken)


@pytest.mark.parametrize(
    ("check", "actual"),
    [
        ('status == "201"', "201 (a number, not a text; leave the quotes away)"),
        ('jsonpath "$.text" == 5', '"5" (a text, not a number)'),
        ('jsonpath "$.text" == "6"', '"5"'),
        ('jsonpath "$.yes" == "true"', "true (true, not a text; leave the quotes away)"),
        ('jsonpath "$.none" == "null"', "null (null, not a text; leave the quotes away)"),
        ('status == "200"', "201"),
    ],
)
def test_a_value_that_only_looks_alike_is_told_apart(check: str, actual: str) -> None:
    content = Content(b'{"text": "5", "yes": true, "none": null}', "application/json")

    assert judge_one(check, Subject(status=201, content=content)).actual == actual

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.checks import examine, parse_capture, parse_check
from workbench.checks.syntax import quoted


@pytest.mark.parametrize(
    ("check", "column", "what"),
    [
        ("body matches /(a/", 14, 'the pattern "(a" cannot be read'),
        ('jsonpath "$.a[" exists', 10, '"$.a[" is not a JSONPath'),
        ('xpath "//a[" exists', 7, '"//a[" is not an XPath'),
        ('body toDate "%Q" isDate', 13, '"%Q" means nothing'),
        ("body regex /a/ exists", 12, 'the pattern "a" has no group'),
        ('bytes decode "uft-8" exists', 14, '"uft-8" is not an encoding of text'),
        ('body split "" exists', 12, "must not be empty"),
        ('body replace "" "x" exists', 14, "must not be empty"),
        ('body regex "(" exists', 12, 'the pattern "(" cannot be read'),
    ],
)
def test_what_can_never_work_is_found_before_a_response(check: str, column: int, what: str) -> None:
    (problem,) = examine(parse_check(check))

    assert problem.where == f"column {column}"
    assert what in problem.what


@pytest.mark.parametrize(
    "check",
    [
        "status == 200",
        'jsonpath "$.a" matches /a+/',
        'xpath "//p:a" exists',
        'jsonpath "{{path}}" matches "{{(}}"',
        'body toDate "%+" dateFormat "%F" == "2026-01-01"',
    ],
)
def test_what_may_work_has_no_problem(check: str) -> None:
    assert examine(parse_check(check)) == ()


PIECES = st.text("$.[]()?@*+|\\{}/:'ab1%", max_size=12)


@given(PIECES)
@settings(deadline=None)
def test_any_text_in_any_language_is_fine_or_a_problem(text: str) -> None:
    for start in ("jsonpath", "xpath", "regex", "body toDate"):
        for problem in examine(parse_capture(f"{start} {quoted(text)}")):
            assert problem.what
            assert problem.where.startswith("column ")


def test_each_problem_of_a_capture_is_found() -> None:
    problems = examine(parse_capture('jsonpath "a" regex /(/'))

    assert [problem.where for problem in problems] == ["column 10", "column 20"]

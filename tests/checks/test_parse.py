import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.checks import (
    FILTERS,
    PREDICATES,
    QUERIES,
    CheckSyntaxError,
    parse_capture,
    parse_check,
)
from workbench.errors import WorkbenchError


def test_a_check_is_a_query_filters_and_a_predicate() -> None:
    check = parse_check(r'header "Location" regex /(\d+)/ toInt not > 7')

    assert str(check.query) == 'header "Location"'
    assert [str(step) for step in check.filters] == [r"regex /(\d+)/", "toInt"]
    assert str(check.predicate) == "> 7"
    assert check.negated


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("status==200", "status == 200"),
        ("  status \n ==\t200 ", "status == 200"),
        ("status equals 200", "status == 200"),
        ('jsonpath "$.a" greaterThanOrEquals 1.50', 'jsonpath "$.a" >= 1.5'),
        ('bytes decode "latin1" contains "a"', 'bytes charsetDecode "latin1" contains "a"'),
        ("bytes == base64,5L2g;", "bytes == base64,5L2g;"),
        ("bytes == hex,E4 BD;", "bytes == hex,e4bd;"),
        ('body == "\\u00e9\\n\\u0001"', 'body == "é\\n\\u{1}"'),
        ("body matches /a\\/b/", "body matches /a\\/b/"),
        ("status == {{ code }}", "status == {{ code }}"),
        ("body == `C:\\x`", "body == `C:\\x`"),
        ("body == ```one line```", "body == ```one line```"),
        ("body == ```two\nlines```", "body == ```\ntwo\nlines```"),
        ("body == ```\n\nempty first```", "body == ```\n\nempty first```"),
    ],
)
def test_a_check_is_written_in_one_way(text: str, again: str) -> None:
    assert str(parse_check(text)) == again
    assert parse_check(again) == parse_check(text)


@pytest.mark.parametrize(
    ("text", "column", "what", "hint"),
    [
        ("", 1, "nothing is asked", "status == 200"),
        ("jsonpth '$.a' exists", 1, 'unknown query "jsonpth"', 'did you mean "jsonpath"?'),
        ("$.items exists", 1, 'unknown query "$.items"', 'write jsonpath "$.items"'),
        ("zzz", 1, 'unknown query "zzz"', "use one of: status, version"),
        ("status", 7, "ends without a predicate", "add one, such as: exists"),
        ("status not", 11, "ends without a predicate", "exists"),
        ("status = 200", 8, 'unknown filter or predicate "="', 'use "=="'),
        ("status is 200", 8, 'unknown filter or predicate "is"', 'use "=="'),
        ('jsonpath "$.a" length == 3', 16, 'predicate "length"', 'use "count"'),
        ("status 200", 8, 'unknown filter or predicate "200"', "put == before it"),
        ('body "a b"', 6, "unknown filter or predicate", "put == before it"),
        ("not status == 404", 1, 'unknown query "not"', "status not == 404"),
        ("duration < 1s", 13, '"s" is too much', "in milliseconds"),
        ("status == 200 and body exists", 15, "is too much", "make another one of the rest"),
        ("status =~ 200", 8, 'unknown filter or predicate "=~"', 'use "matches"'),
        ('body contans "x"', 6, 'unknown filter or predicate "contans"', 'mean "contains"?'),
        ("body cont exists", 6, 'unknown filter or predicate "cont"', 'did you mean "contains"?'),
        ("header exists", 8, '"header" takes a "text"', 'double quotes: "exists"'),
        ("status == ok", 11, '"==" takes', 'double quotes: "ok"'),
        ("status == 200 300", 15, '"300" is too much', "ends with its predicate"),
        ("status == 200 # why", 15, '"#" is too much', ""),
        ('cookie "a[Secur]" exists', 8, 'attribute of a cookie "Secur"', 'did you mean "Secure"?'),
        ('certificate "Expires" exists', 13, 'certificate "Expires"', 'mean "Expire-Date"?'),
        ("status toInt" + " toInt" * 60, 308, "at most 50 filters", ""),
        ("status not not == 1", 12, 'unknown filter or predicate "not"', ""),
    ],
)
def test_a_check_that_cannot_be_read_says_where_and_what_may_help(
    text: str, column: int, what: str, hint: str
) -> None:
    with pytest.raises(CheckSyntaxError) as error:
        parse_check(text)

    (problem,) = error.value.problems
    assert problem.where == f"column {column}"
    assert what in problem.what
    assert hint in problem.hint


def test_a_capture_is_a_query_with_filters() -> None:
    capture = parse_capture('jsonpath "$.id" toInt')

    assert str(capture) == 'jsonpath "$.id" toInt'
    assert not capture.secret


def test_a_capture_can_be_secret() -> None:
    capture = parse_capture('header "token" redact')

    assert capture.secret
    assert str(capture) == 'header "token" redact'


@pytest.mark.parametrize(
    ("text", "what", "hint"),
    [
        ("status == 200", '"==" is too much', "without a predicate"),
        ("status not exists", '"not" is too much', "without a predicate"),
        ("status toint", 'unknown filter "toint"', 'did you mean "toInt"?'),
        ("", "nothing is asked", 'jsonpath "$.id"'),
    ],
)
def test_a_capture_that_cannot_be_read_says_why(text: str, what: str, hint: str) -> None:
    with pytest.raises(CheckSyntaxError) as error:
        parse_capture(text, "login.toml:7")

    (problem,) = error.value.problems
    assert problem.where.startswith("login.toml:7, column ")
    assert what in problem.what
    assert hint in problem.hint


WORDS = [word for vocabulary in (QUERIES, FILTERS, PREDICATES) for word in vocabulary]
PIECES = st.sampled_from(
    [word.name for word in WORDS]
    + ["not", "redact", '"', '"a"', "`", "/", "/a/", "hex,", "hex,61;", "1", "-", "1.5e9", "{{x}}"]
    + [
        "{{",
        "\\",
        "\\u{",
        "\n",
        "true",
        "null",
        "'",
        "=",
        "$",
        "[",
        "é",
        "\ud800",
        "\0",
        "base64,a;",
    ]
)


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=8).map(" ".join)))
@settings(deadline=None, max_examples=300)
def test_any_text_is_a_check_or_a_problem(text: str) -> None:
    for parse in (parse_check, parse_capture):
        with contextlib.suppress(WorkbenchError):
            again = parse(text)
            assert parse(str(again)) == again


ARGUMENTS = {
    "text": st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    "number": st.one_of(
        st.integers(-(10**30), 10**30), st.floats(allow_nan=False, allow_infinity=False)
    ),
    "bytes": st.binary(max_size=20),
}


@given(text=ARGUMENTS["text"], number=ARGUMENTS["number"], octets=ARGUMENTS["bytes"])
@settings(deadline=None)
def test_values_survive_being_written_and_read(
    text: str, number: int | float, octets: bytes
) -> None:
    check = parse_check('header "x" replace "a" "b" == "c"')
    argument = check.predicate.arguments[0]
    written = type(argument)(text, argument.form)

    assert parse_check(f"header {written} == {written}").query.values == (text,)
    assert parse_check(f"status == {number!r}").predicate.values == (number,)
    assert parse_check(f"bytes == hex,{octets.hex()};").predicate.values == (octets,)

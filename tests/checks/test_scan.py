from typing import Any

import pytest

from workbench.checks.scan import LONGEST, CheckSyntaxError, Scanner
from workbench.checks.words import VALUE, Form

EVERYTHING = VALUE | {Form.PATTERN}


@pytest.mark.parametrize(
    ("text", "value", "form"),
    [
        ('"text"', "text", Form.QUOTED),
        (r'"a\"b\\c\/d\n\t\r\b\f"', 'a"b\\c/d\n\t\r\b\f', Form.QUOTED),
        (r'"\u{e9} \u00e9 \u{1f600}"', "é é 😀", Form.QUOTED),
        ('"two\nlines"', "two\nlines", Form.QUOTED),
        ('"{{name}}"', "{{name}}", Form.QUOTED),
        (r"`C:\new`", r"C:\new", Form.RAW),
        ("``", "", Form.RAW),
        ("```a `b`\nc```", "a `b`\nc", Form.BLOCK),
        ("```\na\n```", "a\n", Form.BLOCK),
        ("``````", "", Form.BLOCK),
        (r"/a\/b\d+/", r"a\/b\d+", Form.PATTERN),
        ("hex,ef bb BF;", b"\xef\xbb\xbf", Form.HEX),
        ("hex,;", b"", Form.HEX),
        ("base64,5L2g;", b"\xe4\xbd\xa0", Form.BASE64),
        ("12", 12, Form.INTEGER),
        ("-12", -12, Form.INTEGER),
        ("1.50", 1.5, Form.FLOAT),
        ("1e3", 1000.0, Form.FLOAT),
        ("true", True, Form.CONSTANT),
        ("false", False, Form.CONSTANT),
        ("null", None, Form.CONSTANT),
        ("{{limit}}", "{{limit}}", Form.TEMPLATE),
        ("{{response('a}}', \"$.b\")}}", "{{response('a}}', \"$.b\")}}", Form.TEMPLATE),
    ],
)
def test_an_argument_is_read_in_each_of_its_forms(text: str, value: Any, form: Form) -> None:
    argument = Scanner(f"{text}  rest").argument(EVERYTHING, "==", "")

    assert argument.value == value
    assert type(argument.value) is type(value)
    assert argument.form is form
    assert argument.end == len(text)


@pytest.mark.parametrize(
    ("text", "what", "start", "hint"),
    [
        ("", '"==" needs', 0, "for example: EXAMPLE"),
        ('"open', "is never closed", 0, 'add "'),
        ("`open", "is never closed", 0, "add `"),
        ("```open`", "is never closed", 0, "add ```"),
        ("/open", "is never closed", 0, "add /"),
        ("hex,ab", "is never closed", 0, "add ;"),
        ("{{open", "is never closed", 0, "add }}"),
        ("'single'", "is no text", 0, "use double quotes"),
        ("word", '"==" takes a "text"', 0, 'put the text in double quotes: "word"'),
        (r'"a\d"', r'unknown escape "\d"', 2, "write \\\\ for a backslash"),
        (r'"\u{110000}"', "unknown escape", 1, ""),
        (r'"\ud800"', "unknown escape", 1, ""),
        ("hex,zz;", '"zz" is not hex', 4, ""),
        ("hex,abc;", '"abc" is not hex', 4, ""),
        ("base64,a;", '"a" is not base64', 7, ""),
        ("1e999", "too great a number", 0, ""),
        ("1" * 500, "at most 400", 0, ""),
    ],
)
def test_what_is_no_argument_says_what_is_wrong_and_where(
    text: str, what: str, start: int, hint: str
) -> None:
    with pytest.raises(CheckSyntaxError) as error:
        Scanner(text).argument(EVERYTHING, "==", "EXAMPLE")

    (problem,) = error.value.problems
    assert what in problem.what
    assert hint in problem.hint
    assert error.value.start == start
    assert problem.where == f"column {start + 1}"


def test_an_argument_of_a_form_that_the_word_does_not_take_is_refused() -> None:
    with pytest.raises(CheckSyntaxError) as error:
        Scanner("  1.5").argument(frozenset({Form.INTEGER}), "nth", "nth 0")

    assert str(error.value) == (
        'column 3: "nth" takes a whole number, not 1.5\nhint: for example: nth 0'
    )


def test_a_place_names_the_line_of_a_text_with_several() -> None:
    scanner = Scanner("a\n  b", "login.toml:7")

    assert scanner.error("it is wrong", 4, 5).problems[0].where == "login.toml:7, line 2, column 3"
    assert scanner.error("it is wrong", 0, 1).problems[0].where == "login.toml:7, column 1"


def test_a_check_is_not_endless() -> None:
    with pytest.raises(CheckSyntaxError, match="at most"):
        Scanner("x" * (LONGEST + 1))

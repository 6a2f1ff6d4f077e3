from typing import Any

import pytest

from workbench.checks import Form, parse_capture, parse_check
from workbench.checks.syntax import quoted
from workbench.errors import WorkbenchError

VALUES = {"{{n}}": "3", "{{x}}": '" or true', "{{b}}": "true", "{{z}}": "null", "{{f}}": "1.5"}


def resolve(text: str) -> str:
    """Return a text with the names that the tests know filled in, as templating would."""
    for name, value in VALUES.items():
        text = text.replace(name, value)
    return text


@pytest.mark.parametrize(
    ("check", "value", "form"),
    [
        ("status == {{n}}", 3, Form.INTEGER),
        ("status == {{b}}", True, Form.CONSTANT),
        ("status == {{z}}", None, Form.CONSTANT),
        ("status == {{f}}", 1.5, Form.FLOAT),
        ("status == {{x}}", '" or true', Form.QUOTED),
        ('status == "{{n}}"', "3", Form.QUOTED),
        ("body == `a{{n}}`", "a3", Form.RAW),
        ("body contains {{n}}", "3", Form.QUOTED),
        ("body contains {{b}}", "true", Form.QUOTED),
        ("status > {{z}}", "null", Form.QUOTED),
        ("body matches /{{n}}/", "{{n}}", Form.PATTERN),
    ],
)
def test_a_template_becomes_what_it_reads_as_where_that_can_stand(
    check: str, value: Any, form: Form
) -> None:
    (argument,) = parse_check(check).filled(resolve).predicate.arguments

    assert argument.value == value
    assert type(argument.value) is type(value)
    assert argument.form is form


def test_a_value_cannot_become_a_part_of_the_language() -> None:
    check = parse_check('header "{{x}}" contains "{{x}}"').filled(resolve)

    assert check.query.values == ('" or true',)
    assert parse_check(str(check)) == check


def test_queries_and_filters_are_filled_too() -> None:
    capture = parse_capture('jsonpath "$.a[{{n}}]" nth {{n}} redact').filled(resolve)

    assert str(capture) == 'jsonpath "$.a[3]" nth 3 redact'


def test_a_number_must_be_one() -> None:
    with pytest.raises(WorkbenchError, match=r'{{b}} is "true", not a whole number'):
        parse_check("body nth {{b}} exists").filled(resolve)


def test_what_has_no_template_is_not_resolved() -> None:
    def never(text: str) -> str:
        raise AssertionError(text)

    check = parse_check('jsonpath "$.a" matches /{2}/')

    assert check.filled(never) == check


def test_a_value_that_holds_braces_is_not_scanned_again() -> None:
    seen = []

    def record(text: str) -> str:
        seen.append(text)
        return "{{again}}"

    parse_check('body == "{{x}}"').filled(record)

    assert seen == ["{{x}}"]


def test_a_text_is_quoted_with_escapes() -> None:
    assert quoted('a"b\\c\n\x00\\u0041') == '"a\\"b\\\\c\\n\\u{0}\\\\u0041"'

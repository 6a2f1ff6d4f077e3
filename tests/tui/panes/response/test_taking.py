import pytest

from workbench.engine.redact import Redactor
from workbench.errors import WorkbenchError
from workbench.tui.panes.response.places import Value
from workbench.tui.panes.response.taking import (
    LONGEST,
    SURE,
    capture_name,
    check_of,
    copied,
    template_of,
    text_to_copy,
)

NOTHING = Redactor()


def value(raw: bytes | None, path: str = "$.items[2].id", members: int | None = None) -> Value:
    return Value(path, "", members, raw)


@pytest.mark.parametrize(
    ("raw", "check"),
    [
        (b"7", 'jsonpath "$.items[2].id" == 7'),
        (b"1.10", 'jsonpath "$.items[2].id" == 1.10'),
        (b"true", 'jsonpath "$.items[2].id" == true'),
        (b"null", 'jsonpath "$.items[2].id" == null'),
        (b'"a \\"b\\"\\n"', 'jsonpath "$.items[2].id" == "a \\"b\\"\\n"'),
        (b'"' + b"x" * (LONGEST + 1) + b'"', 'jsonpath "$.items[2].id" isString'),
        (None, 'jsonpath "$.items[2].id" exists'),
    ],
)
def test_a_check_says_what_a_value_is_now(raw: bytes | None, check: str) -> None:
    assert check_of(value(raw), NOTHING) == check


def test_objects_arrays_and_secrets_only_have_to_be_there() -> None:
    assert check_of(value(b"[1]", members=1), NOTHING) == 'jsonpath "$.items[2].id" exists'
    secret = check_of(value(b'"swordfish"'), Redactor(["swordfish"]))
    assert secret == 'jsonpath "$.items[2].id" exists'


def test_a_check_is_in_the_language_of_checks() -> None:
    from workbench.checks import parse_check

    for raw in (b"7", b"-1.5e3", b"false", b"null", b'"\\u00e9{{x}}"', None):
        parse_check(check_of(value(raw, "$['odd \"name\"'][0]"), NOTHING))


@pytest.mark.parametrize(
    ("path", "name"),
    [("$.items[2].id", "id"), ("$[0]", "value"), ("$['odd name']", "name"), ("$", "value")],
)
def test_a_capture_has_the_name_of_its_member(path: str, name: str) -> None:
    assert capture_name(value(b"1", path), set()) == name


def test_a_name_that_is_taken_gets_a_number() -> None:
    assert capture_name(value(b"1"), {"id", "id_2"}) == "id_3"


def test_a_template_asks_for_the_value_of_the_request() -> None:
    assert template_of("users/list", "$.a[0]") == "{{response('users/list', '$.a[0]')}}"
    odd = template_of("users/list", "$['a b']")
    assert odd == "{{response('users/list', \"$['a b']\")}}"
    with pytest.raises(WorkbenchError, match="no template can hold"):
        template_of("u", "$['a\"b']")


def test_a_string_is_copied_without_quotes_and_all_else_as_it_was_sent() -> None:
    assert text_to_copy(value(b'"caf\\u00e9"')) == "café"
    assert text_to_copy(value(b'{"n":1.10}', members=1)) == '{"n":1.10}'
    with pytest.raises(WorkbenchError, match=r"(?s)too large to copy.*f5 saves it"):
        text_to_copy(value(None), "f5 saves it")


def test_what_was_copied_is_told_honestly() -> None:
    told, hint = copied("the body", "x", has_secret=True)
    assert told == "copied the body; it holds a secret"
    assert "OSC 52" in hint
    assert "many terminals drop more" in copied("it", "x" * (SURE + 1), has_secret=False)[1]

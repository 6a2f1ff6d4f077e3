"""No text makes parsing fail in any way but one located Problem, and soon."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import Problem, WorkbenchError
from workbench.formats.toml import parse


def problem(text: str) -> Problem:
    with pytest.raises(WorkbenchError) as caught:
        parse(text, "a.toml")
    (found,) = caught.value.problems
    return found


def test_floats_keep_their_digits() -> None:
    assert parse("v = 1.10", "a.toml") == {"v": Decimal("1.10")}


def test_a_byte_order_mark_is_passed_over() -> None:
    assert parse("\ufeffa = 1", "a.toml") == {"a": 1}


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("a = 1\nb = \n", "a.toml:2", "not valid TOML: invalid value"),
        ("a = 1\n\n[b", "a.toml:3", "not valid TOML: expected ']'"),
        ("a = 1\na = 2", "a.toml:2", "not valid TOML: cannot overwrite a value"),
        ("\n\na = " + "9" * 5000, "a.toml:3", "a number is too long"),
        ("a = " + "[" * 100_000, "a.toml", "values are nested too deeply"),
        ("a = " + "[" * 200 + "]" * 200, "a.toml", "values are nested too deeply"),
        ("a = 1\n" + "b." * 5000 + "c = 1", "a.toml:2", "a key has too many parts"),
        ("[" + "b." * 200_000 + "c]", "a.toml:1", "a key has too many parts"),
        ("a = {" + "b." * 5000 + "c = 1}", "a.toml:1", "a key has too many parts"),
        ("a = 1\0", "a.toml:1", "not valid TOML"),
        ("a = 1\rb = 2", "a.toml:1", "not valid TOML"),
        ("a = 1e99999999999999999999", "a.toml", "a number is too long"),
        ("a = 2020-13-45", "a.toml:1", "not valid TOML"),
        ("x" * 5_000_000, "a.toml", "the file is larger than 4 MiB"),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else None,
)
def test_what_is_wrong_is_placed(text: str, where: str, what: str) -> None:
    found = problem(text)

    assert found.where == where
    assert found.what.startswith(what)
    assert "\n" not in str(found.what)


def test_merge_conflicts_are_named() -> None:
    text = "a = 1\n<<<<<<< HEAD\nb = 1\n=======\nb = 2\n>>>>>>> theirs\n"

    assert problem(text) == Problem(
        "merge conflict markers",
        "a.toml:2",
        "keep one side of each conflict and remove the markers",
    )
    assert problem(text.replace("\n", "\r\n")).where == "a.toml:2"


def test_merge_conflicts_inside_a_string_are_found_too() -> None:
    text = "text = '''\n<<<<<<< HEAD\n{}\n=======\n[]\n>>>>>>> theirs\n'''\n"

    assert problem(text).where == "a.toml:2"


def test_a_text_that_only_resembles_a_conflict_is_fine() -> None:
    assert parse("text = '''\n<<<<<<< left\n'''\n", "a.toml")
    assert parse("text = '''\n=======\n'''\n", "a.toml")


def test_many_dots_in_a_value_are_no_long_key() -> None:
    assert parse(f"a = '{'x.' * 1000}'\nb = '''\n{'y.' * 1000}\n'''", "a.toml")


@given(st.text(st.sampled_from("ab=[]{}.,\"'#\n\r\t\\ 1-_:TZ<>\ufeff\0é"), max_size=40))
@settings(deadline=None)
def test_any_text_is_a_table_or_a_problem(text: str) -> None:
    problems: tuple[Problem, ...] = ()
    try:
        parse(text, "a.toml")
    except WorkbenchError as error:
        problems = error.problems

    assert [found.where.split(":")[0] for found in problems] in ([], ["a.toml"])

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.checks.patterns import compiled, replace, search, search_group
from workbench.errors import WorkbenchError


def test_a_search_finds_groups() -> None:
    found = search(r"id:(\d+)", "name:x id:42")

    assert found is not None
    assert found[1] == "42"


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("(a", 'the pattern "(a" cannot be read: missing ) at its character 3'),
        ("[[a]", "unterminated character set"),
        (r"\p{Foo}", "unknown property"),
        ("a" * 5000, "too large"),
        ("(?:(?:a{1000}){1000}){1000}", "too large"),
    ],
)
def test_a_pattern_that_cannot_be_used_says_why(pattern: str, why: str) -> None:
    with pytest.raises(WorkbenchError) as error:
        compiled(pattern)

    assert why in str(error.value)


def test_a_pattern_may_have_to_have_a_group() -> None:
    assert search_group("a(b)?", "xa")
    with pytest.raises(WorkbenchError, match="has no group"):
        search_group("ab", "xab")


def test_many_counted_repeats_side_by_side_are_fine() -> None:
    assert search(r"\d{1000}" * 10, "1" * 10_000)


def test_a_pattern_that_explodes_is_stopped() -> None:
    with pytest.raises(WorkbenchError, match="took longer"):
        search("(a+)+$", "a" * 5000 + "!")


@pytest.mark.parametrize(
    ("pattern", "replacement", "result"),
    [
        (r"\d+", "N", "aN bN"),
        (r"(\w)(\d+)", "$2$1", "1a 22b"),
        (r"(?P<letter>\w)\d+", "<${letter}>", "<a> <b>"),
        (r"\d+", "$$1", "a$1 b$1"),
        (r"\d+", "[$9$nope]", "a[] b[]"),
        (r"\d+", r"\1", r"a\1 b\1"),
    ],
)
def test_replacements_refer_to_groups(pattern: str, replacement: str, result: str) -> None:
    assert replace(pattern, replacement, "a1 b22") == result


def test_a_replacement_cannot_fill_the_memory() -> None:
    with pytest.raises(WorkbenchError, match="too long"):
        replace("a", "b" * 100_000, "a" * 1000)


@given(st.text(max_size=30), st.text(max_size=30))
@settings(deadline=None)
def test_any_pattern_searches_or_is_a_problem(pattern: str, text: str) -> None:
    with contextlib.suppress(WorkbenchError):
        search(pattern, text)

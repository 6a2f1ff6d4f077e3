import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.checks import FILTERS, PREDICATES, QUERIES, complete


def texts(text: str, at: int | None = None, *, capture: bool = False) -> list[str]:
    return [each.text for each in complete(text, at, capture=capture).suggestions]


def test_a_check_begins_with_a_query() -> None:
    assert texts("") == list(QUERIES.names)
    assert texts("  ") == list(QUERIES.names)


@pytest.mark.parametrize(
    ("text", "start", "found"),
    [
        ("js", 0, ["jsonpath"]),
        ("sta", 0, ["status"]),
        ('jsonpath "$.a" rep', 15, ["replace", "replaceRegex"]),
        ('jsonpath "$.a" isi', 15, ["isInteger", "isIpv4", "isIpv6", "isIsoDate"]),
        ("status >", 7, [">", ">="]),
        ("status no", 7, ["not"]),
        ("status not ex", 11, ["exists"]),
        ("body split ',' fi", 15, []),
        ('body split "," fi', 15, ["first"]),
        ('certificate "Exp', 12, ['"Expire-Date"']),
        ('header "Loc', 8, []),
        ("header ", 7, []),
        ("status == ", 10, []),
        ("status == 200 ", 14, []),
        ("nonsense ", 9, []),
        ("status not not ", 15, []),
    ],
)
def test_what_fits_is_suggested(text: str, start: int, found: list[str]) -> None:
    completion = complete(text)

    assert completion.start == start
    assert [each.text for each in completion.suggestions] == found


def test_after_a_value_come_filters_and_predicates() -> None:
    assert texts("status ") == [*FILTERS.names, *PREDICATES.names, "not"]
    assert texts("status not ") == list(PREDICATES.names)


def test_a_capture_has_no_predicate() -> None:
    assert texts("status ", capture=True) == [*FILTERS.names, "redact"]
    assert texts("status not ", capture=True) == []


def test_the_cursor_may_be_within_the_text() -> None:
    assert texts("sta == 200", 3) == ["status"]


def test_a_suggestion_says_what_it_means() -> None:
    (suggestion,) = complete("dur").suggestions

    assert suggestion.meaning == "how long the exchange took, in milliseconds"
    assert suggestion.example == "duration < 500"


@given(st.text(max_size=40), st.integers(0, 40), st.booleans())
def test_any_text_can_be_completed(text: str, at: int, capture: bool) -> None:
    completion = complete(text, at, capture=capture)

    assert 0 <= completion.start <= at

import copy
import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.checks import Side, json_diff
from workbench.checks.json_path import places
from workbench.checks.values import same


def differences(
    old: Any, new: Any, ignore: str = "", unordered: str = "", **more: Any
) -> list[str]:
    """Return the changes as text, with JSONPaths for what may differ."""

    def side(document: Any) -> Side:
        found = [frozenset(places(path, document) if path else ()) for path in (ignore, unordered)]
        return Side(document, *found)

    return list(map(str, json_diff(side(old), side(new), **more)))


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, []),
        (1, 1.0, []),
        (10**400, 1.5, [f"~ $: 1{'0' * 399}… → 1.5"]),
        ({"a": 1}, {"a": 2}, ["~ $.a: 1 → 2"]),
        ({"a": 1}, {"a": True}, ["~ $.a: 1 → true"]),
        ({"a": None}, {"a": 0}, ["~ $.a: null → 0"]),
        ({"a": 1}, {"b c": {}}, ["- $.a: 1", "+ $['b c']: {}"]),
        ({"a": [1]}, {"a": {"0": 1}}, ['~ $.a: [1] → {"0":1}']),
        ([1, 2, 3], [0, 1, 2, 3], ["+ $[0]: 0"]),
        ([1, 2, 3], [1, 3], ["- $[1]: 2"]),
        (["a", "b", "c"], ["c", "a", "b"], ['> $[2] → $[0]: "c"']),
        (
            [{"id": 1, "n": 1}, {"id": 2, "n": 2}],
            [{"id": 0}, {"id": 1, "n": 9}, {"id": 2, "n": 2}],
            ["~ $[1].n: 1 → 9", '+ $[0]: {"id":0}'],
        ),
        ("x" * 9000, "y", ["~ $: " + '"' + "x" * 399 + '… → "y"']),
    ],
)
def test_each_difference_has_its_place(old: Any, new: Any, changes: list[str]) -> None:
    assert differences(old, new) == changes


def test_what_is_ignored_may_differ_come_and_go() -> None:
    old = {"items": [{"id": 1, "at": "x"}, {"id": 2, "at": "y"}], "trace": 1}
    new = {"items": [{"id": 2, "at": "z", "extra": 1}, {"id": 3}], "other": 1}

    assert differences(old, new, "$..at") == [
        "+ $.items[0].extra: 1",
        '- $.items[0]: {"id":1,"at":"x"}',
        '+ $.items[1]: {"id":3}',
        "- $.trace: 1",
        "+ $.other: 1",
    ]
    assert differences(old, new, "$.*") == []
    assert differences(old, new, "$") == []


def test_numbers_may_differ_by_the_tolerance() -> None:
    old, new = {"a": 1.0, "b": [100]}, {"a": 1.05, "b": [101]}

    assert differences(old, new, tolerance=0.1) == ["~ $.b[0]: 100 → 101"]
    assert differences(old, new, tolerance=1) == []


def test_a_list_without_an_order_holds_the_same_items_anywhere() -> None:
    old = {"tags": ["a", "b", "c"]}

    assert differences(old, {"tags": ["c", "b", "a"]}, unordered="$.tags") == []
    assert differences(old, {"tags": ["c", "x", "a"]}, unordered="$.tags") == [
        '~ $.tags[1]: "b" → "x"'
    ]
    assert differences(old, {"tags": ["c", "a"]}, unordered="$.tags") == ['- $.tags[1]: "b"']


def test_in_a_list_without_an_order_items_may_differ_in_what_is_ignored() -> None:
    old = [{"v": 1, "at": 1}, {"v": 2, "at": 2}, {"v": 3.0, "at": 3}]
    new = [{"v": 3.01, "at": 9}, {"v": 2, "at": 9}, {"v": 1, "at": 9}]

    assert differences(old, new, "$..at", "$", tolerance=0.1) == []


def test_there_is_an_end_to_the_changes() -> None:
    assert len(json_diff(Side(list(range(5000))), Side(list("x" * 5000)))) == 1000


VALUES = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-2, 2), st.floats(-2, 2), st.sampled_from("ab")
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.sampled_from(["id", "a", "b"]), inner, max_size=3),
    ),
    max_leaves=12,
)


@given(VALUES, VALUES)
@settings(deadline=None)
def test_there_are_changes_exactly_if_documents_differ(old: Any, new: Any) -> None:
    assert (differences(old, new) == []) is same(old, new)
    assert differences(new, copy.deepcopy(new)) == []
    assert differences(old, new, unordered="$..*") == [] or not same(old, new)


@given(VALUES, VALUES)
@settings(deadline=None)
def test_places_lead_to_what_they_name(old: Any, new: Any) -> None:
    for change in json_diff(Side(old), Side(new)):
        if change.kind != "removed":
            assert at(new, change.path) == change.new
        if change.kind in {"changed", "moved"}:
            assert at(old, change.old_path) == change.old


def at(document: Any, path: tuple[Any, ...]) -> Any:
    """Return what is at a place."""
    for part in path:
        document = document[part]
    return document


def test_large_documents_differ_in_time() -> None:
    old = [{"id": number, "tags": ["a", "b"], "x": {"y": number}} for number in range(100_000)]
    new = [{**item, "x": {"y": -1}} if item["id"] == 50_000 else item for item in old[1:]]
    assert len(json.dumps(old)) > 5_000_000
    started = time.process_time()

    changes = differences(old, new)
    reversed_changes = json_diff(Side(old), Side(old[::-1], unordered=frozenset({()})))

    assert changes == [
        "~ $[49999].x.y: 50000 → -1",
        '- $[0]: {"id":0,"tags":["a","b"],"x":{"y":0}}',
    ]
    assert reversed_changes == ()
    assert time.process_time() - started < 15


def test_deep_documents_are_compared_as_a_whole_below_some_level() -> None:
    def deep(value: int) -> Any:
        document: Any = value
        for _ in range(200):
            document = {"a": document}
        return document

    (change,) = json_diff(Side(deep(1)), Side(deep(2)))

    assert len(change.path) == 65
    assert differences(deep(1), deep(1)) == []

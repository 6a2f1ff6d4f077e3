from typing import Any

import pytest

from workbench.checks.json_items import Matches, fingerprint, identity, ordered, unordered


def test_a_fingerprint_does_not_see_the_order_of_members() -> None:
    assert fingerprint({"a": 1, "b": [True]}) == fingerprint({"b": [True], "a": 1})
    assert fingerprint(True) != fingerprint(1)


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ({"id": 7, "name": "x"}, ("id", 7)),
        ({"name": "x"}, ("name", "x")),
        ({"id": None, "key": "k"}, ("key", "k")),
        ({"id": True}, None),
        ({}, None),
        ("id", None),
    ],
)
def test_an_item_is_known_by_its_id_or_name(item: Any, name: Any) -> None:
    assert identity(item) == name


@pytest.mark.parametrize(
    ("old", "new", "matches"),
    [
        ([1, 2, 3], [1, 2, 3], Matches([], [], [], [])),
        ([1, 2, 3], [0, 1, 2, 3], Matches([], [], [], [0])),
        ([1, 2, 3], [1, 3], Matches([], [], [1], [])),
        ([1, 2, 3], [1, 9, 3], Matches([(1, 1)], [], [], [])),
        ([1, 2], [1.0, 2.0], Matches([(0, 0), (1, 1)], [], [], [])),
        ([1, "a"], ["a", 1], Matches([], [(0, 1)], [], [])),
        ([1], ["a"], Matches([], [], [0], [0])),
        (
            [{"id": 1, "n": 1}, {"id": 2, "n": 1}],
            [{"id": 9, "n": 1}, {"id": 1, "n": 5}, {"id": 2, "n": 1}],
            Matches([(0, 1)], [], [], [0]),
        ),
        ([{"id": 1}], [{"id": 2}], Matches([], [], [0], [0])),
        ([{"a": 1}, {"b": 1}], [{"a": 2}, {"b": 2}], Matches([(0, 0), (1, 1)], [], [], [])),
    ],
)
def test_items_are_matched_in_order(old: list[Any], new: list[Any], matches: Matches) -> None:
    assert ordered(old, new) == matches


@pytest.mark.parametrize(
    ("old", "new", "matches"),
    [
        ([1, 2, 3], [3, 1, 2], Matches([], [], [], [])),
        ([1, 1, 2], [1, 2, 2], Matches([], [], [1], [2])),
        (
            [{"id": 1, "n": 1}, {"id": 2}],
            [{"id": 2}, {"id": 1, "n": 2}],
            Matches([(0, 1)], [], [], []),
        ),
    ],
)
def test_items_without_an_order_are_matched_anywhere(
    old: list[Any], new: list[Any], matches: Matches
) -> None:
    assert unordered(old, new) == matches

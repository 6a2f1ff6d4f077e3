from time import thread_time

import pytest

from workbench.bodies.code.brackets import partner

TEXT = ['{"a": [1, (2)],', ' "b}": {', '  "c": []', " }", "}"]


@pytest.mark.parametrize(
    ("one", "other"),
    [((0, 0), (4, 0)), ((0, 6), (0, 13)), ((0, 10), (0, 12)), ((1, 7), (3, 1)), ((2, 7), (2, 8))],
)
def test_brackets_find_each_other(one: tuple[int, int], other: tuple[int, int]) -> None:
    assert partner(TEXT, *one) == other
    assert partner(TEXT, *other) == one


@pytest.mark.parametrize("place", [(1, 3), (0, 1), (0, 99), (4, 1)])
def test_there_is_none_in_a_string_or_for_anything_else(place: tuple[int, int]) -> None:
    assert partner(TEXT, *place) is None


@pytest.mark.parametrize("lines", [["{"], ["}"], ["[}"], ["(", "]"]])
def test_one_that_is_missing_or_crossed_is_not_found(lines: list[str]) -> None:
    assert partner(lines, 0, 0) is None


@pytest.mark.parametrize("lines", [["["] + ["[1]" * 10] * 100_000, ["[" * 3_000_000]])
def test_one_that_is_far_away_is_given_up_in_time(lines: list[str]) -> None:
    began = thread_time()

    assert partner(lines, 0, 0) is None
    assert partner([*lines, "]"], len(lines), 0) is None
    assert thread_time() - began < 10

import random
from difflib import Match
from time import thread_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.formats import kept_lines
from workbench.formats.kept_lines import kept

LINES = st.lists(st.sampled_from("abcdefgh"), max_size=20)


@pytest.mark.parametrize("most", [0, 9, 250_000])
@given(LINES, LINES)
def test_what_is_kept_is_in_both_and_in_order(
    most: int, before: list[str], after: list[str]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept_lines, "MOST_PAIRS", most)
        blocks = list(kept(before, after))
    a = b = 0
    for block in blocks:
        assert block.size > 0
        assert (a, b) == (0, 0) or (block.a >= a and block.b >= b and block.a + block.b > a + b)
        assert before[block.a : block.a + block.size] == after[block.b : block.b + block.size]
        a, b = block.a + block.size, block.b + block.size


@pytest.mark.parametrize("most", [0, 250_000])
def test_lines_that_are_put_in_or_taken_away_change_nothing_else(
    monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(kept_lines, "MOST_PAIRS", most)
    before = [*"abcdefghij"]
    after = [*"aXcdefgYYhi"]

    assert list(kept(before, after)) == [Match(0, 0, 1), Match(2, 2, 5), Match(7, 9, 2)]


def test_a_megabyte_of_lines_that_are_alike_is_compared_in_time() -> None:
    chance = random.Random(1)
    before = [chance.choice(("  {", "  },", f'    "id": {n},')) for n in range(40_000)]
    after = [*before]
    after[5:6] = ["new", "lines"]
    after[-5:-4] = []
    after[20_000] = "changed"
    began = thread_time()

    same = list(kept(before, after))

    assert thread_time() - began < 10
    assert sum(block.size for block in same) > 39_900


def test_lines_that_are_all_alike_are_compared_in_time() -> None:
    before = ["x", *["same"] * 20_000, "y"]
    after = ["z", *["same"] * 20_001, "w"]
    began = thread_time()

    list(kept(before, after))

    assert thread_time() - began < 10

import time

from hypothesis import given
from hypothesis import strategies as st

from workbench.checks.alignment import Block, aligned


def test_what_both_have_is_found() -> None:
    assert aligned("abcdef", "abXcef") == [Block(0, 0, 2), Block(2, 3, 1), Block(4, 4, 2)]
    assert aligned("", "abc") == []
    assert aligned("same", "same") == [Block(0, 0, 4)]


def test_repeated_items_do_not_lead_astray() -> None:
    old = ["{", "a", "}", "{", "b", "}"]
    new = ["{", "a", "}", "{", "new", "}", "{", "b", "}"]

    assert sum(block.size for block in aligned(old, new)) == 6


ITEMS = st.lists(st.sampled_from("abcdefgh"), max_size=30)


@given(ITEMS, ITEMS)
def test_blocks_hold_the_same_items_and_go_forward(old: list[str], new: list[str]) -> None:
    at = new_at = 0
    for start, new_start, size in aligned(old, new):
        assert size > 0
        assert start >= at
        assert new_start >= new_at
        assert old[start : start + size] == new[new_start : new_start + size]
        at, new_at = start + size, new_start + size


def test_long_sequences_take_no_longer_than_they_are() -> None:
    old = [str(number % 1000) for number in range(100_000)]
    new = [str(number % 999) for number in range(100_000)]
    started = time.process_time()

    aligned(old, new)
    aligned(list(range(100_000)), list(range(100_000, 0, -1)))
    aligned(list(range(1_000_000)), list(range(1_000_000, 2_000_000)))

    assert time.process_time() - started < 10

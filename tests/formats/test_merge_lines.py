from time import thread_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.formats.merge_lines import Region, lines_of, merge_regions, merge_text

LINES = st.lists(st.sampled_from("abc"), max_size=6)


@given(LINES, LINES, LINES)
def test_the_regions_make_up_the_three_sequences(
    base: list[str], ours: list[str], theirs: list[str]
) -> None:
    regions = list(merge_regions(base, ours, theirs))

    assert [item for region in regions for item in region.base] == base
    assert [item for region in regions for item in region.ours] == ours
    assert [item for region in regions for item in region.theirs] == theirs


@given(LINES, LINES)
def test_a_change_of_one_side_is_taken(base: list[str], side: list[str]) -> None:
    texts = "".join(f"{line}\n" for line in base), "".join(f"{line}\n" for line in side)

    assert merge_text(texts[0], texts[1], texts[0]) == texts[1]
    assert merge_text(texts[0], texts[0], texts[1]) == texts[1]
    assert merge_text(texts[0], texts[1], texts[1]) == texts[1]


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged"),
    [
        ("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n", "A\nb\nC\n"),
        ("a\nb\n", "a\nx\nb\n", "a\n", None),
        ("a\nb\nc\n", "b\nc\n", "a\nb\nc\nd\n", "b\nc\nd\n"),
        ("a\n", "b\n", "c\n", None),
    ],
)
def test_changes_of_other_lines_are_both_taken(
    base: str, ours: str, theirs: str, merged: str | None
) -> None:
    assert merge_text(base, ours, theirs) == merged


def test_a_large_text_of_lines_that_are_alike_is_merged_in_time() -> None:
    base = "a\n" + "same\n" * 20_000 + "z\n"
    began = thread_time()

    assert merge_text(base, base, base) == base
    assert merge_text(base, f"b\n{base}", f"{base}y\n") == f"b\n{base}y\n"
    assert thread_time() - began < 10


def test_lines_end_at_newlines_only() -> None:
    assert lines_of("a\u2028b\x0bc\r\nd") == ["a\u2028b\x0bc\r\n", "d"]


def test_a_region_that_both_sides_changed_has_no_merge() -> None:
    assert Region("a", "b", "c").merged is None
    assert Region("a", "b", "b").merged == "b"

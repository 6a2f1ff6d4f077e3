import time

from hypothesis import given
from hypothesis import strategies as st

from workbench.checks import Line, diff_lines, line_diff


def test_lines_are_kept_taken_away_or_added() -> None:
    assert list(diff_lines("a\nb\nc", "a\nX\nc")) == [
        Line(" ", "a", 1, 1),
        Line("-", "b", 2, None),
        Line("+", "X", None, 2),
        Line(" ", "c", 3, 3),
    ]


def test_a_diff_shows_what_is_near() -> None:
    old = "\n".join(map(str, range(1, 31)))
    new = old.replace("\n10\n", "\nten\n").replace("\n25\n", "\n")

    assert line_diff(old, new, context=1) == (
        "@@ 9 @@", " 9", "-10", "+ten", " 11", "@@ 24 @@", " 24", "-25", " 26",
    )  # fmt: skip


def test_texts_without_a_difference_have_no_diff() -> None:
    assert line_diff("a\nb", "a\nb") == ()
    assert line_diff("a\r\nb", "a\nb") == ("the texts differ in line ends only",)


def test_a_diff_is_short() -> None:
    diff = line_diff("\n".join("ab" * 1000), "\n".join("cd" * 1000))

    assert len(diff) == 201
    assert diff[-1] == "… and more: 4000 lines differ in all"
    assert max(map(len, line_diff("x" * 9000, "y" * 9000))) < 310


TEXTS = st.lists(st.sampled_from(["", "a", "b", "c"]), max_size=12).map("\n".join)


@given(TEXTS, TEXTS)
def test_both_texts_are_in_the_lines(old: str, new: str) -> None:
    lines = list(diff_lines(old, new))

    assert [line.text for line in lines if line.sign != "+"] == old.splitlines()
    assert [line.text for line in lines if line.sign != "-"] == new.splitlines()


def test_large_texts_differ_in_time() -> None:
    old = "\n".join(f"line {number % 7} of {number // 3}" for number in range(200_000))
    new = old.replace("of 7", "of seven")
    started = time.process_time()

    line_diff(old, new)

    assert time.process_time() - started < 15

from hypothesis import given
from hypothesis import strategies as st

from workbench.bodies.folds import Folds, folded_line
from workbench.bodies.index import Line


def shown(folds: Folds, total: int) -> list[int]:
    return [folds.row_at(line) for line in range(folds.lines_total(total))]


@given(st.lists(st.integers(1, 10), max_size=6))
def test_lines_and_rows_are_found_from_each_other(sizes: list[int]) -> None:
    folds, expected, row = Folds(), [], 0
    for size in sizes:
        folds.fold(row, row + size - 1)
        expected.append(row)
        row += size + 1
        expected.append(row - 1)

    assert shown(folds, row) == expected
    for line, found in enumerate(expected):
        assert folds.line_of(found) == line


def test_a_hidden_row_is_found_at_its_fold() -> None:
    folds = Folds()
    folds.fold(2, 5)

    assert [folds.line_of(row) for row in range(8)] == [0, 1, 2, 2, 2, 2, 3, 4]
    assert [folds.last_row(row) for row in (1, 2, 3)] == [None, 5, None]
    assert folds.lines_total(5) == 3


def test_a_fold_inside_another_comes_back_as_it_was() -> None:
    folds = Folds()
    folds.fold(3, 4)
    folds.fold(1, 8)

    assert shown(folds, 10) == [0, 1, 9]
    assert folds.unfold(1)
    assert shown(folds, 10) == [0, 1, 2, 3, 5, 6, 7, 8, 9]
    assert not folds.unfold(1)


def test_a_row_is_revealed_through_all_folds_around_it() -> None:
    folds = Folds()
    folds.fold(1, 8)
    folds.fold(3, 5)
    folds.reveal(4)

    assert not folds
    folds.fold(1, 8)
    folds.clear()
    assert shown(folds, 3) == [0, 1, 2]


def test_a_fold_says_how_much_it_hides() -> None:
    opening: Line = (
        ("indent", "  "),
        ("key", '"a"'),
        ("punct", ":"),
        ("punct", " "),
        ("punct", "["),
    )
    closing: Line = (("indent", "  "), ("punct", "]"), ("punct", ","))

    line = folded_line(opening, closing, 1234, "item")

    assert "".join(text for _, text in line) == '  "a": [ 1,234 items ],'
    assert folded_line((), (), 1, "key") == (("more", " 1 key "),)

"""The quick answers are those that Textual gives."""

import random
from itertools import accumulate, pairwise

import pytest
from rich.cells import cell_len
from textual._wrap import compute_wrap_offsets
from textual.expand_tabs import expand_tabs_inline, get_tab_widths

from workbench.tui.widgets.code_cells import (
    LONGEST_WRAPPED_AT_WORDS,
    cuts,
    line_width,
    tabs_expanded,
)

PIECES = (
    "a", "bc de ", "漢字", "x" * 30, " y" * 20, "é", "", "🙂", "\t", " \t ", "e\u0301", "\u200b",
    "\x1b", "\r", "\u3000", "\xa0", "👩\u200d🚀", "❤\ufe0f", "   ",
)  # fmt: skip


@pytest.mark.parametrize("width", [1, 2, 7, 20, 80])
def test_lines_are_cut_and_measured_as_by_textual(width: int) -> None:
    chance = random.Random(width)
    for _ in range(1500):
        line = "".join(chance.choice(PIECES) for _ in range(chance.randint(0, 12)))
        for tab_width in (2, 4):
            sections = get_tab_widths(line, tab_width)
            whole = cell_len(expand_tabs_inline(line, tab_width))
            wanted = compute_wrap_offsets(line, width, tab_width, True, sections)
            assert line_width(line, tab_width) == whole, line
            if width > 1 and line.count("\t") < 2:  # of which Textual takes one for another
                assert cuts(line, width, tab_width) == wanted, line


def test_a_row_with_tabs_is_no_wider_than_there_is_room() -> None:
    line = "\ta\tb \t漢字 c\t" * 9
    for width in range(4, 40):
        at = cuts(line, width, 2)
        cells = [0, *accumulate(line_width(line[: n + 1], 2) - line_width(line[:n], 2)
                                for n in range(len(line)))]  # fmt: skip
        pairs = pairwise([0, *at, len(line)])
        assert all(cells[b] - cells[a] <= width for a, b in pairs), width


def test_a_very_long_line_is_cut_where_it_is_full() -> None:
    line = "ab " * LONGEST_WRAPPED_AT_WORDS

    assert cuts(line, 100, 4) == [*range(100, len(line), 100)]
    assert cuts("é" + line, 100, 4) == [*range(100, len(line) + 1, 100)]
    assert cuts("漢" + line, 100, 4) == [*range(50, len(line) + 1, 50)]


def test_no_room_at_all_still_comes_to_an_end() -> None:
    assert cuts("漢字 a", 1, 4) == [1, 2, 3]


def test_tabs_become_spaces_up_to_the_next_stop() -> None:
    assert tabs_expanded("ab", 4) == ("ab", None)
    assert tabs_expanded("a\tb\t", 4) == ("a   b   ", [0, 1, 4, 5, 8])

import re
import time

import pytest
from rich.cells import get_character_cell_size

from workbench.tui.widgets import code_cells
from workbench.tui.widgets.cell_runs import NARROW, WIDE, Runs, has_runs, run_width
from workbench.tui.widgets.code_cells import cuts

LINE = "\ta漢字\t\tかな b c。한글 é→\tz"


@pytest.mark.parametrize(("chars", "cells"), [(NARROW, 1), (WIDE, 2)])
def test_characters_are_as_wide_as_rich_says(chars: str, cells: int) -> None:
    known = re.compile(f"[{chars}]")
    every = (chr(code) for code in range(0x11_0000) if not 0xD800 <= code < 0xE000)
    wrong = [char for char in every if known.match(char) and get_character_cell_size(char) != cells]

    assert wrong == []


def test_what_is_not_known_is_told() -> None:
    assert has_runs(LINE)
    for other in ("🙂", "e\u0301", "\u200b", "\x1b", "\r"):
        assert not has_runs(LINE + other)


@pytest.mark.parametrize("tab_width", [2, 4])
def test_room_is_where_the_characters_say(tab_width: int) -> None:
    behind = [run_width(LINE[:column], tab_width) for column in range(len(LINE) + 1)]
    runs = Runs(LINE, tab_width)

    assert behind == sorted(behind)
    for column, start in enumerate(behind):
        for room in range(30):
            fitting = max(at for at, cells in enumerate(behind) if cells <= start + room)
            assert runs.room_from(column, room) == fitting, (column, room)


def test_chinese_with_tabs_is_wrapped_faster_than_character_by_character(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    line = "\t\t" + "漢字かな交じり文の例である。" * 12

    def seconds() -> float:
        start = time.perf_counter()
        for _ in range(500):
            cuts(line, 76, 4)
        return time.perf_counter() - start

    found, quick = cuts(line, 76, 4), min(seconds() for _ in range(9))
    monkeypatch.setattr(code_cells, "has_runs", lambda _: False)
    assert quick < min(seconds() for _ in range(9)) / 1.5
    assert cuts(line, 76, 4) == found

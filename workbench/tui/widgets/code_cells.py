"""How wide the lines of a CodeArea are, and where they go on in the next row.

Textual's own look at each character in Python; here that is done for rare ones only.
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate

from rich.cells import get_character_cell_size
from textual._cells import cell_len
from textual._wrap import compute_wrap_offsets
from textual.expand_tabs import expand_tabs_inline, get_tab_widths

from .cell_runs import Runs, has_runs, is_narrow, run_width

LONGEST_WRAPPED_AT_WORDS = 5_000  # characters; longer lines are cut where they are full
MOST_KNOWN = 20_000  # characters
_JOINING = re.compile("[\u200d\ufe0f]")  # with these, characters are not as wide as each alone
_UP_TO_A_WORD = re.compile(r".+(?<=\s)(?=\S)", re.DOTALL)


_known: dict[str, int] = {}  # by character, how many cells it takes


def is_plain(line: str) -> bool:
    """Tell whether each character of a line is one cell wide, as far as that is quickly said."""
    return line.isascii() and line.isprintable()


def line_width(line: str, tab_width: int) -> int:
    """Return how many cells a line takes."""
    if is_plain(line):
        return len(line)
    if has_runs(line):
        return run_width(line, tab_width)
    if _JOINING.search(line):
        return cell_len(expand_tabs_inline(line, tab_width))
    return sum(_cells(line, tab_width))


def _cells(line: str, tab_width: int) -> list[int]:
    try:
        widths = [*map(_known.__getitem__, line)]
    except KeyError:
        if len(_known) > MOST_KNOWN:
            _known.clear()
        _known.update((char, get_character_cell_size(char)) for char in {*line})
        widths = [*map(_known.__getitem__, line)]
    return widths if "\t" not in line else _with_tabs(line, tab_width)


def _with_tabs(line: str, tab_width: int) -> list[int]:
    found: list[int] = []
    at = 0
    for part in line.split("\t"):
        widths = _cells(part, tab_width)
        at += sum(widths)
        tab = tab_width - at % tab_width
        found += [*widths, tab]
        at += tab
    return found[:-1]


def cuts(line: str, width: int, tab_width: int) -> list[int]:
    """Return the columns at which a line goes on in the next row of some cells, as Textual
    does: before a word if there is one, else where the row is full."""
    plain = is_plain(line)
    tabs = 0 if plain else line.count("\t")
    if len(line) * (1 if line.isascii() else 2) + tabs * (tab_width - 1) <= width:
        return []
    if len(line) > LONGEST_WRAPPED_AT_WORDS:
        widest = 1 if plain or is_narrow(line) else max(2, tab_width if tabs else 2)
        step = max(1, width // widest)
        return list(range(step, len(line), step))
    if (tabs and width < tab_width) or _JOINING.search(line):
        sections = get_tab_widths(line, tab_width)
        return compute_wrap_offsets(line, width, tab_width, True, sections)
    if plain:
        return _plain_cuts(line, width)
    room_from = Runs(line, tab_width).room_from if has_runs(line) else _room(line, tab_width)
    found: list[int] = []
    at = 0
    while (full := max(room_from(at, width), at + 1)) < len(line):
        at = _word_before(line, at, full)
        found.append(at)
    return found


def _room(line: str, tab_width: int) -> Callable[[int, int], int]:
    behind = [0, *accumulate(_cells(line, tab_width))]
    return lambda at, room: bisect_right(behind, behind[at] + room) - 1


def _plain_cuts(line: str, width: int) -> list[int]:
    found: list[int] = []
    at, end = 0, len(line)
    while (full := at + width) < end:
        word = line.rfind(" ", at, full) + 1
        if word <= at or line[word] == " ":
            word = _word_before(line, at, full)
        at = word
        found.append(at)
    return found


def _word_before(line: str, at: int, full: int) -> int:
    """Return where the last word begins that begins behind a place, but not behind another."""
    word = _UP_TO_A_WORD.match(line, at, full + 1)
    return word.end() if word else full


def tabs_expanded(text: str, tab_width: int) -> tuple[str, list[int] | None]:
    """Return a text with spaces for tabs, and for each column where it is then; None: the same."""
    if "\t" not in text:
        return text, None
    drawn, places = "", []
    for char in text:
        places.append(len(drawn))
        cells = cell_len(drawn)
        drawn += " " * (tab_width - cells % tab_width) if char == "\t" else char
    return drawn, [*places, len(drawn)]

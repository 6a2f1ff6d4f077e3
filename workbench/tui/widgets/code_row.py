"""One row of a CodeArea as a strip."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.style import Style
from rich.text import Text
from textual._text_area_theme import TextAreaTheme
from textual.strip import Strip
from textual.widgets.text_area import Location, Selection

from workbench.bodies.code.coloring import Span
from workbench.templating import Invalid, Literal, parse

from .code_cells import tabs_expanded

LONGEST_PARSED = 10_000  # characters of a line that are looked through for templates
_CONSOLE = Console(width=10_000, no_color=False)


@dataclass(frozen=True, slots=True)
class Look:
    """What is to be seen in a line besides its text; columns are the line's."""

    cursor: Location | None
    here: bool
    selection: Selection
    brackets: Sequence[Location]
    spans: Sequence[Span]
    hits: Sequence[tuple[int, int]]


def drawn_row(
    line: str,
    row: int,
    part: tuple[int, int],
    look: Look,
    theme: TextAreaTheme,
    style_of: Callable[[str], Style],
    tab_width: int,
) -> Strip:
    """Return the part of a line that stands in one row."""
    start, end = part
    expanded, places = tabs_expanded(line[start:end], tab_width)
    text = Text(expanded + " ", end="", no_wrap=True)  # the cursor may stand behind

    def paint(style: Style | None, first: int, last: int) -> None:
        first, last = max(first - start, 0), min(last - start, end - start + 1)
        if style is None or first >= last:
            return
        if places is not None:
            first, last = places[first], places[min(last, len(places) - 1)] + (last >= len(places))
        text.stylize(style, first, last)

    if look.here and theme.cursor_line_style:
        text.stylize(theme.cursor_line_style)
    for span in look.spans:
        paint(style_of(span.kind), span.start, span.end)
    for first, last, kind in templates(line):
        paint(style_of(kind), first, last)
    for first, last in look.hits:
        paint(style_of("hit"), first, last)
    paint(theme.selection_style, *_selected(look.selection, row, len(line)))
    for at in look.brackets:
        if at[0] == row:
            paint(theme.bracket_matching_style, at[1], at[1] + 1)
    if look.cursor is not None and look.cursor[0] == row:
        column = look.cursor[1]
        if column < end or (column == end and end == len(line)):
            paint(theme.cursor_style, column, column + 1)
    return Strip(text.render(_CONSOLE), text.cell_len)


def templates(line: str) -> Iterable[tuple[int, int, str]]:
    """Yield the templates of a line, and what is meant as one."""
    if len(line) > LONGEST_PARSED or "{{" not in line:
        return
    for piece in parse(line):
        if not isinstance(piece, Literal):
            yield piece.start, piece.end, "bad" if isinstance(piece, Invalid) else "template"


def _selected(selection: Selection, row: int, length: int) -> tuple[int, int]:
    if selection.is_empty:
        return 0, 0
    (top, left), (bottom, right) = sorted(selection)
    if not top <= row <= bottom:
        return 0, 0
    # The space behind a line shows that its end is selected as well.
    return left if row == top else 0, right if row == bottom else length + 1

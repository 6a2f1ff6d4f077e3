"""How the lines of a CodeArea are wrapped: made for texts of a megabyte.

Textual's own counts all rows for each that is drawn, and cuts a line into all its rows to
find a single place in it.
"""

from bisect import bisect_right

from textual._cells import cell_len, cell_width_to_column_index
from textual.document._document import Location
from textual.document._wrapped_document import WrappedDocument
from textual.expand_tabs import expand_tabs_inline, get_tab_widths
from textual.geometry import Offset, clamp

from .code_cells import cuts
from .code_document import CodeDocument
from .code_rows import CodeRows


class CodeWrapping(WrappedDocument):
    """A WrappedDocument that keeps what it must know of long lines only."""

    document: CodeDocument

    def __init__(self, document: CodeDocument, width: int = 0, tab_width: int = 4) -> None:
        self._rows = CodeRows()
        self._wrapped_as: tuple[int, int, int] | None = None
        super().__init__(document, width, tab_width)

    @property
    def height(self) -> int:
        """How many rows there are."""
        return self._rows.height

    @property
    def wrapped(self) -> bool:
        """Whether any line goes on in a second row."""
        return self._rows.height > self._rows.lines

    @property
    def lines(self) -> list[list[str]]:
        """The rows of each line."""
        return [self.get_sections(number) for number in range(self._rows.lines)]

    def wrap(self, width: int, tab_width: int | None = None) -> None:
        """Wrap all lines, unless they are wrapped like this."""
        self._width = width
        self._tab_width = tab_width or self._tab_width
        if self._wrapped_as != self._asked:
            self._rows = CodeRows()
            self._put(0, 0, self.document.line_count)

    def wrap_range(self, start: Location, old_end: Location, new_end: Location) -> None:
        """Wrap the lines of an edit that was made."""
        known = self._rows.lines - 1
        top, bottom = sorted((clamp(start[0], 0, known), clamp(old_end[0], 0, known)))
        last = clamp(max(top, new_end[0]), 0, self.document.line_count - 1)
        self._put(top, bottom + 1, last + 1 - top)

    @property
    def _asked(self) -> tuple[int, int, int]:
        return self._width, self._tab_width, self.document.revision

    def _put(self, top: int, behind: int, count: int) -> None:
        found: dict[int, list[int]] = {}
        if width := self._width:
            fits = width // max(2, self._tab_width)  # whatever the characters are
            lines = self.document.lines[top : top + count]
            for number in [n for n, line in enumerate(lines) if len(line) > fits]:
                if at := cuts(lines[number], width, self._tab_width):
                    found[top + number] = at
        self._rows.put(top, behind, count, found)
        self._wrapped_as = self._asked

    def row(self, y: int) -> tuple[int, int]:
        """Return the line that a row is of, and which of its rows it is."""
        return self._rows.at(y)

    def get_offsets(self, line_index: int) -> list[int]:
        """Return where a line goes on in the next row."""
        return self._rows.cuts(line_index)

    def get_tab_widths(self, line_index: int) -> list[int]:
        """Return how wide the tabs of a line are."""
        return [each for _, each in get_tab_widths(self.document[line_index], self._tab_width)]

    def get_sections(self, line_index: int) -> list[str]:
        """Return the rows of a line."""
        line, at = self.document[line_index], self._rows.cuts(line_index)
        return [line[a:b] for a, b in zip([0, *at], [*at, len(line)], strict=True)]

    def section(self, line_index: int, number: int) -> tuple[int, int]:
        """Return the columns that a row of a line is from and to."""
        at = self._rows.cuts(line_index)
        start = at[number - 1] if number > 0 else 0
        return start, at[number] if number < len(at) else len(self.document[line_index])

    def offset_to_location(self, offset: Offset) -> Location:
        """Return the place in the text that is drawn at a place of all rows."""
        y = clamp(offset.y, 0, self._rows.height - 1)
        line, number = self._rows.at(y)
        return line, self.get_target_document_column(line, max(0, offset.x), number)

    def location_to_offset(self, location: Location) -> Offset:
        """Return where on the screen a place in the text is, counted from its start."""
        line, column = clamp(location[0], 0, self._rows.lines - 1), location[1]
        number = bisect_right(self._rows.cuts(line), column)
        start, _ = self.section(line, number)
        before = self.document[line][start:column]
        x = cell_len(expand_tabs_inline(before, self._tab_width)) if before else 0
        return Offset(x, self._rows.first(line) + number)

    def get_target_document_column(self, line_index: int, x_offset: int, y_offset: int) -> int:
        """Return the column in the text that is drawn at a place of a row of a line."""
        count = len(self._rows.cuts(line_index)) + 1
        number = y_offset if y_offset >= 0 else count + y_offset
        start, end = self.section(line_index, number)
        text = self.document[line_index][start:end]
        column = start + cell_width_to_column_index(text, x_offset, self._tab_width)
        return column if number == count - 1 else min(column, end - 1)

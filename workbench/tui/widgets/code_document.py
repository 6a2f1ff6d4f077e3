"""The text of a CodeArea, and how its lines are wrapped: made for texts of a megabyte.

Textual's own join all lines for each row that is drawn, count all rows for each, and cut
a line into all its rows to find a single place in it.
"""

from bisect import bisect_right
from typing import Any

from textual._cells import cell_len, cell_width_to_column_index
from textual._wrap import compute_wrap_offsets
from textual.document._document import Document, EditResult, Location
from textual.document._wrapped_document import WrappedDocument
from textual.expand_tabs import expand_tabs_inline, get_tab_widths
from textual.geometry import Offset, Size, clamp

LONGEST_WRAPPED_AT_WORDS = 5_000  # characters; longer lines are cut where they are full


class CodeDocument(Document):
    """A Document that joins its lines, and measures them, only when they have changed."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._joined: str | None = text if "\r" not in text else None
        self._widths: list[int] | None = None
        self._tab_width = 0

    @property
    def text(self) -> str:
        """The whole text."""
        if self._joined is None:
            self._joined = super().text
        return self._joined

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        """Replace a part of the text."""
        self._joined = None
        (top, _), (bottom, _) = sorted((start, end))
        before = len(self._lines)
        result = super().replace_range(start, end, text)
        if self._widths is not None:
            behind = min(bottom + 1, before)
            last = behind + len(self._lines) - before
            self._widths[top:behind] = map(self._width, self._lines[top:last])
        return result

    def get_size(self, tab_width: int) -> Size:
        """Return how wide and high the text is."""
        if self._widths is None or tab_width != self._tab_width:
            self._tab_width = tab_width
            self._widths = [self._width(line) for line in self._lines]
        return Size(max(self._widths, default=0), len(self._lines))

    def _width(self, line: str) -> int:
        if line.isascii() and "\t" not in line:
            return len(line)
        return cell_len(line.expandtabs(self._tab_width))


class CodeWrapping(WrappedDocument):
    """A WrappedDocument whose single questions take no longer in a large document."""

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self._offset_to_line_info)

    def wrap(self, width: int, tab_width: int | None = None) -> None:
        """Wrap all lines."""
        self._width = width
        self._tab_width = tab_width or self._tab_width
        self._wrap_offsets, self._tab_width_cache = [], []
        self._put_rows(0, 0, 0, self.document.lines)

    def wrap_range(self, start: Location, old_end: Location, new_end: Location) -> None:
        """Wrap the lines of an edit that was made."""
        known = len(self._line_index_to_offsets) - 1
        top, bottom = sorted((clamp(start[0], 0, known), clamp(old_end[0], 0, known)))
        last = clamp(max(top, new_end[0]), 0, self.document.line_count - 1)
        lines = self.document.lines[top : last + 1]
        self._put_rows(top, bottom + 1, self._line_index_to_offsets[top][0], lines)

    def _put_rows(self, top: int, behind: int, y: int, lines: list[str]) -> None:
        """Put wrapped lines in the place of those from `top`, whose first row is `y`."""
        laid = [self._cuts(line) for line in lines]
        self._wrap_offsets[top:behind] = [cuts for cuts, _ in laid]
        self._tab_width_cache[top:behind] = [tabs for _, tabs in laid]
        old_rows = self._line_index_to_offsets[top:behind]
        grown = len(lines) - len(old_rows)
        rows = sum(len(cuts) + 1 for cuts, _ in laid) - sum(map(len, old_rows))
        if behind and not grown and not rows and self._fits(old_rows, laid):
            return
        # From here on every row has another number.
        del self._offset_to_line_info[y:]
        del self._line_index_to_offsets[top:]
        for number in range(top, len(self._wrap_offsets)):
            count = len(self._wrap_offsets[number]) + 1
            self._line_index_to_offsets.append(list(range(y, y + count)))
            if count == 1:
                self._offset_to_line_info.append((number, 0))
            else:
                self._offset_to_line_info += [(number, section) for section in range(count)]
            y += count

    def _fits(self, old_rows: list[list[int]], laid: list[tuple[list[int], list[int]]]) -> bool:
        pairs = zip(old_rows, laid, strict=True)
        return all(len(old) == len(cuts) + 1 for old, (cuts, _) in pairs)

    def _cuts(self, line: str) -> tuple[list[int], list[int]]:
        """Return where a line goes on in the next row, and the widths of its tabs."""
        width = self._width
        is_plain = line.isascii() and "\t" not in line
        if is_plain and (not width or len(line) <= width):
            return [], [0]
        if len(line) > LONGEST_WRAPPED_AT_WORDS:
            widest = 1 if is_plain else max(2, self._tab_width if "\t" in line else 2)
            step = max(1, width // widest)
            tabs = (
                [each for _, each in get_tab_widths(line, self._tab_width)] if "\t" in line else []
            )
            return list(range(step, len(line), step)) if width else [], tabs
        sections = get_tab_widths(line, self._tab_width)
        cuts = []
        if width:
            cuts = compute_wrap_offsets(line, width, self._tab_width, True, sections)
        return cuts, [each for _, each in sections]

    def get_sections(self, line_index: int) -> list[str]:
        """Return the rows of a line."""
        line, cuts = self.document[line_index], self._wrap_offsets[line_index]
        return [line[a:b] for a, b in zip([0, *cuts], [*cuts, len(line)], strict=True)]

    def section(self, line_index: int, number: int) -> tuple[int, int]:
        """Return the columns that a row of a line is from and to."""
        cuts = self._wrap_offsets[line_index]
        start = cuts[number - 1] if number > 0 else 0
        return start, cuts[number] if number < len(cuts) else len(self.document[line_index])

    def location_to_offset(self, location: Location) -> Offset:
        """Return where on the screen a place in the text is, counted from its start."""
        line_index, column = location
        line_index = clamp(line_index, 0, len(self._wrap_offsets) - 1)
        number = bisect_right(self._wrap_offsets[line_index], column)
        start, _ = self.section(line_index, number)
        before = self.document[line_index][start:column]
        x = cell_len(expand_tabs_inline(before, self._tab_width)) if before else 0
        return Offset(x, self._line_index_to_offsets[line_index][number])

    def get_target_document_column(self, line_index: int, x_offset: int, y_offset: int) -> int:
        """Return the column in the text that is drawn at a place of a row of a line."""
        cuts = self._wrap_offsets[line_index]
        number = y_offset if y_offset >= 0 else len(cuts) + 1 + y_offset
        start, end = self.section(line_index, number)
        text = self.document[line_index][start:end]
        column = start + cell_width_to_column_index(text, x_offset, self._tab_width)
        is_last = number == len(cuts)
        return column if is_last else min(column, end - 1)


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


Wrapping: Any = CodeWrapping

"""Draw the rows of an index that may still be growing: only those on the screen are made."""

from collections.abc import Callable

from rich.segment import Segment
from textual.cache import LRUCache
from textual.geometry import Size
from textual.reactive import var
from textual.strip import Strip

from workbench.bodies.index import Line, RowIndex
from workbench.bodies.row_layouts import FilteredRows, FoldedRows, RowLayout
from workbench.bodies.safe import safe_line

from .piece_view import PieceView, lit

_CACHED = 1000  # rows
DIGITS = 3
"""Digits of the smallest gutter."""


class RowsView(PieceView):
    """Draws rows with their numbers, some of them folded away, or only some that are wanted."""

    empty: var[str] = var("nothing to show", init=False)
    """What is drawn where there are no rows."""

    def __init__(self, *, name: str | None = None, id: str | None = None) -> None:  # noqa: A002
        super().__init__(name=name, id=id)
        self.layout_of_rows: RowLayout | None = None
        self.numbered = True
        self._strips: LRUCache[int, Strip] = LRUCache(_CACHED)
        self._rows = self._widest = 0
        self._known: tuple[int, int, bool] = 0, 0, False

    @property
    def index(self) -> RowIndex | None:
        """The rows of which some are drawn."""
        return None

    @property
    def row(self) -> int:
        """The row of the index that the cursor is on."""
        layout = self.layout_of_rows
        return 0 if layout is None else layout.row_at(self.cursor)

    @property
    def row_text(self) -> str:
        """The text of the row that the cursor is on, as it is drawn."""
        return self._strip(self.cursor).text if self._rows else ""

    @property
    def filtered(self) -> bool:
        """Whether only some rows are shown."""
        return isinstance(self.layout_of_rows, FilteredRows)

    def line_as_drawn(self, line: Line) -> Line:
        """Return what may be drawn of a line."""
        return line

    def show_rows_of(self, layout: RowLayout) -> None:
        """Draw these rows from now on."""
        self.layout_of_rows = layout
        self._rearrange()

    def take_rows(self, index: RowIndex, *, finished: bool) -> None:
        """Draw the rows that came since the last time, and the one that was the last."""
        assert self.layout_of_rows is not None
        known = index.fed, index.rows_total, finished
        total = self.layout_of_rows.total
        if known == self._known and total == self._rows:
            return
        last, gutter = max(0, self._rows - 1), self._gutter
        if known[2] != self._known[2]:
            self._strips.clear()
        self._strips.discard(last)
        is_visible = self.is_visible(last, total) or known[2] != self._known[2]
        self._known, self._rows = known, total
        self._fit()
        if is_visible or self._gutter != gutter:
            self.refresh()

    def forget_rows(self) -> None:
        """Draw no rows until some are taken."""
        self._strips.clear()
        self._rows = self._widest = 0
        self._known = 0, 0, False
        self.resize_content(Size(0, 0))
        self.cursor = 0
        self.refresh()

    def forget_strips(self) -> None:
        """Draw all rows anew."""
        self._strips.clear()
        self.refresh()

    def go_to_row(self, row: int, *, centred: bool = False) -> None:
        """Put the cursor on a row of the index, unfolding what hides it."""
        layout = self.layout_of_rows
        if layout is None:
            return
        if isinstance(layout, FoldedRows) and layout.row_at(layout.line_of(row)) < row:
            layout.reveal(row)
            self._rearrange()
        self.go_to(layout.line_of(row), centred=centred)

    def fold(self, first: int, last: int, members: int) -> None:
        """Put the rows of a node into one line, or show them again."""
        if not isinstance(self.layout_of_rows, FoldedRows):
            return
        if not self.layout_of_rows.unfold(first):
            self.layout_of_rows.fold(first, last, members)
        self._rearrange()
        self.go_to_row(first)

    def unfold_all(self) -> None:
        """Show all rows."""
        if isinstance(self.layout_of_rows, FoldedRows):
            row = self.row
            self.layout_of_rows.unfold_all()
            self._rearrange()
            self.go_to_row(row)

    def filter(self, wanted: Callable[[str], object] | None) -> None:
        """Show only rows whose text is wanted, or all."""
        index, row = self.index, self.row
        if index is None or (wanted is None and not self.filtered):
            return
        self.cursor = 0
        self.show_rows_of(FoldedRows(index) if wanted is None else FilteredRows(index, wanted))
        if wanted is None:
            self.go_to_row(row)

    def watch_empty(self) -> None:
        """Draw the new text."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return the row at a line of the screen."""
        width, base = self.size.width, self.style_of("text")
        x, top = self.scroll_offset
        row = top + y
        if row >= self._rows:
            says_so = y == 0 and not self._rows
            text = f" {safe_line(self.empty)}" if says_so else ""
            return Strip([Segment(text, self.style_of("empty"))]).adjust_cell_length(width, base)
        gutter, layout = self._gutter, self.layout_of_rows
        strip = self._strip(row).crop_extend(x, x + width - gutter, base)
        if gutter:
            shown = layout.row_at(row) + 1 if layout is not None else row + 1
            number = Strip([Segment(f"{shown:>{gutter - 1}} ", self.style_of("gutter"))], gutter)
            strip = Strip.join([number, strip])
        if row == self.cursor:
            strip = lit(strip, base, self.style_of("cursor"))
        return strip

    @property
    def _gutter(self) -> int:
        """How many columns the row numbers take."""
        return max(DIGITS, len(str(self._known[1]))) + 1 if self.numbered else 0

    def _rearrange(self) -> None:
        """Draw other rows of the same index."""
        self._strips.clear()
        self._rows = 0 if self.layout_of_rows is None else self.layout_of_rows.total
        self._fit()
        self.refresh()

    def _fit(self) -> None:
        """Make all rows reachable, as wide as those drawn so far."""
        self.resize_content(Size(self._widest + self._gutter if self._rows else 0, self._rows))

    def _strip(self, row: int) -> Strip:
        strip = self._strips.get(row)
        if strip is None:
            self._draw_rows_around(row)
            strip = self._strips.get(row)
        return Strip.blank(0) if strip is None else strip

    def _draw_rows_around(self, row: int) -> None:
        """Draw a screenful of rows that holds `row`, in the direction the user scrolls."""
        assert self.layout_of_rows is not None
        height = max(1, self.size.height)
        first = max(0, row - height + 1) if row + 1 in self._strips else row
        # The index may know rows already that the view does not; the last may be unfinished.
        count = min(height, self._rows - first)
        widest = self._widest
        for number, line in enumerate(self.layout_of_rows.lines(first, count), first):
            strip = self.drawn(self.line_as_drawn(line))
            self._strips[number] = strip
            widest = max(widest, strip.cell_length)
        if widest > self._widest:
            self._widest = widest
            self.call_later(self._fit)

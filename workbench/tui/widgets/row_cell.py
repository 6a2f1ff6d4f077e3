"""The cell of a RowTable that is edited: where it lies, and where its keys go on."""

from typing import TYPE_CHECKING

from textual import on

from workbench.model import Row

from .cell import Cell
from .completion import Coming, Offer
from .row_edits import changed
from .row_lines import MARK

if TYPE_CHECKING:
    from .row_table import RowTable

NAME, VALUE, WHY = range(3)
FIELDS = ("name", "value", "description")
_NARROWEST = 8  # cells of a value that is edited


class RowCell(Cell):
    """Lies over a field of one of the table's rows, or of the row that is to be added.

    The table owns the rows: what is kept here is told to it as rows that have changed.
    """

    def __init__(self, table: "RowTable") -> None:
        super().__init__(suggest=self._suggestions, select_on_focus=False)
        self._table = table
        self._place: tuple[int, int] | None = None  # row and column

    def open(self, index: int, column: int) -> None:
        """Edit a field of a row; that of an index behind them all is to be added."""
        table, field = self._table, FIELDS[column]
        table.lines.cursor = index if index < len(table.rows) else table.lines.count - 1
        self._place = (index, column)
        self._lie_over(table.lines.cursor, column)
        self.placeholder = table.noun if table.single and column == NAME else field
        self.value = getattr(self._row(index), field)
        self.display = True
        self.screen.set_focus(self)
        self.cursor_position = len(self.value)

    def close(self) -> None:
        """Edit nothing any more; what was typed and not kept is lost."""
        self._place = None
        self.close_suggestions()
        self.display = False

    def fit(self) -> None:
        """Lie where the table, which has another size now, draws the field."""
        if self._place is not None:
            self._lie_over(self._table.lines.cursor, self._place[1])

    def _lie_over(self, line: int, column: int) -> None:
        table = self._table
        left = MARK if column == NAME or table.single else MARK + table.name_width
        room = max(_NARROWEST, table.size.width - left - 2)
        self.styles.offset = (left, line - table.lines.scroll_offset.y)
        self.styles.width = table.name_width - 1 if column == NAME else room

    def _row(self, index: int) -> Row:
        rows = self._table.rows
        return rows[index] if index < len(rows) else Row("")

    def _suggestions(self, text: str, at: int) -> Offer | Coming | None:
        if self._table.suggest is None or self._place is None:
            return None
        index, column = self._place
        return self._table.suggest(self._row(index), column, text, at)

    @on(Cell.Changed)
    def _typing(self, event: Cell.Changed) -> None:
        event.stop()

    @on(Cell.PastedLines)
    def _lines_pasted(self, event: Cell.PastedLines) -> None:
        event.stop()
        self.close()
        self.screen.set_focus(self._table.lines)
        self._table.take_lines(event.text)

    @on(Cell.Left)
    def _left(self, left: Cell.Left) -> None:
        left.stop()
        if self._place is None:
            return
        index, column = self._place
        adding = index >= len(self._table.rows)
        if left.keep:
            self._keep(index, column)
        nothing_added = adding and index >= len(self._table.rows)
        if not left.step or nothing_added or column == WHY:
            focus_back = self.has_focus
            self.close()
            if focus_back:
                self.screen.set_focus(self._table.lines)
        else:
            self._step(index, column, left.step, adding=adding)

    def _step(self, index: int, column: int, by: int, *, adding: bool) -> None:
        """Go on in the field behind or before; from the last one only while rows are added."""
        own, across = len(self._table.rows), 1 if self._table.single else 2
        index, column = divmod(index * across + column + by, across)
        if 0 <= index < own or (index == own and adding):
            self.open(index, column)
        else:
            self.close()
            self.screen.set_focus(self._table.lines)

    def _keep(self, index: int, column: int) -> None:
        rows, typed = self._table.rows, self.value
        if index >= len(rows):
            if typed:
                self._table.replace((*rows, Row(typed)))
        elif typed != getattr(rows[index], FIELDS[column]):
            what: dict[str, str | bool] = {FIELDS[column]: typed}
            if column == VALUE:
                what["removed"] = False
            self._table.replace(changed(rows, index, **what))

"""A table of name-and-value rows, edited in place."""

from collections.abc import Callable
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget
from textual.widgets import TextArea

from workbench.formats.bulk_rows import decode_lines, decode_texts, encode_lines, encode_texts
from workbench.model import Row, Rows
from workbench.tui.key_names import shown
from workbench.tui.outer import Outer

from .bulk_area import BulkArea
from .cell import Cell
from .completion import Coming, Offer
from .row_edits import Same, Steps, changed, first_change, outer_left, shifted, toggled, without
from .row_lines import MARK, NARROWEST, Remarks, RowLines

NAME, VALUE, WHY = range(3)
ELSEWHERE, AS_TEXT = "elsewhere", "as text"  # edits that go on, each one step to undo
FIELDS = ("name", "value", "description")
FIELD_OF = {"edit": NAME, "value": VALUE, "why": WHY}

# What could stand at a place of a cell; the row says what is in the other cells.
SuggestIn = Callable[[Row, int, str, int], Offer | Coming | None]


@dataclass(frozen=True, slots=True)
class LeftRows:
    """Rows as they were left, with the steps that can be undone."""

    rows: Rows
    steps: Steps
    cursor: int


class RowTable(Widget):
    """Rows of a request, and dimmed below them those that come from around it.

    `removes` lets a row take away an outer one. In a `single` table a row is its name only,
    as a check is; those of a `plain` one cannot be switched off or described. In a `unique`
    one no name may be there twice. `fault` says what is wrong with a row, `suggest` what
    could be typed.
    """

    DEFAULT_CSS = """
    RowTable {
        layers: lines editor; height: 1fr; min-height: 1;
        & > BulkArea { display: none; }
        &.-bulk > BulkArea { display: block; }
        &.-bulk > RowLines { display: none; }
    }
    """

    @dataclass
    class Changed(Message):
        """The user changed the rows."""

        table: "RowTable"
        rows: Rows

        @property
        def control(self) -> "RowTable":
            """The table, so that handlers can select on it."""
            return self.table

    def __init__(
        self,
        noun: str,
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
        single: bool = False,
        removes: bool = False,
        plain: bool = False,
        unique: bool = False,
        same: Same = str.lower,
        fault: Callable[[Row], str] | None = None,
        suggest: SuggestIn | None = None,
    ) -> None:
        super().__init__(id=id)
        self.noun, self.single, self.removes, self.same = noun, single, removes, same
        self.plain, self.unique = plain, unique
        self.rows: Rows = ()
        self.outer: tuple[Outer, ...] = ()
        self.outer_shown: tuple[Outer, ...] = ()
        self.remarks: Remarks = {}
        self._fault, self._suggest = fault, suggest
        self._steps = Steps()
        self._editing: tuple[int, int] | None = None  # row and column

    def compose(self) -> ComposeResult:
        """The lines, the cell editor above them, and all rows as text in their place."""
        yield RowLines()
        yield BulkArea()
        yield Cell(select_on_focus=False)

    @property
    def name_width(self) -> int:
        """How many cells the name column takes."""
        if self.single:
            return self.size.width - MARK
        shown = (*self.rows, *(each.row for each in self.outer_shown))
        longest = max((len(row.name) for row in shown), default=0)
        return max(NARROWEST, min(longest + 2, self.size.width // 2 - MARK))

    def fault(self, row: Row) -> str:
        """Return what is wrong with a row, or nothing."""
        if self.unique and sum(other.name == row.name for other in self.rows) > 1:
            return "this name is there twice"
        return self._fault(row) if self._fault is not None else ""

    def outer_of(self, row: Row) -> Outer | None:
        """Return the outer row of the same name, if the row counts."""
        if not row.enabled or not row.name:
            return None
        named = (each for each in self.outer if self.same(each.row.name) == self.same(row.name))
        return next(named, None)

    def show(self, rows: Rows, outer: tuple[Outer, ...] = (), *, anew: bool = True) -> None:
        """Show rows; an edit that is going on is given up unless they are the same.

        Unless they are the rows of something else (`anew`), the change can be undone.
        """
        if rows != self.rows:
            self._close()
            if anew:
                self.forget_steps()
            else:
                self._steps.note(self.rows, ELSEWHERE)
        if (rows, outer) != (self.rows, self.outer):
            self.rows, self.outer = rows, outer
            self._lines_changed()

    def can(self, what: str) -> bool:
        """Tell whether there is a step to `undo` or to `redo`."""
        return self._steps.can_go_back(self.rows) if what == "undo" else self._steps.can_go_forth

    def forget_steps(self) -> None:
        """Let nothing be undone that was done until now."""
        self._steps = Steps()

    def leave(self) -> LeftRows:
        """Return what there is to come back to; what is done next belongs to something else."""
        left = LeftRows(self.rows, self._steps, self.query_one(RowLines).cursor)
        self.forget_steps()
        return left

    def come_back(self, left: LeftRows) -> None:
        """Go on where rows were left that are shown again."""
        self._steps = left.steps
        self.query_one(RowLines).cursor = left.cursor

    def remark(self, remarks: Remarks) -> None:
        """Say something of rows, beside them."""
        if remarks != self.remarks:
            self.remarks = remarks
            self._lines_changed()

    def on_mount(self) -> None:
        """Draw rows that were given before the widget was mounted."""
        self._lines_changed()

    def _lines_changed(self) -> None:
        self.outer_shown = outer_left(self.rows, self.outer, self.same)
        for lines in self.query(RowLines):  # none yet, before the table is mounted
            lines.set_count(len(self.rows) + len(self.outer_shown) + 1)

    def _replace(self, rows: Rows, going_on: str = "") -> None:
        if rows != self.rows:
            self._steps.note(self.rows, going_on)
            self._put(rows)

    def _put(self, rows: Rows) -> None:
        self.rows = rows
        self._lines_changed()
        self.post_message(self.Changed(self, rows))

    def act(self, what: str, index: int, by: int = 0) -> None:
        """Do with a line what a key or the menu asks for."""
        own, lines = len(self.rows), self.query_one(RowLines)
        match what:
            case "undo" | "redo":
                take = self._steps.back if what == "undo" else self._steps.forth
                before = take(self.rows)
                if before is not None:
                    at = first_change(self.rows, before)
                    self._put(before)
                    lines.cursor = at
            case "bulk":
                self._edit_all()
            case "toggle" | "why" if self.plain:
                return
            case "menu":
                self._offer_menu(index)
            case "edit" | "value" | "why":
                self._edit(index, NAME if self.single and what == "value" else FIELD_OF[what])
            case _ if own <= index < own + len(self.outer_shown):
                self._act_on_outer(what, self.outer_shown[index - own])
            case _ if index >= own:
                return
            case "toggle":
                self._replace(toggled(self.rows, index))
            case "remove":
                self._replace(without(self.rows, index))
            case "copy":
                self.app.copy_to_clipboard(self._encoded((self.rows[index],)).rstrip("\n"))
                self.notify("copied", markup=False, timeout=2)
            case "shift" if 0 <= index + by < own:
                self._replace(shifted(self.rows, index, index + by))
                lines.cursor = index + by

    def _edit(self, index: int, column: int) -> None:
        own, left = len(self.rows), self.outer_shown
        if index < own:
            self._open(index, column)
        elif index == own + len(left):
            self._open(own, NAME)
        elif left[index - own].wins:
            self._say_who_wins(left[index - own])
        else:
            self._replace((*self.rows, left[index - own].row))
            self._open(own, column or VALUE)

    def _act_on_outer(self, what: str, outer: Outer) -> None:
        if what == "copy":
            self.app.copy_to_clipboard(self._encoded((outer.row,)).rstrip("\n"))
        elif what in ("remove", "toggle") and outer.wins:
            self._say_who_wins(outer)
        elif what in ("remove", "toggle") and self.removes:
            self._replace((*self.rows, Row(outer.row.name, removed=True)))

    def _say_who_wins(self, outer: Outer) -> None:
        text = f"{outer.origin} has the last word on this; change it there"
        self.notify(text, markup=False)

    def _offer_menu(self, index: int) -> None:
        from workbench.tui.screens.dialogs import Pick

        from .row_menu import ENTRIES

        lines, keys = self.query_one(RowLines), dict[str, str]()
        for key, active in self.screen.active_bindings.items():
            if active.node is lines:
                keys.setdefault(active.binding.action, shown(key))
        entries = {entry.label(keys): entry for entry in ENTRIES}

        def chosen(label: str | None) -> None:
            if label in entries:
                self.act(entries[label].what, index, entries[label].by)

        self.app.push_screen(Pick(f"This {self.noun}", list(entries)), chosen)

    def take_lines(self, text: str) -> None:
        """Add the rows that some lines of text say, such as headers that were pasted."""
        self._replace((*self.rows, *self._decoded(text)))

    # All rows as text

    def _encoded(self, rows: Rows) -> str:
        return encode_texts(rows) if self.single else encode_lines(rows)

    def _decoded(self, text: str) -> Rows:
        return decode_texts(text) if self.single else decode_lines(text)

    def _edit_all(self) -> None:
        area = self.query_one(BulkArea)
        self._steps.pause()
        with area.prevent(TextArea.Changed):
            area.load_text(self._encoded(self.rows))
        area.move_cursor(area.document.end)
        self.add_class("-bulk")
        self.screen.set_focus(area)

    @on(TextArea.Changed)
    def _text_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self.has_class("-bulk"):
            self._replace(self._decoded(event.text_area.text), AS_TEXT)

    @on(BulkArea.Left)
    def _text_left(self, event: BulkArea.Left) -> None:
        event.stop()
        self._close()
        if event.back:
            self.screen.set_focus(self.query_one(RowLines))

    # One cell

    def _open(self, index: int, column: int) -> None:
        cell, lines = self.query_one(Cell), self.query_one(RowLines)
        row = self.rows[index] if index < len(self.rows) else Row("")
        line = index if index < len(self.rows) else lines.count - 1
        lines.cursor = line
        self._editing = (index, column)
        left = MARK if column == NAME else MARK + self.name_width
        if self.single:
            left = MARK
        width = self.name_width - 1 if column == NAME else max(8, self.size.width - left - 2)
        cell.styles.offset = (left, line - lines.scroll_offset.y)
        cell.styles.width = width
        cell.placeholder = self.noun if self.single and column == NAME else FIELDS[column]
        cell.suggest = self._suggestions
        cell.value = getattr(row, FIELDS[column])
        cell.display = True
        self.screen.set_focus(cell)
        cell.cursor_position = len(cell.value)

    def _suggestions(self, text: str, at: int) -> Offer | Coming | None:
        if self._suggest is None or self._editing is None:
            return None
        index, column = self._editing
        row = self.rows[index] if index < len(self.rows) else Row("")
        return self._suggest(row, column, text, at)

    @on(Cell.Changed)
    def _typing(self, event: Cell.Changed) -> None:
        event.stop()

    @on(Cell.PastedLines)
    def _lines_pasted(self, event: Cell.PastedLines) -> None:
        event.stop()
        self._close()
        self.screen.set_focus(self.query_one(RowLines))
        self.take_lines(event.text)

    @on(Cell.Left)
    def _left(self, left: Cell.Left) -> None:
        left.stop()
        if self._editing is None:
            return
        (index, column), typed = self._editing, self.query_one(Cell).value
        adding = index >= len(self.rows)
        if left.keep:
            self._keep(index, column, typed)
        if not left.step or (adding and index >= len(self.rows)) or column == WHY:
            focus_back = self.query_one(Cell).has_focus
            self._close()
            if focus_back:
                self.screen.set_focus(self.query_one(RowLines))
            return
        across = 1 if self.single else 2
        index, column = divmod(index * across + column + left.step, across)
        if 0 <= index < len(self.rows):
            self._open(index, column)
        elif index == len(self.rows) and adding:
            self._open(index, NAME)
        else:
            self._close()
            self.screen.set_focus(self.query_one(RowLines))

    def _keep(self, index: int, column: int, typed: str) -> None:
        if index >= len(self.rows):
            if typed:
                self._replace((*self.rows, Row(typed)))
        elif typed != getattr(self.rows[index], FIELDS[column]):
            what: dict[str, str | bool] = {FIELDS[column]: typed}
            if column == VALUE:
                what["removed"] = False
            self._replace(changed(self.rows, index, **what))

    def _close(self) -> None:
        self._editing = None
        self.remove_class("-bulk")
        for cell in self.query(Cell):
            cell.close_suggestions()
            cell.display = False

    @on(events.Resize)
    def _resized(self) -> None:
        if self._editing is not None and self.query_one(Cell).has_focus:
            typed = self.query_one(Cell).value
            self._open(*self._editing)
            self.query_one(Cell).value = typed

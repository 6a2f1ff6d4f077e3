"""A table of name-and-value rows, edited in place."""

from collections.abc import Callable
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import TextArea

from workbench.formats.bulk_rows import decode_lines, decode_texts, encode_lines, encode_texts
from workbench.model import Row, Rows
from workbench.tui.outer import Outer

from .bare import Bare
from .bulk_area import BulkArea
from .completion import Coming, Offer
from .row_cell import NAME, VALUE, WHY, RowCell
from .row_edits import Same, Steps, first_change, outer_left, shifted, toggled, without
from .row_lines import MARK, NARROWEST, Remarks, RowLines

ELSEWHERE, AS_TEXT = "elsewhere", "as text"  # edits that go on, each one step to undo
FIELD_OF = {"edit": NAME, "value": VALUE, "why": WHY}

# What could stand at a place of a cell; the row says what is in the other cells.
SuggestIn = Callable[[Row, int, str, int], Offer | Coming | None]


@dataclass(frozen=True, slots=True)
class LeftRows:
    """Rows as they were left, with the steps that can be undone."""

    rows: Rows
    steps: Steps
    cursor: int


class RowTable(Bare):
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
        self._fault, self.suggest = fault, suggest
        self._steps = Steps()

    def compose(self) -> ComposeResult:
        """The lines, the cell editor above them, and all rows as text in their place."""
        yield RowLines(self)
        yield BulkArea()
        yield RowCell(self)

    @property
    def lines(self) -> RowLines:
        """The rows as they are drawn, with the cursor."""
        return self.query_one(RowLines)

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
        left = LeftRows(self.rows, self._steps, self.lines.cursor)
        self.forget_steps()
        return left

    def come_back(self, left: LeftRows) -> None:
        """Go on where rows were left that are shown again."""
        self._steps = left.steps
        self.lines.cursor = left.cursor

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

    def replace(self, rows: Rows, going_on: str = "") -> None:
        """Take in rows as the user has changed them, in a step that can be undone."""
        if rows != self.rows:
            self._steps.note(self.rows, going_on)
            self._put(rows)

    def _put(self, rows: Rows) -> None:
        self.rows = rows
        self._lines_changed()
        self.post_message(self.Changed(self, rows))

    def act(self, what: str, index: int, by: int = 0) -> None:
        """Do with a line what a key or the menu asks for."""
        own = len(self.rows)
        match what:
            case "undo":
                self._step_to(self._steps.back(self.rows))
            case "redo":
                self._step_to(self._steps.forth(self.rows))
            case "bulk":
                self._edit_all()
            case "toggle" | "why" if self.plain:
                return
            case "menu":
                from .row_menu import offer_menu

                offer_menu(self, index)
            case "edit" | "value" | "why":
                self._edit(index, NAME if self.single and what == "value" else FIELD_OF[what])
            case _ if own <= index < own + len(self.outer_shown):
                self._act_on_outer(what, self.outer_shown[index - own])
            case _ if index >= own:
                return
            case "toggle":
                self.replace(toggled(self.rows, index))
            case "remove":
                self.replace(without(self.rows, index))
            case "copy":
                self.app.copy_to_clipboard(self._encoded((self.rows[index],)).rstrip("\n"))
                self.notify("copied", markup=False, timeout=2)
            case "shift" if 0 <= index + by < own:
                self.replace(shifted(self.rows, index, index + by))
                self.lines.cursor = index + by

    def _step_to(self, rows: Rows | None) -> None:
        if rows is not None:
            at = first_change(self.rows, rows)
            self._put(rows)
            self.lines.cursor = at

    def _edit(self, index: int, column: int) -> None:
        own, left = len(self.rows), self.outer_shown
        if index < own:
            self.query_one(RowCell).open(index, column)
        elif index == own + len(left):
            self.query_one(RowCell).open(own, NAME)
        elif left[index - own].wins:
            self._say_who_wins(left[index - own])
        else:
            self.replace((*self.rows, left[index - own].row))
            self.query_one(RowCell).open(own, column or VALUE)

    def _act_on_outer(self, what: str, outer: Outer) -> None:
        if what == "copy":
            self.app.copy_to_clipboard(self._encoded((outer.row,)).rstrip("\n"))
        elif what in ("remove", "toggle") and outer.wins:
            self._say_who_wins(outer)
        elif what in ("remove", "toggle") and self.removes:
            self.replace((*self.rows, Row(outer.row.name, removed=True)))

    def _say_who_wins(self, outer: Outer) -> None:
        text = f"{outer.origin} has the last word on this; change it there"
        self.notify(text, markup=False)

    def take_lines(self, text: str) -> None:
        """Add the rows that some lines of text say, such as headers that were pasted."""
        self.replace((*self.rows, *self._decoded(text)))

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
            self.replace(self._decoded(event.text_area.text), AS_TEXT)

    @on(BulkArea.Left)
    def _text_left(self, event: BulkArea.Left) -> None:
        event.stop()
        self._close()
        if event.back:
            self.screen.set_focus(self.lines)

    def _close(self) -> None:
        """End the edit of a cell, or of all rows as text."""
        self.remove_class("-bulk")
        for cell in self.query(RowCell):  # none yet, before the table is mounted
            cell.close()

    @on(events.Resize)
    def _resized(self) -> None:
        for cell in self.query(RowCell):
            cell.fit()

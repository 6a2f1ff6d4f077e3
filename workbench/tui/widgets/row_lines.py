"""The lines of a table of rows: what they look like, and what keys and clicks ask for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.actions import SkipAction
from textual.binding import BindingType
from textual.content import Content

from workbench.model import Row
from workbench.templating import Invalid, Literal, parse
from workbench.tui.outer import Outer

from .bindings import bindings
from .line_list import LineList
from .safe import content, line_content

if TYPE_CHECKING:
    from .row_table import RowTable

MARK = 3  # cells of the check mark and the space around it
NARROWEST = 14  # cells of the name column
QUIET = "$muted"
LONGEST_REMARK = 40  # characters
LONGEST_DRAWN = 2000  # characters of a value; more would not be seen anyway

Remarks = dict[str, tuple[str, str]]
"""By the name of a row, what is to be said of it and in what colour."""


def with_templates(text: str, style: str = "") -> Content:
    """Return text as one safe line with its `{{names}}` in colour."""
    text = text[:LONGEST_DRAWN]
    made = Content("")
    for piece in parse(text):
        source = text[piece.start : piece.end]
        match piece:
            case Literal():
                made += line_content(source, style)
            case Invalid():
                made += line_content(source, "$error underline")
            case _:
                made += line_content(source, "$accent")
    return made


class RowLines(LineList):
    """The lines of a RowTable; the table owns the rows and the editing."""

    DEFAULT_CSS = """
    RowLines { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("table")

    def __init__(self, table: "RowTable") -> None:
        super().__init__()
        self.table = table

    def line(self, index: int, width: int) -> Content:
        """Draw a row, or the invitation to add one."""
        table = self.table
        own, left = len(table.rows), table.outer_shown
        if index < own:
            return self._row(table.rows[index], width, _own_notes(table, table.rows[index]))
        if index < own + len(left):
            return self._outer(left[index - own], width)
        return content(f"   + add {table.noun}", f"{QUIET} italic")

    def _row(self, row: Row, width: int, notes: Sequence[Content]) -> Content:
        quiet = "" if row.enabled else QUIET
        if row.removed:
            mark = content(" ✗ ", "$warning" if row.enabled else quiet)
        else:
            mark = content(" ✓ " if row.enabled else " ○ ", "$success" if row.enabled else quiet)
        return self._joined(mark, row, quiet, width, notes)

    def _outer(self, outer: Outer, width: int) -> Content:
        mark = content(" ⇑ " if outer.wins else " ↑ ", QUIET)
        notes = [_why(outer.row), line_content(f"from {outer.origin}", "$muted italic")]
        return self._joined(mark, outer.row, QUIET, width, notes)

    def _joined(
        self, mark: Content, row: Row, quiet: str, width: int, notes: Sequence[Content]
    ) -> Content:
        note = Content("").join(Content("  ") + each for each in notes if each)
        if self.table.single:
            room = max(width - MARK - note.cell_length, width // 2)
            return (mark + _fitting(row.name, quiet, room) + note).truncate(width, ellipsis=True)
        column = self.table.name_width
        name = with_templates(row.name, quiet or "bold").truncate(column - 1, ellipsis=True)
        name = name.pad_right(column - name.cell_length)
        room = max(width - MARK - column - note.cell_length, width // 4)
        if row.removed:
            value = content("removed here", "$warning italic")
        else:
            value = _fitting(row.value, quiet, room)
        return (mark + name + value + note).truncate(width, ellipsis=True)

    def empty(self) -> Content:
        """Nothing: there is always at least the invitation to add a row."""
        return Content("")

    def action_choose(self) -> None:
        """Edit the row under the cursor, or add one."""
        self.table.act("edit", self.cursor)

    def action_ask(self, what: str, by: int = 0) -> None:
        """Have something done with the row under the cursor.

        An undo that has nothing to undo here may mean what is around the table.
        """
        if what in ("undo", "redo") and not self.table.can(what):
            raise SkipAction
        self.table.act(what, self.cursor, by)

    def action_add(self) -> None:
        """Add a row at the end."""
        self.table.act("edit", self.count - 1)

    def clicked(self, index: int, x: int, chain: int) -> None:
        """A click on the mark toggles; one on a name or value edits it."""
        if x < MARK:
            self.table.act("toggle", index)
        else:
            value = not self.table.single and x >= MARK + self.table.name_width
            self.table.act("value" if value else "edit", index)

    @on(events.Click)
    def _menu_clicked(self, event: events.Click) -> None:
        if event.button == 3:
            self.action_ask("menu")

    @on(events.Paste)
    def _pasted(self, event: events.Paste) -> None:
        event.stop()
        self.table.take_lines(event.text)


def _own_notes(table: "RowTable", row: Row) -> list[Content]:
    notes = [_why(row)]
    fault = table.fault(row) if row.enabled and not row.removed else ""
    if fault:
        notes.append(line_content(f"! {fault}", "$error"))
    elif row.enabled and row.name in table.remarks:
        said, style = table.remarks[row.name]
        cut = said if len(said) <= LONGEST_REMARK else f"{said[: LONGEST_REMARK - 1]}…"
        notes.append(line_content(cut, style))
    outer = table.outer_of(row)
    if outer is not None and outer.wins:
        notes.append(line_content(f"! {outer.origin} says otherwise", "$warning italic"))
    elif outer is not None:
        word = "from" if row.removed else "instead of"
        notes.append(line_content(f"{word} {outer.origin}", "$muted italic"))
    return notes


def _why(row: Row) -> Content:
    return line_content(f"# {row.description}", "$muted") if row.description else Content("")


def _fitting(text: str, style: str, room: int) -> Content:
    return with_templates(text, style).truncate(room, ellipsis=True)

"""A table of name-and-value rows, edited in place."""

import re
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from workbench.model import Row, Rows

from .line_list import LineList
from .safe import content, line_content

TEMPLATE = re.compile(r"\{\{.*?\}\}")
MARK = 3  # cells of the check mark and the space around it


def with_templates(text: str, style: str = "") -> Content:
    """Return text as one safe line with its `{{names}}` in colour."""
    return line_content(text, style).highlight_regex(TEMPLATE, style="$accent")


class RowLines(LineList):
    """The lines of a RowTable; the table owns the rows and the editing."""

    DEFAULT_CSS = """
    RowLines { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "switch", "On/off", show=False),
        Binding("delete,backspace,d", "remove", "Remove", show=False),
        Binding("a,insert", "add", "Add", show=False),
        Binding("alt+up,K", "shift(-1)", "Move up", show=False),
        Binding("alt+down,J", "shift(1)", "Move down", show=False),
        Binding("v", "edit_value", "Edit value", show=False),
    ]

    @dataclass
    class Asked(Message):
        """The user asked for something to be done with the line under the cursor."""

        what: str
        index: int
        by: int = 0

    @property
    def table(self) -> "RowTable":
        """The table these lines belong to."""
        assert isinstance(self.parent, RowTable)
        return self.parent

    def line(self, index: int, width: int) -> Content:
        """Draw a row, or the invitation to add one."""
        table = self.table
        if index >= len(table.shown):
            return content(f"   + add {table.noun}", "$foreground 50% italic")
        row, origin = table.shown[index]
        column = table.name_width
        quiet = "" if row.enabled and not origin else "$foreground 50%"
        mark = content(" ✓ " if row.enabled else " ○ ", "$success" if row.enabled else quiet)
        if origin:
            mark = content(" ↑ ", quiet)
        name = with_templates(row.name, quiet or "bold").truncate(column - 1, ellipsis=True)
        name = name.pad_right(column - name.cell_length)
        if row.removed:
            value = content("removed here", "$warning italic")
        else:
            value = with_templates(row.value, quiet)
        note = line_content(f"  from {origin}", "$foreground 40% italic") if origin else Content("")
        return (mark + name + value + note).truncate(width, ellipsis=True)

    def empty(self) -> Content:
        """Nothing: there is always at least the invitation to add a row."""
        return Content("")

    def action_choose(self) -> None:
        """Edit the row under the cursor, or add one."""
        self.post_message(self.Asked("edit", self.cursor))

    def action_edit_value(self) -> None:
        """Edit the value of the row under the cursor."""
        self.post_message(self.Asked("value", self.cursor))

    def action_switch(self) -> None:
        """Send this row or not."""
        self.post_message(self.Asked("toggle", self.cursor))

    def action_remove(self) -> None:
        """Remove the row under the cursor."""
        self.post_message(self.Asked("remove", self.cursor))

    def action_add(self) -> None:
        """Add a row at the end."""
        self.post_message(self.Asked("edit", self.count - 1))

    def action_shift(self, by: int) -> None:
        """Move the row under the cursor up or down."""
        self.post_message(self.Asked("shift", self.cursor, by))

    def clicked(self, index: int, x: int, chain: int) -> None:
        """A click on the mark toggles; one on a name or value edits it."""
        if x < MARK:
            self.post_message(self.Asked("toggle", index))
        else:
            value = x >= MARK + self.table.name_width
            self.post_message(self.Asked("value" if value else "edit", index))


class Cell(Input):
    """The one-line editor that lies over the cell being edited."""

    DEFAULT_CSS = """
    Cell {
        layer: editor; position: absolute; display: none;
        &, &:focus { border: none; height: 1; padding: 0; background: $surface; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", show=False),
        Binding("tab", "next", "Next cell", show=False),
        Binding("shift+tab", "previous", "Previous cell", show=False),
    ]

    @dataclass
    class Left(Message):
        """Editing of this cell ended; `step` is where to go on (0: nowhere)."""

        step: int
        keep: bool

    def action_leave(self) -> None:
        """Give up what was typed."""
        self.post_message(self.Left(0, keep=False))

    def action_next(self) -> None:
        """Keep what was typed and go to the next cell."""
        self.post_message(self.Left(1, keep=True))

    def action_previous(self) -> None:
        """Keep what was typed and go to the cell before."""
        self.post_message(self.Left(-1, keep=True))

    async def action_submit(self) -> None:
        """Keep what was typed and go to the next cell."""
        self.action_next()

    def _on_blur(self, event: events.Blur) -> None:
        super()._on_blur(event)
        if self.display:
            self.post_message(self.Left(0, keep=True))


class RowTable(Widget):
    """Rows of a request: enter edits, space switches a row off, delete removes it.

    `show` gives it the rows to edit and the inherited ones, each with where it comes
    from; those are drawn dimmed and cannot be edited here.
    """

    DEFAULT_CSS = """
    RowTable { layers: lines editor; height: 1fr; min-height: 3; }
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

    def __init__(self, noun: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.noun = noun
        self.rows: Rows = ()
        self.inherited: tuple[tuple[Row, str], ...] = ()
        self._editing: tuple[int, int] | None = None  # row and column

    def compose(self) -> ComposeResult:
        """The lines, and the cell editor above them."""
        yield RowLines()
        yield Cell(select_on_focus=False)

    @property
    def shown(self) -> tuple[tuple[Row, str], ...]:
        """All drawn rows with their origin; own rows have none."""
        return (*((row, "") for row in self.rows), *self.inherited)

    @property
    def name_width(self) -> int:
        """How many cells the name column takes."""
        longest = max((len(row.name) for row, _ in self.shown), default=0)
        return max(14, min(longest + 2, self.size.width // 2 - MARK))

    def show(self, rows: Rows, inherited: tuple[tuple[Row, str], ...] = ()) -> None:
        """Show other rows; an edit that is going on is given up unless the rows are the same."""
        if (rows, inherited) == (self.rows, self.inherited):
            return
        self._close()
        self.rows, self.inherited = rows, inherited
        self._lines_changed()

    def on_mount(self) -> None:
        """Draw rows that were given before the widget was mounted."""
        self._lines_changed()

    def _lines_changed(self) -> None:
        for lines in self.query(RowLines):  # none yet, before the table is mounted
            lines.set_count(len(self.shown) + 1)

    def _replace(self, rows: Rows) -> None:
        self.rows = rows
        self._lines_changed()
        self.post_message(self.Changed(self, rows))

    @on(RowLines.Asked)
    def _act(self, asked: RowLines.Asked) -> None:
        asked.stop()
        index, own = asked.index, len(self.rows)
        if asked.what in ("edit", "value"):
            if index < own:
                self._open(index, 1 if asked.what == "value" else 0)
            elif index == len(self.shown):
                self._open(own, 0)
            return
        if index >= own:
            return
        rows = list(self.rows)
        if asked.what == "toggle":
            rows[index] = replace(rows[index], enabled=not rows[index].enabled)
        elif asked.what == "remove":
            del rows[index]
        elif asked.what == "shift" and 0 <= index + asked.by < own:
            rows.insert(index + asked.by, rows.pop(index))
            self.query_one(RowLines).cursor = index + asked.by
        self._replace(tuple(rows))

    def _open(self, index: int, column: int) -> None:
        cell, lines = self.query_one(Cell), self.query_one(RowLines)
        row = self.rows[index] if index < len(self.rows) else Row("")
        line = index if index < len(self.rows) else len(self.shown)
        lines.cursor = line
        self._editing = (index, column)
        left = MARK if column == 0 else MARK + self.name_width
        width = self.name_width - 1 if column == 0 else max(8, self.size.width - left - 2)
        cell.styles.offset = (left, line - lines.scroll_offset.y)
        cell.styles.width = width
        cell.placeholder = ("name", "value")[column]
        cell.value = row.value if column else row.name
        cell.display = True
        self.screen.set_focus(cell)
        cell.cursor_position = len(cell.value)

    @on(Cell.Left)
    def _left(self, left: Cell.Left) -> None:
        left.stop()
        if self._editing is None:
            return
        (index, column), typed = self._editing, self.query_one(Cell).value
        adding = index >= len(self.rows)
        if left.keep:
            self._keep(index, column, typed)
        if not left.step or (adding and index >= len(self.rows)):
            focus_back = self.query_one(Cell).has_focus
            self._close()
            if focus_back:
                self.screen.set_focus(self.query_one(RowLines))
            return
        index, column = divmod(index * 2 + column + left.step, 2)
        if 0 <= index < len(self.rows):
            self._open(index, column)
        elif index == len(self.rows) and adding:
            self._open(index, 0)
        else:
            self._close()
            self.screen.set_focus(self.query_one(RowLines))

    def _keep(self, index: int, column: int, typed: str) -> None:
        rows = list(self.rows)
        if index >= len(rows):
            if not typed:
                return
            rows.append(Row(typed))
        else:
            row = rows[index]
            if typed == (row.value if column else row.name):
                return
            rows[index] = (
                replace(row, value=typed, removed=False) if column else replace(row, name=typed)
            )
        self._replace(tuple(rows))

    def _close(self) -> None:
        self._editing = None
        for cell in self.query(Cell):
            cell.display = False

"""A table of rows in an app that remembers how its rows changed."""

from textual import on

from workbench.model import Row, Rows
from workbench.tui.widgets.row_table import RowTable

from .apps import Showing

ROWS = (Row("Accept", "application/json"), Row("X-Debug", "1", enabled=False))


class Listening(Showing):
    """Shows a table and holds all that it said."""

    changes: list[Rows]

    def on_mount(self) -> None:
        self.changes = []

    @on(RowTable.Changed)
    def _remember(self, event: RowTable.Changed) -> None:
        self.changes.append(event.rows)


def table(rows: Rows = ROWS) -> tuple[RowTable, Listening]:
    """Return a table of some rows, and the app it is in."""
    widget = RowTable("header")
    widget.show(rows)
    return widget, Listening(widget)

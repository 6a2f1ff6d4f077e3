"""The texts and tables of the open requests as they were left: what can be undone, the cursor."""

from collections.abc import Collection, Iterator

from textual.widget import Widget

from workbench.model import NodeId
from workbench.tui.widgets.code_area import CodeArea, LeftText
from workbench.tui.widgets.row_table import LeftRows, RowTable

Place = tuple[NodeId, str | None]


class LeftEdits:
    """Puts what the widgets of a tab know of one request aside, while they show another."""

    def __init__(self) -> None:
        self._texts: dict[Place, LeftText] = {}
        self._rows: dict[Place, LeftRows] = {}

    def leave(self, node: NodeId, tab: Widget) -> None:
        """Remember the edits of a request; what the widgets do next belongs to another."""
        for area in tab.query(CodeArea):
            self._texts[node, area.id] = area.leave()
        for table in _tables(tab):
            self._rows[node, table.id] = table.leave()

    def come_back(self, node: NodeId, tab: Widget) -> None:
        """Let widgets that show what they were left with be as they were left."""
        for area in tab.query(CodeArea):
            text = self._texts.pop((node, area.id), None)
            if text is not None and text.text == area.text:
                area.come_back(text)
        for table in _tables(tab):
            rows = self._rows.pop((node, table.id), None)
            if rows is not None and rows.rows == table.rows:
                table.come_back(rows)

    def retain(self, nodes: Collection[NodeId]) -> None:
        """Forget the edits of all other requests."""
        self._texts = {place: left for place, left in self._texts.items() if place[0] in nodes}
        self._rows = {place: left for place, left in self._rows.items() if place[0] in nodes}


def _tables(tab: Widget) -> Iterator[RowTable]:
    if isinstance(tab, RowTable):
        yield tab
    yield from tab.query(RowTable)

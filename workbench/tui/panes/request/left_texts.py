"""The texts of the open requests as they were left: the cursor, and what can be undone."""

from collections.abc import Collection

from textual.widget import Widget

from workbench.model import NodeId
from workbench.tui.widgets.code_area import CodeArea, LeftText


class LeftTexts:
    """Puts what the areas of a tab know of one request aside, while they show another."""

    def __init__(self) -> None:
        self._left: dict[tuple[NodeId, str | None], LeftText] = {}

    def leave(self, node: NodeId, tab: Widget) -> None:
        """Remember the texts of a request; what the areas do next belongs to another."""
        for area in tab.query(CodeArea):
            self._left[node, area.id] = area.leave()

    def come_back(self, node: NodeId, tab: Widget) -> None:
        """Let areas that show a text as it was left be as they were left."""
        for area in tab.query(CodeArea):
            left = self._left.pop((node, area.id), None)
            if left is not None and left.text == area.text:
                area.come_back(left)

    def retain(self, nodes: Collection[NodeId]) -> None:
        """Forget the texts of all other requests."""
        self._left = {key: left for key, left in self._left.items() if key[0] in nodes}

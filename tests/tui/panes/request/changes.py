"""An app that takes in what a tab of the request pane says."""

from textual import on
from textual.widget import Widget

from workbench.model import RequestSpec
from workbench.tui.panes.request.change import Change

from ...widgets.apps import Showing


class Taking(Showing):
    """Shows a tab and applies its changes to a request."""

    def __init__(self, tab: Widget, spec: RequestSpec | None = None) -> None:
        super().__init__(tab)
        self.spec = spec or RequestSpec()
        self.changes = 0

    @on(Change)
    def _take(self, event: Change) -> None:
        self.spec = event.change(self.spec)
        self.changes += 1

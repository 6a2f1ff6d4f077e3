"""One pane that has the whole screen to itself."""

from typing import TYPE_CHECKING

from textual.widget import Widget

if TYPE_CHECKING:
    from .screen import MainScreen

PANES = {"tree", "request", "response", "run"}


class Zoom:
    """Which pane of one screen is the only one, if any is. It goes along with the focus."""

    def __init__(self, main: "MainScreen") -> None:
        self._main = main
        self.pane: Widget | None = None

    def begin(self, pane: Widget) -> None:
        """Give a pane the whole screen."""
        self._give(pane)

    def end(self) -> None:
        """Show all panes again."""
        self._give(None)

    def _give(self, pane: Widget | None) -> None:
        main, before = self._main, self.pane
        if pane is before:
            return
        for each in (before, pane):
            if each is not None:
                each.set_class(each is pane, "-zoom", update=False)
        is_tree = pane is not None and pane.id == "tree"
        main.update_classes({"-zoomed": pane is not None, "-tree-zoomed": is_tree}, update=False)
        main.update_node_styles()  # once for all of them
        self.pane = pane

    def follow(self, widget: Widget) -> None:
        """Let the pane that a widget is in be seen: it takes the place of another."""
        here = None if self.pane is None else self._around(widget)
        if here is not None and here is not self.pane:
            self.begin(here)

    def toggle(self, focused: Widget | None) -> None:
        """Give the pane that has the focus the whole screen, or show all again."""
        if self.pane is not None:
            self.end()
        else:
            around = None if focused is None else self._around(focused)
            self.begin(around or self._main.query_one("#response"))

    def _around(self, widget: Widget) -> Widget | None:
        around = [each for each in widget.ancestors_with_self if isinstance(each, Widget)]
        return next((each for each in around if each.id in PANES), None)

"""What the screens beside the main one have in common that list something."""

from typing import TypeVar

from textual import on

from workbench.tui.widgets.filter_box import FilterBox
from workbench.tui.widgets.line_list import LineList

from .side import SideScreen

R = TypeVar("R")


class FilteredScreen(SideScreen[R]):
    """A SideScreen with a FilterBox and a list, which a subclass has and narrows."""

    def __init__(self) -> None:
        super().__init__()
        self._filter = ""  # what is typed, in lower case

    @property
    def _list(self) -> LineList:
        raise NotImplementedError

    def _narrow(self) -> None:
        """List what fits the filter."""
        raise NotImplementedError

    def command_filter(self) -> None:
        """Type what the list is to hold."""
        self.set_focus(self.query_one(FilterBox))

    @on(FilterBox.Typed)
    def _filter_typed(self, event: FilterBox.Typed) -> None:
        self._filter = event.text
        self._narrow()

    @on(FilterBox.Stepped)
    def _filter_stepped(self, event: FilterBox.Stepped) -> None:
        self._list.cursor += event.by

    @on(FilterBox.Left)
    def _filter_left(self) -> None:
        self.set_focus(self._list)

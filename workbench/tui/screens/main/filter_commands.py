"""The commands that show a body through a filter, and remember the filters."""

from typing import TYPE_CHECKING

from workbench.errors import Problem, WorkbenchError
from workbench.tui.panes.response import ResponsePane
from workbench.tui.preferences import settings_of
from workbench.tui.program_of import program_of

if TYPE_CHECKING:
    from .screen import MainScreen


class FilterCommands:
    """What keys do with filters of bodies, for one screen."""

    def __init__(self, main: "MainScreen") -> None:
        self._main = main

    @property
    def _pane(self) -> ResponsePane:
        return self._main.query_one(ResponsePane)

    def filter_body(self) -> None:
        """Ask for a filter; what the settings have for this kind of body is offered first."""
        pane = self._pane
        if pane.active != "Body":
            pane.show_tab("Body")
        usual = program_of(settings_of(self._main.app).filters, pane.content_type)
        past = self._main.panes.filters
        pane.body.bar.ask(past, usual or (past[-1] if past else ""))

    def use(self, text: str) -> None:
        """Show the body through a filter, and remember it."""
        try:
            self._pane.body.see_through(text)
        except WorkbenchError as error:
            self._main.complain(error)
            return
        self._main.panes.filter_used(text)
        if self._pin:
            self._main.panes.pin(self._node, text)

    def pin_filter(self) -> None:
        """Show every response of this request through the filter, or no more."""
        through, panes = self._pane.body.results.through, self._main.panes
        if self._pin and (through is None or through.text == self._pin):
            panes.pin(self._node, "")
            self._main.tell("the filter is not pinned any more")
        elif through is None:
            hint = "| sees the body through a JSONPath or a command"
            raise WorkbenchError(Problem("there is no filter to pin", hint=hint))
        else:
            panes.pin(self._node, through.text)
            self._main.tell(f"pinned {through.text}", "responses of this request are shown so")

    @property
    def _node(self) -> str:
        return self._main.state.response.request

    @property
    def _pin(self) -> str:
        return self._pane.pinned.get(self._node, "")

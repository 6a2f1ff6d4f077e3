"""The commands of the response pane: what is done with the exchange that it shows."""

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.errors import Problem, WorkbenchError
from workbench.model import Baseline
from workbench.tui.open_requests import is_scratch
from workbench.tui.panes.response import ResponsePane

if TYPE_CHECKING:
    from .screen import MainScreen


class ResponseCommands:
    """What keys do in the response pane, for one screen."""

    def __init__(self, main: "MainScreen") -> None:
        self._main = main

    @property
    def _pane(self) -> ResponsePane:
        return self._main.query_one(ResponsePane)

    def previous_response_tab(self) -> None:
        """Show the tab before."""
        self._pane.step_tab(-1)

    def next_response_tab(self) -> None:
        """Show the tab behind."""
        self._pane.step_tab(1)

    def reveal(self) -> None:
        """Show secrets, or hide them again."""
        self._pane.reveal()

    async def accept_baseline(self) -> None:
        """Store the response as the one to compare with; the request gets a baseline if need be."""
        main, exchange = self._main, self._main.state.shown
        if exchange is None or main.state.current(exchange.request) is None:
            raise WorkbenchError(Problem("the request of this response is not here any more"))
        if is_scratch(exchange.request):
            raise WorkbenchError(Problem("it is in no file yet", hint=main.can("save", "saves it")))
        order = main.bench.order(exchange.request)
        if is_new := order.spec.baseline is None:
            order = replace(order, spec=replace(order.spec, baseline=Baseline()))
        judged = await main.acts.do(
            lambda _: main.filing.accept_response(order, exchange), "store the response"
        )
        if is_new:
            main.bench.edit(exchange.request, order.spec)
        if main.state.pinned is exchange:
            main.state = main.state.pinning(judged)
        else:
            main.state = main.state.moving_on(judged)
        hint = main.can("save", "saves the [baseline] that compares with it") if is_new else ""
        main.tell("stored: later responses have to be like this one", hint)
        main.show()

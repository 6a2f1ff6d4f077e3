"""What a request checks and captures has changed: the response on the screen is judged anew."""

from typing import TYPE_CHECKING

from workbench.engine.history import KeptBytes
from workbench.errors import WorkbenchError
from workbench.model import Exchange, NodeId, RequestSpec
from workbench.tui.dispatch import Dispatch
from workbench.tui.latest import run_latest
from workbench.tui.panes.request import RequestPane

if TYPE_CHECKING:
    from .screen import MainScreen


class Judging:
    """Judges the responses that are shown whenever their request says something else of them."""

    def __init__(self, main: "MainScreen", dispatch: Dispatch) -> None:
        self._main, self._dispatch = main, dispatch

    def edited(self, node: NodeId, before: RequestSpec | None, after: RequestSpec) -> None:
        """A request was edited; judge its response if that is of any matter to it."""
        if before is not None and _judged_by(before) != _judged_by(after):
            run_latest(self._main, "judging", self._judge, node)

    async def _judge(self, node: NodeId) -> None:
        main = self._main
        own, pinned = main.state.exchanges.get(node), main.state.pinned
        exchange = pinned if pinned is not None and pinned.request == node else own
        if exchange is None or not _can_be_judged(exchange):
            return
        try:
            judged = await self._dispatch.judge_again(main.bench.order(node), exchange)
        except WorkbenchError as error:
            main.complain(error)
            return
        if not main.query(RequestPane):
            return  # the screen is being left
        if main.state.pinned is exchange:
            main.state = main.state.pinning(judged)
        elif main.state.exchanges.get(node) is exchange:  # no other has come meanwhile
            main.state = main.state.moving_on(judged)
        main.bench.show_response()


def _judged_by(spec: RequestSpec) -> object:
    return spec.checks.expect, spec.captures, spec.baseline


def _can_be_judged(exchange: Exchange) -> bool:
    is_cut = isinstance(exchange.body, KeptBytes) and exchange.body.is_cut
    return exchange.phase == "done" and bool(exchange.hops) and not is_cut

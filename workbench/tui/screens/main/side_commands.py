"""The commands that open a screen beside the main one."""

from typing import TYPE_CHECKING

from workbench.engine.order import Order
from workbench.model import RequestSpec
from workbench.tui.overrides import Overrides

from .carrying import asks

if TYPE_CHECKING:
    from .screen import MainScreen


class SideCommands:
    """Variables and what says them, for one screen."""

    def __init__(self, main: "MainScreen", overrides: Overrides) -> None:
        self._main = main
        self._overrides = overrides

    @asks
    async def variables(self) -> None:
        """Show what every name in the opened request comes to."""
        from workbench.tui.screens.variables import VariablesScreen

        main = self._main
        await main.app.push_screen_wait(VariablesScreen(self._order(), self._overrides, main.root))
        main.show()

    def _order(self) -> Order:
        """Return the opened request, or one that says nothing at the top of the collection."""
        main = self._main
        if main.state.spec is not None:
            return main.order(main.state.opened)
        return Order(main.state.collection, RequestSpec(), "", main.state.environment, main.given)

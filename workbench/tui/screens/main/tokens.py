"""The OAuth 2 token of the opened request: shown, refreshed, got anew, forgotten."""

from typing import TYPE_CHECKING

from workbench.engine.order import Order
from workbench.engine.prepare import Prepared
from workbench.engine.sources import Untrusted
from workbench.errors import WorkbenchError
from workbench.model import OAuth2Auth
from workbench.tui.dispatch import Dispatch
from workbench.tui.latest import run_latest
from workbench.tui.panes.request import RequestPane
from workbench.tui.panes.request.token_view import Wish

if TYPE_CHECKING:
    from workbench.engine.tokens import KnownToken

    from .screen import MainScreen

TOLD = {"new": "there is a new token", "refresh": "the token was refreshed", "clear": "forgotten"}


class Tokens:
    """Keeps what the auth tab shows of a token in line with what the session has."""

    def __init__(self, main: "MainScreen", dispatch: Dispatch) -> None:
        self._main, self._dispatch = main, dispatch
        self._order: Order | None = None

    def prepared(self, request: Prepared, order: Order) -> None:
        """The opened request has these credentials: show their token."""
        self._order = order if isinstance(request.request.auth, OAuth2Auth) else None
        if self._order is not None:
            self.look()

    def look(self) -> None:
        """Show the token that there is by now."""
        if self._order is not None:
            run_latest(self._main, "token", self._look, self._order)

    async def _look(self, order: Order) -> None:
        try:
            token = await self._dispatch.token(order)
        except WorkbenchError:
            token = None  # why it cannot be found out is told where the request is
        self._show(order, token)

    async def want(self, what: Wish) -> None:
        """Do something with the token, and say what came of it."""
        order, main = self._order, self._main
        if order is None:
            return
        try:
            token = await self._dispatch.change_token(order, what)
        except Untrusted as error:
            if await main.bench.sends.trusts(error, order):
                await self.want(what)
            return
        main.tell(TOLD[what])
        self._show(order, token)

    def _show(self, order: Order, token: "KnownToken | None") -> None:
        if order is self._order:
            for pane in self._main.query(RequestPane):  # none while the screen is left
                pane.show_token(token)

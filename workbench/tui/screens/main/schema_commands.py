"""The schema of a GraphQL server: fetched by a key, kept, and shown to the query's editor."""

import asyncio
from typing import TYPE_CHECKING

from workbench.engine.address import without_password
from workbench.engine.introspecting import introspection_of, told_by
from workbench.engine.order import Order
from workbench.engine.prepare import Prepared, prepare
from workbench.engine.protection import changes_of
from workbench.engine.sources import Untrusted
from workbench.errors import WorkbenchError
from workbench.graphql import read_schema
from workbench.model import GraphQLBody
from workbench.store.graphql_schemas import GraphQLSchemas, KeptSchema
from workbench.tui.dispatch import Dispatch
from workbench.tui.latest import run_latest
from workbench.tui.panes.request import RequestPane
from workbench.tui.panes.request.graphql_area import KnownSchema
from workbench.tui.screens.protection import about_to_change

from .carrying import asks

if TYPE_CHECKING:
    from .screen import MainScreen


class SchemaCommands:
    """What is known of the server that the opened request's query goes to, for one screen."""

    def __init__(self, main: "MainScreen", dispatch: Dispatch) -> None:
        self._main, self._dispatch = main, dispatch
        self._schemas = GraphQLSchemas(main.root)
        self._url = ""  # of the schema that is shown

    def prepared(self, request: Prepared, order: Order) -> None:
        """The opened request goes to some URL: show what is kept of that."""
        is_graphql = isinstance(order.spec.body, GraphQLBody)
        url = _key(request) if is_graphql and not request.problems else ""
        if url != self._url:
            self._url = url
            run_latest(self._main, "schema", self._recall, url)

    async def _recall(self, url: str) -> None:
        known = None
        if url:
            known = await asyncio.to_thread(lambda: _known(self._schemas.load(url)))
        self._show(url, known)

    def _show(self, url: str, known: KnownSchema | None) -> None:
        if url == self._url:
            for pane in self._main.query(RequestPane):  # none while the screen is left
                pane.show_schema(known)

    @asks
    async def fetch_schema(self) -> None:
        """Ask the server for its schema; asks the user first where a request would."""
        main = self._main
        order = introspection_of(main.bench.order(main.state.opened))
        values = self._dispatch.session.values(order.environment)
        prepared = prepare(order, values)
        if prepared.problems:
            raise WorkbenchError(*prepared.problems)
        changes = changes_of(order, values)
        if changes and not await main.app.push_screen_wait(about_to_change(order, changes)):
            return
        main.tell("asking the server for its schema …")
        await self._fetch(order, _key(prepared))

    async def _fetch(self, order: Order, url: str) -> None:
        main = self._main
        try:
            exchange = await self._dispatch.aside(order)
        except Untrusted as error:
            if await main.bench.sends.trusts(error, order):
                await self._fetch(order, url)
            return

        def keep() -> KnownSchema | None:
            return _known(self._schemas.save(url, told_by(exchange)))

        known = await asyncio.to_thread(keep)
        if known is not None:
            main.tell(f"the schema has {len(known.schema.types):,} types")
        self._show(url, known)


def _key(prepared: Prepared) -> str:
    """Return what a schema is filed under: the URL without its query and without a password."""
    return without_password(prepared.request.url).partition("?")[0]


def _known(kept: KeptSchema | None) -> KnownSchema | None:
    return None if kept is None else KnownSchema(read_schema(kept.data), kept.fetched)

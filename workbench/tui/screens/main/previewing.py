"""The line below the URL: what will be sent to where, or what is in the way."""

import asyncio
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.content import Content

from workbench.engine.order import Order
from workbench.engine.prepare import Prepared, prepare
from workbench.engine.redact import redactor_of
from workbench.engine.secret_places import SecretPlace, secret_places
from workbench.model import BodySpec, GraphQLBody, RequestSpec, TextBody
from workbench.tui.beside import Beside
from workbench.tui.dispatch import Dispatch
from workbench.tui.latest import run_latest
from workbench.tui.panes.request import RequestPane
from workbench.tui.panes.request.bar import RequestBar
from workbench.tui.widgets.safe import line_content

if TYPE_CHECKING:
    from .screen import MainScreen

# Of a body; more take too long to fill in between two keys.
LARGE, MANY = 20_000, 50  # characters, templates
TEMPLATE = re.compile(r"\\*\{\{[^\n]*?\}\}")
PAUSE = 0.2  # seconds without typing until they are


class Preview:
    """Fills the opened request in, as far as it is known, whenever it changes.

    What it comes to is told by `prepared`.
    """

    def __init__(
        self,
        main: "MainScreen",
        dispatch: Dispatch,
        *prepared: Callable[[Prepared, Order], None],
    ) -> None:
        self._main, self._dispatch, self._told = main, dispatch, prepared
        self._beside = Beside()

    def show(self) -> None:
        """Show the opened request as it would be sent: at once, or soon if it is large."""
        order = self._main.bench.order(self._main.state.opened)
        if takes_long(order.spec):
            run_latest(self._main, "preview", self._show_soon, order)
        else:
            self._main.workers.cancel_group(self._main, "preview")
            self._draw(self._prepared(order), self._places(order), order)

    async def _show_soon(self, order: Order) -> None:
        await asyncio.sleep(PAUSE)
        places = await self._beside.do(lambda: self._places(order))
        prepared = await self._beside.do(lambda: self._prepared(sketched(order)))
        if self._main.query(RequestBar):  # else the screen is being left
            self._draw(prepared, places, order)

    def _places(self, order: Order) -> tuple[SecretPlace, ...]:
        return secret_places(order.spec, self._main.bench.met.texts)

    def _prepared(self, order: Order) -> Prepared:
        return prepare(order, self._dispatch.session.values(order.environment))

    def _draw(self, prepared: Prepared, places: Sequence[SecretPlace], order: Order) -> None:
        self._main.query_one(RequestPane).warn(places)
        for tell in self._told:
            tell(prepared, order)
        self._main.query_one(RequestBar).preview(_words(prepared))


def sketched(order: Order) -> Order:
    """Return a request whose body has each template of a large text once, and nothing else.

    What is wrong with one is wrong with all, and thousands take seconds to be filled in.
    """
    text = "\n".join(_texts(order.spec.body))
    templates = "\n".join(dict.fromkeys(TEMPLATE.findall(text)))
    return replace(order, spec=replace(order.spec, body=TextBody("text", templates)))


def _words(prepared: Prepared) -> Content:
    if prepared.problems:
        return line_content(f"! {prepared.problems[0].what}", "$warning")
    redactor = redactor_of(prepared.request.secrets)
    text = line_content(f"→ {redactor.text(prepared.request.url)}")
    if prepared.request.options.verify is False:
        return line_content("⚠ certificate not checked  ", "$warning bold") + text
    return text


def takes_long(spec: RequestSpec) -> bool:
    """Tell whether a request should be filled in elsewhere than on the interface's loop."""
    return any(len(text) > LARGE or text.count("{{") > MANY for text in _texts(spec.body))


def _texts(body: BodySpec) -> tuple[str, ...]:
    match body:
        case TextBody(_, text):
            return (text,)
        case GraphQLBody(query, variables):
            return query, variables
        case _:
            return ()

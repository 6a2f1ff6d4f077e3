"""Collections made of code, and sessions that send their requests."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from workbench.engine.order import Order
from workbench.engine.session import Session
from workbench.model import (
    Collection,
    Environment,
    Exchange,
    Folder,
    Node,
    RequestSpec,
    SavedRequest,
    Variable,
)
from workbench.templating import variables_of

T = TypeVar("T")


def shop(*environments: Environment, **requests: RequestSpec) -> Collection:
    """Return a collection with these requests at its root."""
    nodes: tuple[Node, ...] = tuple(SavedRequest(name, spec) for name, spec in requests.items())
    named = {environment.name: environment for environment in environments}
    return Collection(Folder("", "Shop", children=nodes), named)


def ordered(
    collection: Collection, request: str, environment: str | None = None, **given: Any
) -> Order:
    """Return the order for a request of a collection."""
    found = collection.find(request)
    assert isinstance(found, SavedRequest)
    return Order(collection, found.spec, request, environment, variables_of(given))


def in_session(story: Callable[[Session], Awaitable[T]], **kinds: Any) -> T:
    """Return what a story with a session comes to."""

    async def main() -> T:
        session = Session(**kinds)
        try:
            return await story(session)
        finally:
            await session.aclose()

    return asyncio.run(main())


async def play(session: Session, order: Order) -> Exchange:
    """Send an order that nobody watches."""
    return await session.send(order, lambda _: None)


def at(url: str) -> Variable:
    """Return the variable that requests begin with."""
    return Variable("base_url", url)

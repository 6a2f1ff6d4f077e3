"""What a sync client does apart, and that it is the async client's twin otherwise."""

import asyncio
import inspect

import pytest

from tests.server.loopback import Loopback
from workbench.client import AsyncClient, Client

from .twins import as_sync, differences

pytestmark = pytest.mark.anyio

# What only one of the two does: a loop to look out for, a type to narrow, a backend, a lifespan.
APART = (
    "refuse_in_event_loop()",
    "assert isinstance(response, AsyncResponse)",
    "await events.open()",
    "backend: Backend | None = None,",
    "backend=backend,",
    'app: "ASGIApp | None" = None,',
    "from .asgi import ASGITransport",
    "self._transport = ASGITransport(app, lifespan=True)",
    'app: "WSGIApp | None" = None,',
    "from .wsgi import WSGITransport",
    "self._transport = WSGITransport(app)",
)


def test_a_sync_call_inside_an_event_loop_names_the_async_client() -> None:
    async def mistaken() -> None:
        with Client() as client:
            client.get("http://127.0.0.1:1/")

    with pytest.raises(RuntimeError, match="use AsyncClient"):
        asyncio.run(mistaken())


def test_the_stream_block_of_a_sync_client_closes_its_response(server: Loopback) -> None:
    with Client() as client:
        with client.stream("GET", server / "bytes/1000000") as response:
            assert next(response.iter_bytes())
        assert response.is_closed


def test_both_clients_have_the_same_surface() -> None:
    def surface(cls: type) -> dict[str, list[str]]:
        return {
            {"aclose": "close"}.get(name, name): list(inspect.signature(method).parameters)
            for name, method in inspect.getmembers(cls, inspect.isfunction)
            if not name.startswith("_")
        }

    assert surface(Client) == surface(AsyncClient)
    known = set(inspect.signature(AsyncClient).parameters)
    assert known - set(inspect.signature(Client).parameters) == {"backend"}


def test_the_clients_define_the_same_methods() -> None:
    ours = {as_sync(name) for name, each in vars(AsyncClient).items() if inspect.isfunction(each)}

    assert ours == {name for name, each in vars(Client).items() if inspect.isfunction(each)}


@pytest.mark.parametrize(
    "name", [name for name, each in vars(AsyncClient).items() if inspect.isfunction(each)]
)
def test_the_clients_differ_in_async_and_await_alone(name: str) -> None:
    method, twin = getattr(AsyncClient, name), getattr(Client, as_sync(name))

    source, other = differences(method, twin, APART)

    assert source == other

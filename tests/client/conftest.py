"""One test body, three clients: sync, asyncio and trio."""

from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from typing import Any, Literal

import anyio.to_thread
import pytest

from tests.server.loopback import Loopback
from tests.server.scripted import Script, Scripted
from workbench.client import AsyncClient, Client, Request, Response

Kind = Literal["sync", "asyncio", "trio"]


def pool_of(client: Client | AsyncClient) -> Any:
    """Return the pool behind a client."""
    transport: Any = client._transport
    return transport._pool


class Caller:
    """A client of any kind, called as if it were async; the sync one runs in a thread."""

    def __init__(self, kind: Kind, settings: dict[str, Any]) -> None:
        self.kind = kind
        self.client: Client | AsyncClient
        self.client = Client(**settings) if kind == "sync" else AsyncClient(**settings)

    async def call(self, name: str, *given: Any, **options: Any) -> Response:
        """Call a method of the client by its name."""
        method = partial(getattr(self.client, name), *given, **options)
        if self.kind == "sync":
            response: Response = await anyio.to_thread.run_sync(method, abandon_on_cancel=False)
        else:
            response = await method()
        return response

    async def request(self, method: str, url: str, **options: Any) -> Response:
        """Send a request."""
        return await self.call("request", method, url, **options)

    async def get(self, url: str, **options: Any) -> Response:
        """Send a GET request."""
        return await self.call("get", url, **options)

    async def post(self, url: str, **options: Any) -> Response:
        """Send a POST request."""
        return await self.call("post", url, **options)

    async def send(self, request: Request, **options: Any) -> Response:
        """Send a request that was built before."""
        return await self.call("send", request, **options)

    async def read(self, response: Response) -> bytes:
        """Read a streamed response."""
        if self.kind == "sync":
            return await anyio.to_thread.run_sync(response.read)
        return await response.aread()

    async def pieces(self, response: Response, way: str = "bytes", *given: Any) -> list[Any]:
        """Return all pieces that `iter_…` or `aiter_…` yields."""
        if self.kind == "sync":
            iterate = partial(getattr(response, f"iter_{way}"), *given)
            return await anyio.to_thread.run_sync(lambda: list(iterate()))
        return [piece async for piece in getattr(response, f"aiter_{way}")(*given)]

    async def close(self, response: Response) -> None:
        """Close a response."""
        if self.kind == "sync":
            response.close()
        else:
            await response.aclose()

    async def aclose(self) -> None:
        """Close the client."""
        if isinstance(self.client, AsyncClient):
            await self.client.aclose()
        else:
            self.client.close()

    @property
    def pool(self) -> Any:
        """The pool behind the client."""
        return pool_of(self.client)


OpenClient = Callable[..., Caller]


@pytest.fixture(params=["sync", "asyncio", "trio"])
def kind(request: pytest.FixtureRequest) -> Kind:
    """The kind of client under test."""
    found: Kind = request.param
    return found


@pytest.fixture
def anyio_backend(request: pytest.FixtureRequest) -> str:
    """The library to run a test on; the sync client's tests wait on asyncio for its thread."""
    if "kind" not in request.fixturenames:
        return "asyncio"
    found: Kind = request.getfixturevalue("kind")
    return "asyncio" if found == "sync" else found


@pytest.fixture
async def open_client(kind: Kind, anyio_backend: str) -> AsyncIterator[OpenClient]:
    """Return a function that opens a client; all are closed at the end of the test."""
    opened: list[Caller] = []

    def open_one(**settings: Any) -> Caller:
        opened.append(Caller(kind, settings))
        return opened[-1]

    yield open_one
    for caller in opened:
        await caller.aclose()


@pytest.fixture
async def client(open_client: OpenClient) -> Caller:
    """A client with default settings."""
    return open_client()


@pytest.fixture
def server() -> Iterator[Loopback]:
    """A well-behaved server."""
    with Loopback() as running:
        yield running


@pytest.fixture
def scripted() -> Iterator[Callable[[Script], Scripted]]:
    """Return a function that starts a scripted server."""
    running: list[Scripted] = []

    def start(script: Script) -> Scripted:
        running.append(Scripted(script).__enter__())
        return running[-1]

    yield start
    for server in running:
        server.__exit__(None, None, None)

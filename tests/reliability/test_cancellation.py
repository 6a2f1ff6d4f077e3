"""Cancellation at every single await of a request, interruption at every call to the network.

Whatever is cut short where, the requests beside it and after it go through, the pool's
books balance, and no descriptor stays open.
"""

import asyncio
import ssl
import threading
from collections.abc import Awaitable, Callable, Generator, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import anyio
import anyio.lowlevel
import pytest
import trustme
import websockets.sync.server

from tests.client.conftest import pool_of
from tests.server.http2 import Hypercorn
from tests.server.loopback import Loopback
from tests.server.proxies import ProxyServer, SocksServer
from workbench.client import AsyncClient, Client, Limits
from workbench.client.network.sync import SocketNetwork, SocketStream

from .descriptors import back_to, descriptors, wait_for

pytestmark = pytest.mark.anyio
MOST_STEPS = 300


class Stepped:
    """An awaitable that has something happen at the n-th point where it waits, or from there on."""

    def __init__(
        self, inner: Awaitable[Any], at: int, happen: Callable[[], object], again: bool = False
    ) -> None:
        self._inner = inner
        self._at = at
        self._again = again
        self._happen = happen
        self.steps = 0

    def __await__(self) -> Generator[Any, Any, Any]:
        steps = self._inner.__await__()
        reply: Any = None
        failure: BaseException | None = None
        while True:
            try:
                trap = steps.send(reply) if failure is None else steps.throw(failure)
            except StopIteration as end:
                return end.value
            self.steps += 1
            if self.steps == self._at or (self._again and self.steps > self._at):
                self._happen()
            failure = None
            try:
                reply = yield trap
            except BaseException as error:  # noqa: BLE001 -- handed to whom it is meant for
                failure = error


@dataclass
class World:
    """The servers that are up."""

    plain: str
    secure: str
    http2: str
    proxy: str
    socks: str
    websocket: str
    trusted: ssl.SSLContext


def echo(connection: websockets.sync.server.ServerConnection) -> None:
    for message in connection:
        connection.send(message)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    authority = trustme.CA()
    issued = authority.issue_cert("127.0.0.1", "localhost")
    path: Path = tmp_path_factory.mktemp("server") / "server.pem"
    issued.private_key_and_cert_chain_pem.write_to_path(str(path))
    serving, trusted = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context()
    issued.configure_cert(serving)
    authority.configure_trust(trusted)
    with ExitStack() as stack:
        enter = stack.enter_context
        talking = enter(websockets.sync.server.serve(echo, "127.0.0.1", 0))
        thread = threading.Thread(target=talking.serve_forever)
        thread.start()
        stack.callback(thread.join)
        stack.callback(talking.shutdown)
        yield World(
            plain=enter(Loopback()).url.replace("127.0.0.1", "localhost"),
            secure=enter(Loopback(serving)).url,
            http2=enter(Hypercorn(str(path))).url,
            proxy=enter(ProxyServer()).url,
            socks=enter(SocksServer()).url,
            websocket=f"ws://127.0.0.1:{talking.socket.getsockname()[1]}/",
            trusted=trusted,
        )


async def body() -> Any:
    for _ in range(3):
        yield b"x" * 20_000
        await anyio.lowlevel.checkpoint()


async def plain(client: AsyncClient, url: str) -> None:
    async with client.stream("GET", f"{url}/chunks/5") as response:
        await response.aread()
    await client.post(f"{url}/echo", content=body())
    await client.get(f"{url}/redirect/1", follow_redirects=True)


async def transfers(client: AsyncClient, url: str) -> None:
    await client.post(f"{url}/echo", content=body())
    async with client.stream("GET", f"{url}/bytes/300000") as response:
        async for _ in response.aiter_raw():
            break
    await client.get(f"{url}/bytes/300000")


async def conversation(client: AsyncClient, url: str) -> None:
    async with client.websocket(url, close_timeout=2) as socket:
        await socket.send_text("hello")
        await socket.receive()
        await socket.ping()
        await socket.send_bytes(bytes(100_000))
        await socket.receive()


@dataclass
class Case:
    """What to do where, by which client, and what another does meanwhile."""

    act: Callable[[AsyncClient, str], Awaitable[None]]
    place: str
    options: Callable[[World], dict[str, Any]] = field(default=lambda world: {})
    beside: str = "plain"


CASES = {
    "http/1.1": Case(plain, "plain"),
    "tls": Case(plain, "secure", beside="secure"),
    "http/2": Case(transfers, "http2", lambda world: {"http2": True}, "http2"),
    "a tunnel": Case(plain, "secure", lambda world: {"proxy": world.proxy}, "secure"),
    "http/2 in a tunnel": Case(
        transfers, "http2", lambda world: {"proxy": world.proxy, "http2": True}, "http2"
    ),
    "socks": Case(plain, "plain", lambda world: {"proxy": world.socks}),
    "a websocket": Case(conversation, "websocket"),
}
WAYS = {"scope": "asyncio", "task": "asyncio", "task, again": "asyncio", "trio": "trio"}


@pytest.fixture
def anyio_backend(way: str) -> str:
    return WAYS[way]


async def cancelled_at(step: int, way: str, action: Awaitable[None]) -> bool:
    """Run an action and cancel it at a step; tell whether it got that far."""
    if way.startswith("task"):

        async def run() -> None:
            await Stepped(action, step, task.cancel, again=way.endswith("again"))

        task = asyncio.ensure_future(run())
        await asyncio.wait([task])
        if not task.cancelled():
            task.result()
        return task.cancelled()
    with anyio.CancelScope() as scope:
        await Stepped(action, step, scope.cancel)
    return scope.cancelled_caught


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", CASES)
async def test_a_request_may_be_cancelled_at_every_await(
    world: World, anyio_backend: str, way: str, name: str
) -> None:
    case = CASES[name]
    url, beside = getattr(world, case.place), f"{getattr(world, case.beside)}/bytes/50000"
    options = {"verify": world.trusted, "limits": Limits(max_connections=1), "timeout": 60}
    before = descriptors()
    cancelled = step = 0
    while step < MOST_STEPS:
        step += 1
        async with AsyncClient(**options, **case.options(world)) as client:  # type: ignore[arg-type]

            async def neighbour(client: AsyncClient = client) -> None:
                for _ in range(2):
                    assert len((await client.get(beside)).content) == 50_000

            async with anyio.create_task_group() as group:
                group.start_soon(neighbour)
                got_there = await cancelled_at(step, way, case.act(client, url))
            pool = pool_of(client)
            assert (await client.get(beside)).status_code == 200
            assert (pool.waiting, pool.open, pool.idle) == (0, 1, 1)
        if not got_there:
            break
        cancelled += 1
    assert 5 < cancelled < MOST_STEPS
    await back_to(before)


# ---- threads: Ctrl+C in the middle of anything


def transferring(client: Client, url: str) -> None:
    client.post(f"{url}/echo", content=iter([b"x" * 20_000] * 3))
    with client.stream("GET", f"{url}/bytes/300000") as response:
        next(response.iter_raw())
    client.get(f"{url}/bytes/300000")


class Interruptions:
    """Calls to the network, the n-th of which is interrupted as Ctrl+C does it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.left = 0
        for kind, names in {
            SocketNetwork: ("resolve", "connect_any"),
            SocketStream: ("start_tls", "read", "write"),
        }.items():
            for name in names:
                monkeypatch.setattr(kind, name, self.counting(getattr(kind, name)))

    def counting(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any, **options: Any) -> Any:
            self.left -= 1
            if self.left == 0:
                raise KeyboardInterrupt
            return call(*given, **options)

        return counted


@pytest.mark.parametrize("name", ["http/1.1", "tls", "http/2", "a tunnel", "socks"])
def test_a_request_may_be_interrupted_at_every_call_to_the_network(
    world: World, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = CASES[name]
    url, before = getattr(world, case.place), descriptors()
    options = {"verify": world.trusted, "limits": Limits(max_connections=1), "timeout": 60}
    interruptions = Interruptions(monkeypatch)
    step = 0
    while step < MOST_STEPS:
        step += 1
        with Client(**options, **case.options(world)) as client:  # type: ignore[arg-type]
            interruptions.left = step
            try:
                transferring(client, url)
            except KeyboardInterrupt:
                pass
            else:
                break
            assert client.get(f"{url}/bytes/5").content == b"xxxxx"
            pool = pool_of(client)
            assert (pool.waiting, pool.open, pool.idle) == (0, 1, 1)
    assert 5 < step < MOST_STEPS
    wait_for(before)

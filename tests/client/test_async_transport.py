"""What is kept, closed and sent again over real sockets: the same on sync, asyncio and trio."""

import os
import random
import threading
import time
from collections.abc import Callable
from typing import Any

import anyio
import pytest

from tests.server.loopback import Loopback
from tests.server.scripted import Peer, Script, Scripted, answering
from workbench.client import (
    AsyncClient,
    Limits,
    LocalProtocolError,
    PoolTimeout,
    ReadError,
    ReadTimeout,
    RemoteProtocolError,
    Timeout,
    TotalTimeout,
    WriteTimeout,
)

from .conftest import Caller, Kind, OpenClient, pool_of

pytestmark = pytest.mark.anyio
Start = Callable[[Script], Scripted]
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


async def until(condition: Callable[[], Any]) -> None:
    """Wait for what another thread or the system brings about without telling us."""
    with anyio.fail_after(5):
        while not condition():  # noqa: ASYNC110 -- there is no event to wait for
            await anyio.sleep(0.001)


@pytest.mark.parametrize(
    "options",
    [
        {"method": "GET\r\nX: y"},
        {"headers": {"A": "b\r\nC: d"}},
        {"headers": {"A\r\nB": "c"}},
        {"headers": {"A": "\x00"}},
        {"method": "GÉT"},
    ],
    ids=["method", "value", "name", "NUL", "not ASCII"],
)
async def test_what_would_inject_is_refused_before_a_socket_opens(
    client: Caller, scripted: Start, options: dict[str, Any]
) -> None:
    server = scripted(answering(OK))

    with pytest.raises(LocalProtocolError) as caught:
        await client.request(**{"method": "GET", "url": server.url, **options})
    assert caught.value.request.url == server.url
    assert server.connections == 0


def closing_after_the_first(peer: Peer) -> None:
    """Answer a connection's first request; hang up when the second arrives."""
    peer.read_head()
    peer.send(OK)
    if peer.number == 0:
        peer.read_head()
    else:
        peer.wait_for_close()


async def test_a_get_is_sent_again_when_its_kept_connection_dies(
    client: Caller, scripted: Start
) -> None:
    server = scripted(closing_after_the_first)
    await client.get(server.url)

    assert (await client.get(server.url)).text == "ok"
    assert (server.connections, len(server.heads)) == (2, 3)


async def test_a_post_is_never_sent_again(client: Caller, scripted: Start) -> None:
    server = scripted(closing_after_the_first)
    await client.get(server.url)

    with pytest.raises(RemoteProtocolError, match="may have been processed"):
        await client.post(server.url, content=b"x")
    assert (server.connections, len(server.heads)) == (1, 2)


async def test_a_get_on_a_new_connection_is_sent_once(client: Caller, scripted: Start) -> None:
    server = scripted(answering(b"", close=True))

    with pytest.raises(RemoteProtocolError, match="without a response"):
        await client.get(server.url)
    assert len(server.heads) == 1


async def test_a_connection_that_died_while_idle_is_not_used(
    client: Caller, scripted: Start
) -> None:
    server = scripted(answering(OK, close=True))
    await client.get(server.url)
    idle = next(iter(client.pool._idle))
    await until(lambda: not idle.is_usable())

    assert (await client.post(server.url)).text == "ok"
    assert server.connections == 2


async def test_bytes_that_come_between_two_requests_answer_neither(
    client: Caller, scripted: Start
) -> None:
    asked, planted = threading.Event(), threading.Event()

    def script(peer: Peer) -> None:
        peer.read_head()
        if peer.number == 0:
            peer.send(OK)
            asked.wait(5)
            peer.send(OK.replace(b"ok", b"NO"))
            planted.set()
        else:
            peer.send(OK)
        peer.wait_for_close()

    server = scripted(script)
    await client.get(server.url)
    asked.set()
    planted.wait(5)  # blocks the loop, which so cannot have seen the bytes by itself

    assert (await client.get(server.url)).text == "ok"
    assert server.connections == 2


async def test_after_a_retry_kept_connections_are_used_again(
    open_client: OpenClient, scripted: Start
) -> None:
    def script(peer: Peer) -> None:
        peer.read_head()
        peer.send(OK)
        peer.read_head()
        if peer.number:
            peer.send(OK)
            peer.read_head()
            peer.send(b"HTTP/1.1 302 Found\r\nLocation: /next\r\nContent-Length: 0\r\n\r\n")
            peer.read_head()
            peer.send(OK)
            peer.wait_for_close()

    server = scripted(script)
    client = open_client(follow_redirects=True)
    for _ in range(4):
        assert (await client.get(server.url)).text == "ok"

    assert server.connections == 2


async def test_a_reset_in_mid_body_is_a_read_error(client: Caller, scripted: Start) -> None:
    def script(peer: Peer) -> None:
        peer.read_head()
        peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
        started.wait(5)
        peer.reset()

    started = threading.Event()
    response = await client.get(scripted(script).url, stream=True)
    started.set()

    with pytest.raises(ReadError):
        await client.read(response)
    assert client.pool.open == 0


async def test_a_peer_that_answers_and_stops_listening_is_heard(
    client: Caller, scripted: Start
) -> None:
    def script(peer: Peer) -> None:
        peer.read_head()
        peer.send(b"HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno")

    response = await client.post(scripted(script).url, content=b"x" * 100_000)

    assert (response.status_code, response.text) == (413, "no")


async def test_a_silent_peer_is_a_read_timeout(open_client: OpenClient, scripted: Start) -> None:
    client = open_client(timeout=Timeout(5, read=0.1))

    with pytest.raises(ReadTimeout, match=r"nothing received for 0\.1 s"):
        await client.get(scripted(lambda peer: peer.wait_for_close()).url)
    assert client.pool.open == 0


async def test_a_peer_that_takes_nothing_is_a_write_timeout(
    open_client: OpenClient, scripted: Start
) -> None:
    done = threading.Event()
    client = open_client(timeout=Timeout(5, write=0.1))

    def script(peer: Peer) -> None:
        done.wait(10)

    server = scripted(script)

    with pytest.raises(WriteTimeout, match="nothing could be sent"):
        await client.post(server.url, content=b"x" * 50_000_000)
    done.set()


async def test_a_full_pool_is_a_pool_timeout(open_client: OpenClient, server: Loopback) -> None:
    client = open_client(timeout=Timeout(5, pool=0.1), limits=Limits(max_connections=1))
    first = await client.get(server / "bytes/1000000", stream=True)

    with pytest.raises(PoolTimeout, match="no connection became free"):
        await client.get(server / "json")
    await client.close(first)
    response = await client.get(server / "json")
    assert response.status_code == 200


async def test_a_slow_head_ends_with_the_total(open_client: OpenClient, scripted: Start) -> None:
    def script(peer: Peer) -> None:
        for byte in b"HTTP/1.1 200 OK\r\nX: " + b"x" * 1000:
            if not peer.send(bytes([byte])) or peer.closed_by_client(0.05):
                return

    client = open_client(timeout=Timeout(5, total=0.3))
    started = time.perf_counter()

    with pytest.raises(TotalTimeout):
        await client.get(scripted(script).url)
    assert 0.3 <= time.perf_counter() - started < 20


async def test_the_queue_counts_as_time_waited(
    open_client: OpenClient, server: Loopback, kind: Kind
) -> None:
    client = open_client(limits=Limits(max_connections=1))
    waits: list[float | None] = []

    async def one() -> None:
        waits.append((await client.get(server / "held")).timings.queue)

    async with anyio.create_task_group() as group:
        group.start_soon(one)
        group.start_soon(one)
        await anyio.to_thread.run_sync(server.holding.acquire)
        await until(lambda: client.pool.waiting)
        server.let_go.set()

    assert sorted(wait is None for wait in waits) == [False, True]


async def test_more_requests_than_connections_all_get_their_turn(
    open_client: OpenClient, server: Loopback
) -> None:
    client = open_client(limits=Limits(max_connections=5))
    done: list[str] = []

    async def one(number: int) -> None:
        response = await client.get(server / f"echo/{number}")
        done.append(response.json()["target"])

    async with anyio.create_task_group() as group:
        for number in range(60):
            group.start_soon(one, number)

    assert sorted(done) == sorted(f"/echo/{number}" for number in range(60))
    assert len({seen.peer for seen in server.requests}) <= 5
    assert client.pool.open == client.pool.idle == 5


def descriptors() -> int:
    """Return how many file descriptors this process has open."""
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208 -- counts, and paths do not matter


@pytest.mark.parametrize("kind", ["asyncio", "trio"])
@pytest.mark.parametrize("seed", range(3))
async def test_cancelling_at_any_moment_leaks_nothing(
    kind: Kind, anyio_backend: str, server: Loopback, seed: int
) -> None:
    chance = random.Random(seed)
    limits = Limits(max_connections=4)
    outcomes: dict[str, int] = {}

    async with AsyncClient(limits=limits, follow_redirects=True) as client:
        await client.get(server / "json")

        async def user() -> None:
            for _ in range(15):
                path = chance.choice(["json", "bytes/300000", "redirect/2", "chunks/20"])
                patience = chance.choice([0.0, 0.0005, 0.001, 0.002, 0.004, 5])
                with anyio.move_on_after(patience) as scope:
                    response = await client.get(server / path, stream=True)
                    if chance.random() < 0.2:
                        await response.aclose()
                    else:
                        await response.aread()
                key = "cancelled" if scope.cancelled_caught else "done"
                outcomes[key] = outcomes.get(key, 0) + 1

        async with anyio.create_task_group() as group:
            for _ in range(12):
                group.start_soon(user)

        pool: Any = pool_of(client)
        assert (await client.get(server / "json")).status_code == 200
        assert (pool.waiting, pool.open) == (0, pool.idle)
    assert min(outcomes["cancelled"], outcomes["done"]) > 10


@pytest.mark.parametrize("kind", ["asyncio", "trio"])
async def test_closing_the_client_closes_every_descriptor(
    kind: Kind, anyio_backend: str, scripted: Start
) -> None:
    served = threading.Semaphore(0)

    def script(peer: Peer) -> None:
        peer.read_head()
        peer.send(OK)
        peer.wait_for_close()
        served.release()

    server = scripted(script)
    async with AsyncClient() as client:
        async with anyio.create_task_group() as group:
            for _ in range(5):
                group.start_soon(client.get, server.url)
        opened = server.connections
        with_them = descriptors()

    for _ in range(opened):
        assert served.acquire(timeout=5)
    assert descriptors() <= with_them - opened

"""Thousands of requests to a server that fails in every way, cancelled at any time.

Each request has a number that its answer must bear: none is ever answered by another's
bytes, and none that is not idempotent reaches the server twice.
"""

import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import anyio
import anyio.to_thread
import pytest

from tests.client.conftest import Kind, pool_of
from tests.server.scripted import Peer, Scripted
from workbench.client import AsyncClient, Client, HTTPError, Limits, Timeout

from .descriptors import back_to, descriptors

pytestmark = pytest.mark.anyio
Start = Callable[..., Scripted]
MOST, KEPT = 8, 5
LIMITS = Limits(max_connections=MOST, max_keepalive_connections=KEPT)
TIMEOUT = Timeout(20, read=0.25)
WELL = ("whole", "chunked", "hinted", "last")
BADLY = ("silent", "dead", "half", "reset", "garbage", "glued", "hangs")


def answer(peer: Peer, way: str, number: bytes) -> bool:
    """Answer a request in some way; tell whether the connection goes on."""
    whole = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(number), number)
    match way:
        case "whole":
            peer.send(whole)
        case "chunked":
            peer.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            peer.send(b"%x\r\n%b\r\n0\r\n\r\n" % (len(number), number))
        case "hinted":
            peer.send(b"HTTP/1.1 103 Early Hints\r\n\r\n" + whole)
        case "last":  # without saying so
            peer.send(whole)
            return False
        case "silent":
            peer.wait_for_close()
        case "half":
            peer.send(whole[:-1])
            return False
        case "reset":
            peer.send(whole[:-1])
            peer.reset()
            return False
        case "garbage":
            peer.send(b"\x00\xff" * 20)
        case "glued":
            peer.send(whole + whole.replace(number, b"EVIL"))
        case "hangs":
            peer.send(whole[:-1])
            peer.half_close()
            peer.wait_for_close()
    return way in {*WELL, "glued"}


class Chaos:
    """The server, what has reached it, and how requests to it have ended."""

    def __init__(self) -> None:
        self.arrived: Counter[bytes] = Counter()
        self.ends: Counter[str] = Counter()
        self._lock = threading.Lock()

    def script(self, peer: Peer) -> None:
        while head := peer.read_head():
            method, target, _ = head.split(b" ", 2)
            way, _, number = target[1:].partition(b"/")
            with self._lock:
                self.arrived[method + b" " + number] += 1
            if not answer(peer, way.decode(), number):
                return

    def judge(self) -> None:
        """Check what has reached the server."""
        for request, times in self.arrived.items():
            assert times <= (1 if request.startswith(b"POST") else 2), request
        assert min(self.ends[end] for end in ("right", "wrong")) > 100, self.ends


def drawn(chance: random.Random) -> tuple[str, str]:
    """Return a method and a way to be answered; most go well, few take time."""
    method = chance.choice(["GET", "POST"])
    if chance.random() < 0.75:
        return method, chance.choice(WELL)
    return method, chance.choice(BADLY[1:]) if chance.random() < 0.95 else BADLY[0]


@pytest.fixture
def numbers() -> Iterator[int]:
    return iter(range(10_000_000, 20_000_000))


@pytest.mark.parametrize("kind", ["asyncio", "trio"])
@pytest.mark.parametrize("seed", [1, 2])
async def test_tasks_get_their_own_answer_or_an_error_whatever_happens(
    kind: Kind, anyio_backend: str, seed: int, scripted: Start, numbers: Iterator[int]
) -> None:
    chance, chaos = random.Random(seed), Chaos()
    server = scripted(chaos.script)
    before = descriptors()
    async with AsyncClient(limits=LIMITS, timeout=TIMEOUT) as client:
        pool: Any = pool_of(client)

        async def one() -> None:
            method, way = drawn(chance)
            number = next(numbers)
            try:
                response = await client.request(method, server / f"{way}/{number}", stream=True)
                if chance.random() < 0.1:
                    await response.aclose()
                else:
                    assert await response.aread() == b"%d" % number
            except HTTPError:
                chaos.ends["wrong"] += 1
            else:
                chaos.ends["right"] += 1

        async def user() -> None:
            for _ in range(25):
                patience = chance.choice([0.0, 0.001, 0.005, 20, 20, 20, 20, 20])
                with anyio.move_on_after(patience) as scope:
                    await one()
                chaos.ends["cut short"] += scope.cancelled_caught
                assert pool.open <= MOST
                assert pool.idle <= KEPT
                assert not (pool.waiting and pool.idle)

        with anyio.fail_after(30):
            async with anyio.create_task_group() as group:
                for _ in range(40):
                    group.start_soon(user)
        assert (pool.waiting, pool.open) == (0, pool.idle)
        assert (await client.get(server / "whole/1")).text == "1"
    chaos.judge()
    assert chaos.ends["cut short"] > 100
    await back_to(before)


async def test_threads_get_their_own_answer_or_an_error_whatever_happens(
    scripted: Start, numbers: Iterator[int]
) -> None:
    chance, chaos = random.Random(4), Chaos()
    failures: list[BaseException] = []
    server = scripted(chaos.script)
    before = descriptors()

    def user() -> None:
        try:
            for _ in range(50):
                method, way = drawn(chance)
                number = next(numbers)
                try:
                    response = client.request(method, server / f"{way}/{number}")
                except HTTPError:
                    chaos.ends["wrong"] += 1
                else:
                    chaos.ends["right"] += 1
                    assert response.content == b"%d" % number
                assert pool.open <= MOST
        except BaseException as error:  # noqa: BLE001 -- shown in the test's own thread
            failures.append(error)

    with Client(limits=LIMITS, timeout=TIMEOUT) as client:
        pool: Any = pool_of(client)
        threads = [threading.Thread(target=user) for _ in range(15)]
        for thread in threads:
            thread.start()
        for thread in threads:
            await anyio.to_thread.run_sync(thread.join, 30)
        assert failures == []
        assert (pool.waiting, pool.open) == (0, pool.idle)
    chaos.judge()
    await back_to(before)


@pytest.mark.parametrize("kind", ["asyncio", "trio"])
@pytest.mark.parametrize("seed", [1, 2])
async def test_turns_come_in_the_order_of_asking_though_some_leave_the_queue(
    kind: Kind, anyio_backend: str, seed: int, scripted: Start
) -> None:
    chance = random.Random(seed)
    go_on = threading.Event()

    def script(peer: Peer) -> None:
        while peer.read_head():
            go_on.wait(10)
            answer(peer, "whole", b"x")

    server = scripted(script)
    async with AsyncClient(limits=Limits(max_connections=1)) as client:
        pool: Any = pool_of(client)
        scopes = [anyio.CancelScope() for _ in range(40)]

        async def one(number: int) -> None:
            with scopes[number]:
                await client.get(server / str(number))

        async with anyio.create_task_group() as group:
            group.start_soon(client.get, server / "first")
            for number in range(len(scopes)):
                await anyio.wait_all_tasks_blocked()
                group.start_soon(one, number)
            await anyio.wait_all_tasks_blocked()
            assert pool.waiting == len(scopes)
            gone = set(chance.sample(range(len(scopes)), 15))
            for number in gone:
                scopes[number].cancel()
            go_on.set()
    asked = [head.split(b" ")[1] for head in server.heads]
    assert asked == [b"/first"] + [b"/%d" % n for n in range(len(scopes)) if n not in gone]
    assert server.connections == 1


async def test_connections_kept_beyond_their_time_are_closed_not_used(
    open_client: Callable[..., Any], scripted: Start
) -> None:
    chaos = Chaos()
    server = scripted(chaos.script)
    client = open_client(limits=Limits(keepalive_expiry=0.0))
    for number in range(1, 4):
        assert (await client.post(server / f"whole/{number}")).text == str(number)
        assert not (await client.post(server / f"whole/1{number}")).timings.reused
    assert server.connections == 6

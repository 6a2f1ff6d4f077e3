"""How fast the client is beside others, as ratios from interleaved rounds. Not a test.

    python -m tests.benchmarks.clients [--rounds 5] [--requests 2000] [--concurrency 1 10 100]

A server in a process of its own answers small JSON over kept connections. Each client runs in
a process of its own, one after the other, round by round, so that what else the machine does
hits all alike. Read the ratios; absolute numbers change with the weather. Libraries that are
not installed are left out.
"""

import argparse
import asyncio
import importlib.util
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

BASELINE = "aiohttp"
REPLY_BODY = json.dumps({"id": 1, "name": "Ada", "tags": ["a", "b"], "note": "x" * 120}).encode()
REPLY = (
    b"HTTP/1.1 200 OK\r\nServer: bench\r\nDate: Sat, 21 Nov 2026 08:00:00 GMT\r\n"
    b"Content-Type: application/json\r\nConnection: keep-alive\r\n"
    b"Content-Length: %d\r\n\r\n%b" % (len(REPLY_BODY), REPLY_BODY)
)


class Answering(asyncio.Protocol):
    """Answer every request head with the same reply, without looking at it."""

    def connection_made(self, transport: Any) -> None:
        """Remember where to answer."""
        self.transport = transport
        self.buffer = b""

    def data_received(self, data: bytes) -> None:
        """Answer each complete head."""
        self.buffer += data
        heads = self.buffer.count(b"\r\n\r\n")
        if heads:
            self.buffer = self.buffer.rpartition(b"\r\n\r\n")[2]
            self.transport.write(REPLY * heads)


async def serve() -> None:
    """Serve until stdin closes; print the port first."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Answering, "127.0.0.1", 0, backlog=2048)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


# ---- the clients: each gets a URL, a number of requests, and how many at once


async def spread(get: Callable[[], Awaitable[None]], requests: int, concurrency: int) -> None:
    """Run `get` many times in some tasks; works on any loop through anyio."""
    import anyio

    left = requests

    async def worker() -> None:
        nonlocal left
        while left > 0:
            left -= 1
            await get()

    async with anyio.create_task_group() as group:
        for _ in range(concurrency):
            group.start_soon(worker)


def thread_spread(get: Callable[[], Any], requests: int, concurrency: int) -> None:
    """Run `get` many times in some threads."""

    def worker() -> None:
        for _ in range(requests // concurrency):
            get()

    threads = [threading.Thread(target=worker) for _ in range(concurrency)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


async def workbench_load(url: str, requests: int, concurrency: int) -> Callable[[], Any]:
    """Load our AsyncClient."""
    from workbench.client import AsyncClient, Limits

    client = AsyncClient(limits=Limits(concurrency, concurrency))

    async def get() -> None:
        response = await client.get(url)
        assert response.content

    await get()

    async def run() -> None:
        await spread(get, requests, concurrency)
        await client.aclose()

    return run


async def aiohttp_load(url: str, requests: int, concurrency: int) -> Callable[[], Any]:
    """Load aiohttp."""
    import aiohttp

    session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=concurrency))

    async def get() -> None:
        async with session.get(url) as response:
            assert await response.read()

    await get()

    async def run() -> None:
        await spread(get, requests, concurrency)
        await session.close()

    return run


async def httpx_load(url: str, requests: int, concurrency: int) -> Callable[[], Any]:
    """Load httpx.AsyncClient."""
    import httpx

    limits = httpx.Limits(max_connections=concurrency, max_keepalive_connections=concurrency)
    client = httpx.AsyncClient(limits=limits, verify=False)

    async def get() -> None:
        response = await client.get(url)
        assert response.content

    await get()

    async def run() -> None:
        await spread(get, requests, concurrency)
        await client.aclose()

    return run


def workbench_sync(url: str, requests: int, concurrency: int) -> Callable[[], None]:
    """Load our Client."""
    from workbench.client import Client, Limits

    client = Client(limits=Limits(concurrency, concurrency))
    client.get(url)
    return lambda: thread_spread(lambda: client.get(url), requests, concurrency)


def httpx_sync(url: str, requests: int, concurrency: int) -> Callable[[], None]:
    """Load httpx.Client."""
    import httpx

    client = httpx.Client(verify=False)
    client.get(url)
    return lambda: thread_spread(lambda: client.get(url), requests, concurrency)


def requests_sync(url: str, requests: int, concurrency: int) -> Callable[[], None]:
    """Load a requests.Session."""
    import requests as library

    session = library.Session()
    session.get(url)
    return lambda: thread_spread(lambda: session.get(url), requests, concurrency)


@dataclass(frozen=True)
class Contender:
    """A client to measure. Slow ones get fewer requests, so that a round stays short."""

    library: str
    load: Callable[[str, int, int], Any]
    world: str = "asyncio"
    share: float = 1.0


CONTENDERS = {
    "aiohttp": Contender("aiohttp", aiohttp_load),
    "workbench": Contender("workbench", workbench_load),
    "workbench on trio": Contender("trio", workbench_load, "trio"),
    "httpx": Contender("httpx", httpx_load, "asyncio", 0.1),
    "workbench, threads": Contender("workbench", workbench_sync, "threads"),
    "requests, threads": Contender("requests", requests_sync, "threads", 0.3),
    "httpx, threads": Contender("httpx", httpx_sync, "threads", 0.2),
}


@dataclass(frozen=True)
class Measured:
    """Requests per second of wall time, and microseconds of CPU per request."""

    rate: float
    cpu: float


def measure(name: str, url: str, requests: int, concurrency: int) -> Measured:
    """Run one client in this process."""
    contender = CONTENDERS[name]
    requests = max(concurrency, int(requests * contender.share))
    moments: list[tuple[float, float]] = []

    def stamp() -> None:
        moments.append((time.perf_counter(), time.process_time()))

    if contender.world == "threads":
        run = contender.load(url, requests, concurrency)
        stamp()
        run()
        stamp()
    else:
        import anyio

        async def measured() -> None:
            run = await contender.load(url, requests, concurrency)
            stamp()
            await run()
            stamp()

        anyio.run(measured, backend=contender.world)
    (wall, cpu), (wall_end, cpu_end) = moments
    return Measured(requests / (wall_end - wall), (cpu_end - cpu) / requests * 1e6)


def measure_apart(name: str, url: str, requests: int, concurrency: int) -> Measured:
    """Run one client in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.clients", "--one", name, "--url", url]
    command += ["--requests", str(requests), "--concurrency", str(concurrency)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    return Measured(**json.loads(done.stdout))


def pin(core: int) -> None:
    """Keep this process on one core, where there is more than one."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) > 1:
        os.sched_setaffinity(0, {cores[core % len(cores)]})


def table(rounds: list[dict[str, Measured]], names: list[str], baseline: str) -> str:
    """Return the medians of the rounds' ratios, one client a line."""
    lines = [f"{'client':<20} {'req/s':>8} {'ratio':>7} {'CPU us':>8} {'CPU ratio':>10}"]
    for name in names:
        got = [each[name] for each in rounds]
        base = [each[baseline] for each in rounds]
        ratio = statistics.median(a.rate / b.rate for a, b in zip(got, base, strict=True))
        cpu = statistics.median(b.cpu / a.cpu for a, b in zip(got, base, strict=True))
        rate, spent = (statistics.median(x) for x in ((g.rate for g in got), (g.cpu for g in got)))
        lines.append(f"{name:<20} {rate:8.0f} {ratio:6.2f}x {spent:8.0f} {cpu:9.2f}x")
    return "\n".join(lines)


def main() -> None:
    """Compare what is installed, or (with --one) measure a single client."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=2000)
    parser.add_argument("--concurrency", type=int, nargs="+", default=[1, 10, 100])
    parser.add_argument("--only", nargs="+", choices=CONTENDERS, default=list(CONTENDERS))
    parser.add_argument("--one", choices=CONTENDERS, help=argparse.SUPPRESS)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--url", default="", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        pin(1)
        asyncio.run(serve())
        return
    if given.one:
        pin(0)
        got = measure(given.one, given.url, given.requests, given.concurrency[0])
        print(json.dumps({"rate": got.rate, "cpu": got.cpu}))
        return

    names = [n for n in given.only if importlib.util.find_spec(CONTENDERS[n].library)]
    command = [sys.executable, "-m", "tests.benchmarks.clients", "--serve"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        url = f"http://127.0.0.1:{int(server.stdout.readline())}/"
        for concurrency in given.concurrency:
            rounds = [
                {name: measure_apart(name, url, given.requests, concurrency) for name in names}
                for _ in range(given.rounds)
            ]
            baseline = BASELINE if BASELINE in names else names[0]
            print(f"\n{concurrency} at once, {given.rounds} rounds, beside {baseline}")
            print(table(rounds, names, baseline), flush=True)
        server.stdin.close()


if __name__ == "__main__":
    main()

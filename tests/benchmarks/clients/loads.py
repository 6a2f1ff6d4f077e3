"""What a client is made to do, over and over, in this process."""

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from statistics import quantiles
from time import perf_counter, process_time
from typing import Any
from urllib.parse import urljoin

from .machine import memory
from .measured import Measured, Task
from .peers_async import ASYNC_PEERS, PATIENCE, AsyncPeer
from .peers_sync import SYNC_PEERS, GetOfThread

UPLOAD_PIECE = bytes(1 << 16)


async def together(world: str, jobs: list[Callable[[], Awaitable[Any]]]) -> None:
    """Run all at once."""
    if world == "trio":
        import trio

        async with trio.open_nursery() as nursery:
            for job in jobs:
                nursery.start_soon(job)
    else:
        await asyncio.gather(*[job() for job in jobs])


async def in_flight(task: Task) -> Measured:
    """Keep so many requests under way for a while."""
    peer = ASYNC_PEERS[task.client](task)
    took: list[float] = []
    end = 0.0

    async def keep_going() -> None:
        while True:
            started = perf_counter()
            assert await peer.get(task.url)
            ended = perf_counter()
            took.append(ended - started)
            if ended >= end:
                break

    await together(task.world, [keep_going] * task.in_flight)  # opens the connections
    took.clear()
    started, cpu = perf_counter(), process_time()
    end = started + task.seconds
    await together(task.world, [keep_going] * task.in_flight)
    measured = rated(took, perf_counter() - started, process_time() - cpu)
    await peer.aclose()
    return measured


def rated(took: list[float], elapsed: float, cpu: float) -> Measured:
    """Return what the times that requests took come to."""
    cuts = quantiles(took, n=100)
    facts = {"p50": cuts[49], "p99": cuts[98], "p99 / p50": cuts[98] / cuts[49]}
    return Measured(len(took) / elapsed, cpu / len(took), facts)


def in_threads(task: Task) -> Measured:
    """Keep one request under way in each of so many threads for a while."""
    of_thread: GetOfThread = SYNC_PEERS[task.client](task)
    took: list[float] = []
    moments: list[tuple[float, float]] = []
    started = threading.Barrier(task.in_flight, lambda: moments.append(stamp()), PATIENCE)

    def keep_going() -> None:
        try:
            get = of_thread()
            get(task.url)  # opens the connection
        except BaseException:
            started.abort()
            raise
        started.wait()
        end = moments[0][0] + task.seconds
        while (before := perf_counter()) < end:
            assert get(task.url)
            took.append(perf_counter() - before)

    with ThreadPoolExecutor(task.in_flight) as threads:
        for done in [threads.submit(keep_going) for _ in range(task.in_flight)]:
            done.result()
    (wall, cpu), (wall_end, cpu_end) = moments[0], stamp()
    return rated(took, wall_end - wall, cpu_end - cpu)


def stamp() -> tuple[float, float]:
    """Return the time and the CPU used by now."""
    return perf_counter(), process_time()


async def waiting(task: Task) -> Measured:
    """Have so many requests under way at once that are answered late; weigh them."""
    peer = ASYNC_PEERS[task.client](task)
    await peer.get(urljoin(task.url, "/"))
    before, wall, cpu = memory("VmRSS"), *stamp()
    peak = before
    left = task.in_flight

    async def get() -> None:
        nonlocal left
        assert await peer.get(task.url)
        left -= 1

    async def weigh() -> None:
        nonlocal peak
        while left:
            peak = max(peak, memory("VmRSS"))
            await asyncio.sleep(0.1)

    await together(task.world, [*[get] * task.in_flight, weigh])
    wall_end, cpu_end = stamp()
    await peer.aclose()
    facts = {"KB each": (peak - before) / task.in_flight / 1000, "seconds": wall_end - wall}
    return Measured(task.in_flight / (wall_end - wall), (cpu_end - cpu) / task.in_flight, facts)


async def bulk(task: Task) -> Measured:
    """Receive or send one long body; rate is in MB a second, CPU that of the body."""
    peer = ASYNC_PEERS[task.client](task)
    await peer.get(urljoin(task.url, "/"))  # imports what is imported at the first request
    wall, cpu = stamp()
    await move(peer, task)
    wall_end, cpu_end = stamp()
    await peer.aclose()
    peak = {"peak RSS, MB": memory("VmHWM") / 1e6}
    return Measured(task.size / (wall_end - wall) / 1e6, cpu_end - cpu, peak)


async def move(peer: AsyncPeer, task: Task) -> None:
    """Receive or send the body."""
    if task.load == "upload":
        await peer.upload(task.url, zeros(task.size))
    elif (got := await peer.download(task.url)) != task.size:
        raise ValueError(f"{got} bytes of {task.size}")


async def zeros(size: int) -> AsyncIterator[bytes]:
    """Yield a long body."""
    for _ in range(size // len(UPLOAD_PIECE)):
        yield UPLOAD_PIECE

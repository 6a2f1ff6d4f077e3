"""Figures of single steps: what is paid once, or is too small to see beside a request."""

import asyncio
import sys
from dataclasses import replace
from time import perf_counter
from timeit import timeit

from .loads import in_flight, stamp
from .measured import Measured, Task
from .peers_async import ASYNC_PEERS

PENDING = 1000
REPEATS = 20_000


async def construct(task: Task) -> Measured:
    """Make a client, the first of its process; its package is imported already."""
    import workbench.client

    wall, cpu = stamp()
    client = workbench.client.AsyncClient()
    wall_end, cpu_end = stamp()
    imported = float("httpcore" in sys.modules)
    await client.aclose()
    facts = {"ms": (wall_end - wall) * 1e3, "httpcore imported": imported}
    return Measured(1 / (wall_end - wall), cpu_end - cpu, facts)


async def first_tls(task: Task) -> Measured:
    """Send a client's first request over TLS: context given, all modules imported."""
    warm = ASYNC_PEERS[task.client](replace(task, authority=""))
    await warm.get(task.plain_url)
    await warm.aclose()
    peer = ASYNC_PEERS[task.client](task)
    wall, cpu = stamp()
    await peer.get(task.url)
    wall_end, cpu_end = stamp()
    await peer.aclose()
    return Measured(1 / (wall_end - wall), cpu_end - cpu, {"ms": (wall_end - wall) * 1e3})


async def next_response(task: Task) -> Measured:
    """Get responses that are there while a thousand others are pending."""
    from workbench.client import AsyncBaseTransport, AsyncClient, Request, Response

    answered = asyncio.Semaphore(0)

    class Gate(AsyncBaseTransport):
        """Answers at once, except what is to be held."""

        async def handle_async_request(self, request: Request) -> Response:
            if request.url.path == "/held":
                await asyncio.Event().wait()
            answered.release()
            return Response(200, content=b"{}")

    async with AsyncClient(transport=Gate()) as client, client.parallel() as p:
        for _ in range(PENDING):
            p.get("http://gate/held")
        for _ in range(PENDING):
            p.get("http://gate/ready")
        for _ in range(PENDING):
            await answered.acquire()
        wall, cpu = stamp()
        for _ in range(PENDING):
            await p.next_response()
        wall_end, cpu_end = stamp()
    each = (wall_end - wall) / PENDING
    return Measured(1 / each, (cpu_end - cpu) / PENDING, {"µs each": each * 1e6})


async def timings(task: Task) -> Measured:
    """Compare what stamping costs with what a request costs.

    The pool asks for the time when it lends a connection and when it gets it back, with
    timings or without; these two readings are stamps as well.
    """
    from workbench.client.timings import Stamps

    of_pool = perf_counter()

    def stamp_one() -> None:
        stamps = Stamps(perf_counter(), perf_counter)
        stamps.ready = of_pool
        stamps.sent_bytes = 100
        stamps.sent = perf_counter()
        stamps.first_byte = perf_counter()
        stamps.received_bytes += 300
        stamps.ended = of_pool

    measured = await in_flight(task)
    cost = min(timeit(stamp_one, number=REPEATS) for _ in range(25)) / REPEATS
    facts = {"µs": cost * 1e6, "% of a request": 100 * cost / measured.cpu}
    return Measured(measured.rate, measured.cpu, facts)

"""The rows of the table, and what each must reach."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from .measured import Task

OURS = "workbench"
GIB = 1 << 30


@dataclass(frozen=True)
class Must:
    """A bound on a figure of ours, or on its ratio to a contender's where there is one."""

    figure: str  # "rate", "cpu", or the name of a fact
    bound: float
    beside: str = ""
    at_most: bool = False

    def holds(self, value: float) -> bool:
        """Tell whether a measured value is within the bound."""
        return value <= self.bound if self.at_most else value >= self.bound

    def __str__(self) -> str:
        sign = "≤" if self.at_most else "≥"
        return f"{self.figure} {sign} {self.bound:g}" + (" ×" if self.beside else "")


@dataclass(frozen=True)
class Row:
    """Some work, ours first, then those it is compared with, each named as in the table."""

    key: str
    work: str
    contenders: dict[str, Task]
    musts: Sequence[Must]
    path: str = "/"
    tls: bool = False
    unit: str = "/s"
    facts: Sequence[str] = field(default=())


def at_least(figure: str, **bounds: float) -> list[Must]:
    """Return bounds from below on ratios, by contender."""
    return [Must(figure, bound, name.replace("_", " ")) for name, bound in bounds.items()]


def tasks(task: Task, *clients: str) -> dict[str, Task]:
    """Return the same task for ours and some clients."""
    return {client: replace(task, client=client) for client in (OURS, *clients)}


def get(in_flight: int, world: str = "asyncio") -> Task:
    """Return the task of keeping so many small requests in flight."""
    return Task("in flight", OURS, world, in_flight)


ASYNC = ("aiohttp", "httpx", "httpx2", "niquests", "curl", "wrk")
SYNC = ("http.client", "urllib3", "requests", "niquests", "httpx", "httpx2")


def small(count: int, musts: Sequence[Must], *clients: str, tls: bool = False) -> Row:
    """Return a row of small JSON bodies, so many in flight."""
    scheme = "https" if tls else "http"
    key = f"{count}-https" if tls else str(count)
    each = tasks(get(count), *clients)
    return Row(key, f"{count} in flight, {scheme}", each, musts, tls=tls)


def hundred(tls: bool) -> Row:
    """Return the row of 100 in flight."""
    musts = [*at_least("rate", aiohttp=1.2, httpx=80), Must("cpu", 0.75, "aiohttp", at_most=True)]
    return small(100, musts, *ASYNC, tls=tls)


def on_trio() -> Row:
    """Return the row that compares trio with asyncio."""
    each = {
        OURS: get(100, "trio"),
        "aiohttp": replace(get(100), client="aiohttp"),
        "httpx, trio": replace(get(100, "trio"), client="httpx"),
    }
    musts = [Must("rate", 0.8, "aiohttp"), Must("rate", 40, "httpx, trio")]
    return Row("trio", "100 in flight, trio", each, musts)


def bulk(load: str, path: str, musts: Sequence[Must]) -> Row:
    """Return a row of one long body."""
    clients = ("aiohttp", "httpx", "httpx2", "niquests", "curl")
    peak = "peak RSS, MB"
    musts = [*musts, Must(peak, 50, at_most=True)]
    each = tasks(Task(load, OURS, size=GIB), *clients)
    return Row(load, f"1 GiB {load}", each, musts, path, unit=" MB/s", facts=[peak])


def threads(count: int, times: float) -> Row:
    """Return a row of sync clients."""
    musts = [Must("rate", times, "requests"), Must("rate", 1.2, "http.client")]
    each = tasks(get(count, "threads"), *SYNC)
    name = "1 thread" if count == 1 else f"{count} threads"
    return Row(f"threads-{count}", name, each, musts)


ROWS = [
    small(1, at_least("rate", aiohttp=1.0, httpx=3), *ASYNC),
    small(1, [], "aiohttp", "httpx", "httpx2", tls=True),
    small(10, at_least("rate", aiohttp=1.1, httpx=6), *ASYNC),
    small(10, [], "aiohttp", "httpx", "httpx2", tls=True),
    hundred(tls=False),
    hundred(tls=True),
    Row(
        "100-defaults",
        "100 in flight, default limits",
        tasks(replace(get(100), fitted=False), "httpx", "httpx2"),
        at_least("rate", httpx=15),
    ),
    small(1000, at_least("rate", aiohttp=1.2, httpx2=40), "aiohttp", "httpx2"),
    Row(
        "1000-memory",
        "1,000 waiting for replies",
        tasks(Task("waiting", OURS, in_flight=1000), "aiohttp", "httpx2"),
        [Must("KB each", 25, at_most=True)],
        "/late",
        facts=["KB each", "seconds"],
    ),
    Row(
        "1000-fair",
        "1,000 over 100 connections",
        tasks(replace(get(1000), fitted=False), "aiohttp"),
        [Must("p99 / p50", 2, at_most=True)],
        facts=["p99 / p50"],
    ),
    on_trio(),
    Row(
        "uvloop",
        "100 in flight, uvloop",
        tasks(get(100, "uvloop"), "aiohttp"),
        at_least("rate", aiohttp=1.5),
    ),
    bulk("download", f"/down/{GIB}", at_least("rate", aiohttp=0.95, httpx=4)),
    bulk("upload", "/up", at_least("rate", aiohttp=0.95, httpx=3.5)),
    threads(1, 3.5),
    threads(10, 8),
    Row(
        "construct",
        "AsyncClient()",
        {OURS: Task("construct", OURS)},
        [Must("ms", 1, at_most=True), Must("httpcore imported", 0, at_most=True)],
        facts=["ms", "httpcore imported"],
    ),
    Row(
        "first-tls",
        "first TLS request, context given",
        tasks(Task("first tls", OURS), "aiohttp", "httpx", "httpx2"),
        [Must("ms", 10, at_most=True)],
        tls=True,
        facts=["ms"],
    ),
    Row(
        "next-response",
        "next_response(), 1,000 pending",
        {OURS: Task("next response", OURS)},
        [Must("µs each", 30, at_most=True)],
        facts=["µs each"],
    ),
    Row(
        "http2",
        "HTTP/2, 100 streams",
        tasks(replace(get(100), http2=True), "httpx", "httpx2"),
        at_least("rate", httpx=1.25, httpx2=1.25),
        tls=True,
    ),
    Row(
        "timings",
        "timings, beside a request",
        {OURS: Task("timings", OURS, in_flight=100)},
        [Must("% of a request", 1, at_most=True)],
        facts=["µs", "% of a request"],
    ),
]

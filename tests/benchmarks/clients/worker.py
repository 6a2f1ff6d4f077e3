"""One measurement in a process of its own: `python -m tests.benchmarks.clients.worker TASK`.

Prints what was measured as JSON, or exits with 3 if the client is not installed.
"""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from dataclasses import asdict, replace
from importlib import metadata

from .loads import bulk, in_flight, in_threads, waiting
from .machine import CLIENT_CORE, allow_descriptors, loop_factory, pin
from .measured import Measured, Task
from .native import NATIVE, measure_native
from .single import construct, first_tls, next_response, timings

ABSENT = 3
LOADS: dict[str, Callable[[Task], Awaitable[Measured]]] = {
    "in flight": in_flight,
    "waiting": waiting,
    "download": bulk,
    "upload": bulk,
    "construct": construct,
    "first tls": first_tls,
    "next response": next_response,
    "timings": timings,
}


def measure(task: Task) -> Measured:
    """Do one task; raises ModuleNotFoundError if its client is not installed."""
    if task.client in NATIVE:
        return measure_native(task)
    if task.world == "threads":
        return in_threads(task)
    if task.world == "trio":
        import trio

        measured: Measured = trio.run(LOADS[task.load], task)
        return measured
    with asyncio.Runner(loop_factory=loop_factory(task.world)) as runner:
        return runner.run(_awaited(LOADS[task.load], task))


async def _awaited(load: Callable[[Task], Awaitable[Measured]], task: Task) -> Measured:
    return await load(task)


def version(client: str) -> str:
    """Return the version of an installed client, if it has one."""
    try:
        return metadata.version(client)
    except metadata.PackageNotFoundError:
        return ""


def main() -> int:
    """Measure, and print it."""
    task = Task.decode(sys.argv[1])
    pin(CLIENT_CORE)
    allow_descriptors()
    try:
        measured = measure(task)
    except ModuleNotFoundError as error:
        print(error, file=sys.stderr)
        return ABSENT
    print(json.dumps(asdict(replace(measured, version=version(task.client)))))
    return 0


if __name__ == "__main__":
    sys.exit(main())

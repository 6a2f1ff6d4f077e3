"""What the benchmark asks of the machine: cores, descriptors, memory, event loops."""

import asyncio
import importlib.util
import os
import resource
from collections.abc import Callable
from pathlib import Path

CLIENT_CORE, SERVER_CORE = 0, 1


def pin(core: int) -> None:
    """Keep this process on one core, where there is more than one."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) > 1:
        os.sched_setaffinity(0, {cores[core % len(cores)]})


def allow_descriptors() -> None:
    """Allow this process as many sockets as the machine lets it have."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def memory(field: str) -> int:
    """Return VmRSS (now) or VmHWM (the peak) of this process, in bytes.

    Not `ru_maxrss`, which begins with the peak of whoever started the process.
    """
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(f"{field}:"):
            return int(line.split()[1]) * 1024
    raise LookupError(field)


def loop_factory(world: str) -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Return what makes the loop of a world; "fastest" is uvloop if it is installed."""
    if world == "uvloop" or (world == "fastest" and importlib.util.find_spec("uvloop")):
        import uvloop

        factory: Callable[[], asyncio.AbstractEventLoop] = uvloop.new_event_loop
        return factory
    return None

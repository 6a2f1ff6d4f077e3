"""How many files and sockets are open, for tests that must leave none behind."""

import os
import time

import anyio.to_thread


def descriptors() -> int:
    """Return how many file descriptors this process has open."""
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208 -- counts, and paths do not matter


def wait_for(count: int) -> None:
    """Wait until no more are open than so many; the servers close theirs in threads."""
    end = time.monotonic() + 10
    while descriptors() > count:
        assert time.monotonic() < end, f"{descriptors()} descriptors are open instead of {count}"
        time.sleep(0.005)  # there is no event to wait for


async def back_to(count: int) -> None:
    """Wait for it while the loop goes on."""
    await anyio.to_thread.run_sync(wait_for, count)

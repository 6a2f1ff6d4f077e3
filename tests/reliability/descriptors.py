"""How many files and sockets are open, for tests that must leave none behind."""

import os

import anyio


def descriptors() -> int:
    """Return how many file descriptors this process has open."""
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208 -- counts, and paths do not matter


async def back_to(count: int) -> None:
    """Wait until no more are open than before; the servers close theirs in threads."""
    with anyio.fail_after(10):
        while descriptors() > count:  # noqa: ASYNC110 -- there is no event to wait for
            await anyio.sleep(0.005)

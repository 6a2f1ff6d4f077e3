"""What pure code takes as an argument, and the defaults of these arguments: clock and chance."""

import os
import time
from collections.abc import Callable

WallClock = Callable[[], float]
RandomBytes = Callable[[int], bytes]


def wall_clock() -> float:
    """Return the seconds since 1970."""
    return time.time()


def random_bytes(count: int) -> bytes:
    """Return bytes nobody can guess."""
    return os.urandom(count)


def fraction(source: RandomBytes = random_bytes) -> float:
    """Return a number from 0 up to 1 (exclusive), evenly spread."""
    return float(int.from_bytes(source(6)) / (1 << 48))

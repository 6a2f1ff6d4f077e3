"""When garbage is looked for: while nobody waits for an answer.

Python looks through everything that is alive whenever it thinks it worth while. With the strips
and styles of a full screen that takes 50 ms, in the middle of scrolling as well as between keys.
"""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

IDLE = 2.0  # seconds without a key
LOOK_EVERY = 1.0
# Objects made until the young are looked through, and how often until the middle-aged are.
# The time that a look takes grows with them, and a frame alone makes tens of thousands: of
# five times as many young ones the middle-aged took up to 40 ms, of these they take 8 ms.
YOUNG, MIDDLE = 2_000, 10
NEVER = 1 << 30
# Times that the middle-aged were looked through: what makes a full look worth while, and what
# makes it necessary even if somebody is typing. The latter are tens of millions of objects.
SOME, TOO_MUCH = 10, 1_000


@contextmanager
def looking_later() -> Iterator[None]:
    """Look for none until `take_over`: what a start makes, imports included, stays for good."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class Garbage:
    """Looks for garbage of all ages when the user is idle; one of a process is enough."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._used = clock()

    def take_over(self) -> None:
        """Leave out what is there by now, and begin to look for the rest."""
        gc.freeze()
        gc.enable()
        gc.set_threshold(YOUNG, MIDDLE, NEVER)

    def used(self) -> None:
        """Say that the user has just done something."""
        self._used = self._clock()

    def look(self) -> bool:
        """Look for garbage if this is a good moment; tells whether it was."""
        waiting = gc.get_count()[2]
        idle = self._clock() - self._used >= IDLE
        if waiting < (SOME if idle else TOO_MUCH):
            return False
        gc.collect()
        return True

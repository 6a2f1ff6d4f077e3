"""Index a body as it grows: a little on the interface's loop, the rest in a thread."""

from collections.abc import Callable
from threading import Lock
from time import sleep

from workbench.bodies import RowIndex
from workbench.model import Bytes

STEP = 128 * 1024
"""Bytes that take about 2 ms to index: what the interface may do between two frames."""

# Long sleeps would cost throughput; without any, a key press waits for the interpreter's
# switch interval of 5 ms each time the interface wants to run.
_BREATH = 0.0001


class Feeder:
    """Feeds one index what its source holds. Any thread may ask; one at a time works."""

    def __init__(self, source: Bytes, index: RowIndex) -> None:
        self.index = index
        self._source = source
        self._stopped = False
        self._lock = Lock()

    @property
    def behind(self) -> bool:
        """True while the source holds bytes that are not indexed."""
        return not self._stopped and self.index.fed < self._source.size

    def step(self, limit: int = STEP) -> bool:
        """Index up to `limit` bytes and tell whether there were any."""
        with self._lock:
            data = b"" if self._stopped else self._source.read(self.index.fed, limit)
            self.index.feed(data)
        return bool(data)

    def catch_up(self, goes_on: Callable[[], bool]) -> None:
        """Index all there is, in a thread, while the caller wants it to go on."""
        while goes_on() and self.step():
            sleep(_BREATH)

    def stop(self) -> None:
        """Read the source no more; when this returns, nobody is reading it."""
        with self._lock:
            self._stopped = True

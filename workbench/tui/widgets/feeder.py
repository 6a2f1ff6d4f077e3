"""Index a body as it grows: a little on the interface's loop, the rest in a thread."""

from threading import Event, Lock
from time import sleep

from workbench.bodies.index import RowIndex
from workbench.bodies.json_index import JsonIndex
from workbench.model import Bytes

STEP = 128 * 1024
"""Bytes that take about 2 ms to index: what the interface may do between two frames."""

# Long sleeps would cost throughput; without any, a key press waits for the interpreter's
# switch interval of 5 ms each time the interface wants to run.
_BREATH = 0.0001  # seconds

# A body that outruns the interface keeps one thread, not one for each frame.
_PAUSE = 0.02  # seconds
_PATIENCE = 10  # pauses


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
        return not self._stopped and not self.refuted and self.index.fed < self._source.size

    @property
    def refuted(self) -> bool:
        """True once a body that looked like JSON turned out to be none."""
        return isinstance(self.index, JsonIndex) and not self.index.ok

    def step(self, limit: int = STEP) -> bool:
        """Index up to `limit` bytes and tell whether there were any."""
        with self._lock:
            data = (
                b"" if self._stopped or self.refuted else self._source.read(self.index.fed, limit)
            )
            self.index.feed(data)
        return bool(data)

    def catch_up(self, enough: Event) -> None:
        """Index all there is, in a thread, until it is `enough` or no more comes for a while."""
        idle = 0
        while idle < _PATIENCE and not enough.is_set():
            if self.step():
                idle = 0
                sleep(_BREATH)
            else:
                idle += 1
                enough.wait(_PAUSE)

    def stop(self) -> None:
        """Read the source no more; when this returns, nobody is reading it."""
        with self._lock:
            self._stopped = True

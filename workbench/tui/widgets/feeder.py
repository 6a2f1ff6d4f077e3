"""Index a body as it grows: a little on the interface's loop, the rest in a thread."""

from collections.abc import Callable
from threading import Event, Lock
from time import sleep

from workbench.bodies.index import RowIndex
from workbench.bodies.lines_index import LinesIndex
from workbench.model import Bytes

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
        self._whole = self._finished = False
        self._lock = Lock()

    @property
    def behind(self) -> bool:
        """True while there is something to do: bytes that are not indexed, or the finish."""
        if self._stopped or self.refuted:
            return False
        return self.index.fed < self._source.size or (self._whole and not self._finished)

    @property
    def refuted(self) -> bool:
        """True once a body turned out not to be what it looked like."""
        return not self.index.ok

    @property
    def finished(self) -> bool:
        """True once all that will come is indexed."""
        return self._finished

    def finish(self) -> None:
        """No more bytes will come."""
        self._whole = True
        if not isinstance(self.index, LinesIndex):  # which may take longer than a frame
            with self._lock:
                self._finish()

    def step(self) -> bool:
        """Index as much as takes about 2 ms, and tell whether there was any."""
        with self._lock:
            data = b""
            if not self._stopped and not self.refuted:
                data = self._source.read(self.index.fed, self.index.stride)
            self.index.feed(data)
            if not isinstance(self.index, LinesIndex):
                self._finish()
        return bool(data)

    def catch_up(self, enough: Event, also: Callable[[], bool] | None = None) -> None:
        """Index all there is, in a thread, until it is `enough` or no more comes for a while.

        `also` is what else is to be done in steps; it tells whether there was anything to do.
        """
        idle = 0
        while idle < _PATIENCE and not enough.is_set():
            moved = self.step()
            if also is not None and also():
                moved = True
            if moved:
                idle = 0
                sleep(_BREATH)
            elif self.finished:
                return
            else:
                with self._lock:
                    self._finish()
                idle += 1
                enough.wait(_PAUSE)

    def _finish(self) -> None:
        """Tell the index that it has all, once it does."""
        if not self._whole or self._stopped or self._finished or self.refuted:
            return
        if self.index.fed >= self._source.size:
            self.index.finish()
            self._finished = True

    def stop(self) -> None:
        """Read the source no more; when this returns, nobody is reading it."""
        with self._lock:
            self._stopped = True

"""Index the body of a view in a thread, and let the view draw meanwhile."""

from collections.abc import Callable
from functools import partial
from threading import Event

from textual.timer import Timer
from textual.widget import Widget
from textual.worker import Worker

from .feeder import Feeder

_FRAMES = 15  # a second


class Indexing:
    """One thread at a time for one view, which is to `draw` at each frame as long as it works."""

    def __init__(self, view: Widget, draw: Callable[[], None]) -> None:
        self._view, self._draw = view, draw
        self._worker: Worker[None] | None = None
        self._enough = Event()
        self._frames: Timer | None = None

    def get_ready(self) -> None:
        """Be able to start: the view is mounted."""
        self._frames = self._view.set_interval(1 / _FRAMES, self._frame, pause=True)

    @property
    def running(self) -> bool:
        """Whether a thread is at work."""
        return self._worker is not None and not self._worker.is_finished

    def start(self, feeder: Feeder, also: Callable[[], bool] | None) -> None:
        """Let a thread feed an index all there is; `also` is what else it does in steps."""
        if self._frames is None:
            return
        # Stopped by an event: whoever waits for an app's workers is told of cancelled ones.
        self._enough = Event()
        work = partial(feeder.catch_up, self._enough, also)
        self._worker = self._view.run_worker(work, name="index the body", thread=True)
        self._frames.resume()

    def stop(self) -> None:
        """Let the thread end soon; another one may be started at once."""
        self._enough.set()
        self._worker = None

    def _frame(self) -> None:
        # What a thread does after the view has looked is drawn by the next frame.
        is_over = not self.running
        self._draw()
        if self._frames is not None and is_over and not self.running:
            self._frames.pause()

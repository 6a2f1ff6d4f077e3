"""The one thread that adds to a history, so that nobody who sends ever waits for a disk."""

import queue
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TypeVar

from workbench.errors import Problem, WorkbenchError

from .database import Tell
from .entries import Record
from .history import History

T = TypeVar("T")
Make = Callable[[], Record]

MOST_WAITING = 1000  # records
MOST_OCTETS = 128 * 1024 * 1024  # of their bodies
_AT_ONCE = 32  # records in one transaction


class Writer:
    """Adds records to a history, in their order, and closes it at the end.

    `tell` gets the Problem when records could not be kept, once until it works again, and
    `stored` is called when some were. `settle` is called when there is nothing more to add
    for now, and at the end. All are called in the writer's thread.
    """

    def __init__(
        self,
        history: History,
        tell: Tell,
        stored: Callable[[], None],
        settle: Callable[[], None] = lambda: None,
    ) -> None:
        self._history, self._tell, self._stored, self._settle = history, tell, stored, settle
        self._waiting: queue.Queue[tuple[Make, int] | None] = queue.Queue(MOST_WAITING)
        self._octets = 0
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closed = False
        self._has_told = False

    def put(self, make: Make, octets: int) -> None:
        """Add what `make` returns, which is called in the thread. Never waits.

        `octets` is how much memory it holds meanwhile. What is too much is not kept.
        """
        with self._lock:
            if self._closed:
                return
            full = self._octets > 0 and self._octets + octets > MOST_OCTETS
            if full or self._waiting.full():
                self._fail(Problem("too much at once for the history: some was not kept"))
                return
            self._octets += octets
            self._waiting.put_nowait((make, octets))
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="history", daemon=True)
                self._thread.start()

    def close(self, seconds: float = 1.0) -> bool:
        """Wait until all is on disk, but no longer than this; tells whether it is."""
        with self._lock:
            self._closed = True
            thread = self._thread
        if thread is None:
            self._history.close()
            return True
        until = time.monotonic() + seconds
        with suppress(queue.Full):
            self._waiting.put(None, timeout=seconds)
            thread.join(max(0.0, until - time.monotonic()))
        if thread.is_alive():
            self._history.interrupt()
        return not thread.is_alive()

    def _work(self) -> None:
        open_ = True
        while open_:
            batch: list[Make] = []
            held = 0
            for item in self._items():
                if item is None:
                    open_ = False
                    break
                batch.append(item[0])
                held += item[1]
            self._add(batch)
            with self._lock:
                self._octets -= held
            if self._waiting.empty() or not open_:
                self._tried(self._settle)
        self._history.close()

    def _items(self) -> Iterator[tuple[Make, int] | None]:
        """Yield what waits, at least one; the last one is None when there will be no more."""
        yield self._waiting.get()
        for _ in range(_AT_ONCE - 1):
            try:
                yield self._waiting.get_nowait()
            except queue.Empty:
                return

    def _add(self, batch: list[Make]) -> None:
        records = [record for make in batch if (record := self._tried(make)) is not None]

        def add() -> bool:
            self._history.add(records)
            return True

        added = self._tried(add) if records else None
        if added:
            self._has_told = False
            self._stored()

    def _tried(self, work: Callable[[], T]) -> T | None:
        """Return what some work comes to, None if it fails: then that has been told."""
        try:
            return work()
        except WorkbenchError as error:
            self._fail(*error.problems)
        except Exception as error:  # noqa: BLE001 - ours, and later ones may do
            self._fail(Problem(f"internal error: {type(error).__name__}"))
        return None

    def _fail(self, *problems: Problem) -> None:
        if not self._has_told:
            self._has_told = True
            for problem in problems:
                hint = problem.hint or "what is sent meanwhile is not in the history"
                self._tell(Problem(problem.what, problem.where, hint))

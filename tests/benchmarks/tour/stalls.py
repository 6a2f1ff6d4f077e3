"""Times every callback of the event loop, and looks at what a long one is doing.

The time is that of the loop's thread alone, so that other work on the machine does not count.
"""

import asyncio
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType

LOOK_AFTER = 0.02  # seconds; from then on a callback is looked at, again and again
LOOK_EVERY = 0.005


@dataclass(frozen=True, slots=True)
class Stall:
    """One callback: how long it kept the loop, in which step, and where it was seen."""

    seconds: float
    step: str
    where: str


@dataclass
class Watch:
    """The callbacks of one loop. Set `step` to name what the script does next."""

    step: str = ""
    stalls: list[Stall] = field(default_factory=list)
    count: int = 0
    _began: float = 0.0
    _seen: list[str] = field(default_factory=list)

    def callback(self, handle: asyncio.Handle, run: Callable[[asyncio.Handle], None]) -> None:
        """Run a callback of the loop, and keep it if it takes long."""
        self._seen = []
        self._began = time.perf_counter()
        began = time.thread_time()
        try:
            run(handle)
        finally:
            self._began = 0.0
            seconds = time.thread_time() - began
            self.count += 1
            if seconds >= LOOK_AFTER:
                self.stalls.append(Stall(seconds, self.step, _most_seen(self._seen)))

    def look(self, thread: int, ended: threading.Event) -> None:
        """See what the loop's thread is at, while a callback takes long."""
        while not ended.wait(LOOK_EVERY):
            began = self._began
            if began and time.perf_counter() - began >= LOOK_AFTER:
                frame = sys._current_frames().get(thread)
                if frame is not None:
                    self._seen.append(_place(frame))


@contextmanager
def watched() -> Iterator[Watch]:
    """Time the callbacks of this thread's event loop."""
    watch, ended = Watch(), threading.Event()
    run, here = asyncio.Handle._run, threading.get_ident()

    def timed(handle: asyncio.Handle) -> None:
        if threading.get_ident() == here:
            watch.callback(handle, run)
        else:
            run(handle)

    asyncio.Handle._run = timed  # type: ignore[method-assign, assignment]  # there is no public way
    looker = threading.Thread(target=watch.look, args=(here, ended), daemon=True)
    looker.start()
    try:
        yield watch
    finally:
        asyncio.Handle._run = run  # type: ignore[method-assign]
        ended.set()
        looker.join()


def _place(frame: FrameType) -> str:
    """Return the innermost lines of our own and of all code: `body.py:12 show < widget.py:9 on`."""
    stack = traceback.extract_stack(frame)
    inner = [f"{each.filename.rpartition('/')[2]}:{each.lineno} {each.name}" for each in stack]
    own = [at for at, each in enumerate(stack) if "/workbench/" in each.filename]
    places = inner[-1:] if not own or own[-1] == len(inner) - 1 else [inner[-1], inner[own[-1]]]
    return " < ".join(places)


def _most_seen(seen: list[str]) -> str:
    return max(set(seen), key=seen.count) if seen else "(not seen)"

"""The thread on which requests are sent, so that no response can hold up the screen."""

import asyncio
import concurrent.futures
import threading
from collections.abc import Awaitable, Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

JOIN_SECONDS = 1.0


class NetworkThread:
    """One daemon thread with an event loop of its own; the methods are for the other threads."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._stop: asyncio.Event | None = None
        self._closing = threading.Lock()

    @property
    def running(self) -> bool:
        """Whether it was started and not closed yet."""
        return self._loop is not None

    def start(self) -> None:
        """Begin; returns at once. The HTTP client is imported over there, meanwhile."""
        loop = self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(
            target=_live, args=(loop, self._stop), name="network", daemon=True
        )
        self._thread.start()
        self.submit(_warm_up)

    def submit(
        self, function: Callable[P, Awaitable[T]], *args: P.args, **kwargs: P.kwargs
    ) -> concurrent.futures.Future[T]:
        """Call a coroutine function over there; the Future has its result or its exception.

        Cancelling the Future cancels the call.
        """

        async def call() -> T:
            return await function(*args, **kwargs)

        with self._closing:
            if self._loop is None:
                raise RuntimeError("the network thread is not running")
            return asyncio.run_coroutine_threadsafe(call(), self._loop)

    def close(self) -> None:
        """Cancel what is under way and end the thread; takes a second at the most."""
        with self._closing:
            loop, self._loop = self._loop, None
        if loop is None:
            return
        assert self._stop is not None
        assert self._thread is not None
        loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(JOIN_SECONDS)


def _live(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    # Leaving the runner cancels every task that is left and waits for it.
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        runner.run(_until(stop))


async def _until(stop: asyncio.Event) -> None:
    await stop.wait()


async def _warm_up() -> None:
    from .session import Session

    Session().open()  # loads all modules that a send needs; opens no connection

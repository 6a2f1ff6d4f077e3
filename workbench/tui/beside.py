"""Work in a thread, one piece at a time.

A thread cannot be cancelled. Were one begun after each key, those that nobody waits for any
more would hold up the keys that follow.
"""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


class Beside:
    """Does one thing after the other; whoever is cancelled while they wait gives their place up."""

    def __init__(self) -> None:
        self._running: asyncio.Future[Any] | None = None

    async def do(self, work: Callable[[], T]) -> T:
        """Return what some work comes to, when what is under way is over."""
        while self._running is not None and not self._running.done():
            await asyncio.wait([self._running])
        running = asyncio.ensure_future(asyncio.to_thread(work))
        self._running = running
        return await asyncio.shield(running)

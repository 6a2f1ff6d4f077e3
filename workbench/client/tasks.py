"""A task beside its caller, on asyncio or trio, that somebody owns and ends.

For what has to outlive one call, such as an application that is still sending its
response: a task group would have to be left in another call than it was entered in.
"""

from collections.abc import Awaitable, Callable
from contextvars import copy_context

import anyio

from .backend import in_trio


class Task:
    """An async function on its way; `done` is set when it has ended, with its `error` if any.

    Whoever starts one stops it. Its exceptions are kept, never raised on their own.
    """

    def __init__(self, function: Callable[[], Awaitable[None]]) -> None:
        self._function = function
        self._scope = anyio.CancelScope()
        self._handle: object = None
        self.done = anyio.Event()
        self.error: Exception | None = None

    def start(self) -> None:
        """Start it in a copy of the caller's context."""
        if in_trio():
            import trio

            self._handle = trio.lowlevel.spawn_system_task(self._run, context=copy_context())
        else:
            import asyncio

            # The loop keeps weak references only.
            self._handle = asyncio.get_running_loop().create_task(self._run())

    async def _run(self) -> None:
        try:
            with self._scope:
                await self._function()
        except Exception as error:  # noqa: BLE001 -- its owner raises it
            self.error = error
        finally:
            self.done.set()

    async def stop(self) -> None:
        """Cancel it and wait until it has ended."""
        self._scope.cancel()
        with anyio.CancelScope(shield=True):
            await self.done.wait()

"""Work that a signal ends in good order."""

import asyncio
import signal
from collections.abc import Awaitable, Callable

from workbench.errors import ExitCode

ENDINGS = {signal.SIGINT: ExitCode.INTERRUPTED, signal.SIGTERM: ExitCode.TERMINATED}


def until_signal(work: Callable[[], Awaitable[object]]) -> ExitCode | None:
    """Do some work on an event loop of its own; SIGINT and SIGTERM cancel it.

    Returns the exit code of the signal that ended it, or None if it ended by itself.
    """
    code: ExitCode | None = None

    async def watched() -> None:
        task = asyncio.current_task()
        assert task is not None

        def stop(ending: ExitCode) -> None:
            nonlocal code
            code = code or ending
            task.cancel()

        loop = asyncio.get_running_loop()
        for number, ending in ENDINGS.items():
            loop.add_signal_handler(number, stop, ending)
        await work()

    try:
        asyncio.run(watched())
    except asyncio.CancelledError:
        if code is None:
            raise
    return code

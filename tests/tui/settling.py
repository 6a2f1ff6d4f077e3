"""When an app under test has done what was asked of it.

Textual takes a process that used little of the processor for a moment as one that is done. On a
busy machine it may only have been kept waiting; here an app is not done while a widget has
messages to look at, too. The moment is shorter than Textual's, which most of the time of a test
of the interface would be spent in.
"""

import asyncio
from time import monotonic, process_time
from typing import TYPE_CHECKING, Any

from textual._context import active_app
from textual.app import App

if TYPE_CHECKING:
    from .shops import Desk

MOMENT = 0.01
LITTLE = MOMENT / 20
LONGEST = 5.0


async def settled(min_sleep: float = MOMENT, max_sleep: float = LONGEST) -> None:
    """Wait until the app of the context is done, as Textual's `wait_for_idle` does for any."""
    began = monotonic()
    while True:
        spent = process_time()
        await asyncio.sleep(MOMENT)
        is_quiet = process_time() - spent < LITTLE
        passed = monotonic() - began
        if passed >= max_sleep:
            return
        if passed >= min_sleep and is_quiet and not is_awaited(active_app.get()):
            return


def is_awaited(app: App[Any]) -> bool:
    """Whether a widget of an app has messages to look at."""
    return any(pump.message_queue_size for pump in (app, *app._registry))


async def still(here: "Desk") -> None:
    """Wait until nothing is under way: messages, changes of files, commands.

    What waits for an answer of the user goes on waiting. Nothing here looks at a clock but
    for work that never ends.
    """
    while not here.app._exit:
        await here.pilot._wait_for_screen()
        if here.app._exception is not None:
            return  # it is raised where the app is left
        if here.main.acts.busy:
            await here.main.acts.over()
        elif not await _has_worked(here.app) and not is_awaited(here.app):
            return


async def _has_worked(app: App[Any]) -> bool:
    """Wait for a worker that does not wait for an answer; whether there was one."""
    callbacks = [each for screen in app.screen_stack for each in screen._result_callbacks]
    at_work = [worker._task for worker in app.workers if worker._task and not worker.is_finished]
    if len(at_work) <= sum(callback.future is not None for callback in callbacks):
        return False
    done, _ = await asyncio.wait(at_work, timeout=1.0, return_when=asyncio.FIRST_COMPLETED)
    return bool(done)

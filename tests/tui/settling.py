"""When an app under test has done what was asked of it.

Textual takes a process that used little of the processor for a moment as one that is done. On a
busy machine it may only have been kept waiting; here an app is not done while a widget has
messages to look at, too. The moment is shorter than Textual's, which most of the time of a test
of the interface would be spent in.
"""

import asyncio
from time import monotonic, process_time
from typing import Any

from textual._context import active_app
from textual.app import App

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

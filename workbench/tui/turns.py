"""Long work on the interface's loop, in turns with whatever else has to be done there."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

from textual.screen import Screen
from textual.widget import Widget

LONG = 0.008  # seconds of work, after which others have their turn


class Turns:
    """The turns of one piece of work."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._began = clock()

    async def pause(self) -> None:
        """Let others go first, if the work has gone on for long enough."""
        if self._clock() - self._began >= LONG:
            await asyncio.sleep(0)
            self._began = self._clock()


async def draw(screen: Screen[Any], turns: Turns) -> None:
    """Have each widget on a screen drawn, so that its frame has only to be put together."""
    for widget in screen.walk_children(Widget):
        if widget.is_on_screen:
            place = screen.find_widget(widget)
            if seen := place.visible_region:
                widget.render_lines(seen.translate(-place.region.offset))
                await turns.pause()

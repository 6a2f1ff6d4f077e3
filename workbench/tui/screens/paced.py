"""Screens that take on a new size step by step, with others having their turns in between."""

import asyncio
from typing import TypeVar

from textual import events, on
from textual.geometry import Size
from textual.screen import ModalScreen, Screen

from workbench.tui.turns import Turns, draw

R = TypeVar("R")


class PacedScreen(Screen[R]):
    """A screen that is styled, laid out and drawn once for a new size.

    Textual lays a screen out and draws it, gives it the classes of its size, which styles all
    of it anew, and has it told of its own new size, whereupon it is laid out and drawn again.
    All of that goes on at once, for 100 ms on a terminal of 200 by 60.
    """

    async def on_event(self, event: events.Event) -> None:
        """React to one event, and let others go on before the next."""
        await super().on_event(event)
        await asyncio.sleep(0)

    def shape(self, size: Size) -> dict[str, bool]:
        """Return which classes a screen of a size has, of those of its breakpoints."""
        classes: dict[str, bool] = {}
        for breakpoints, length in (
            (self.HORIZONTAL_BREAKPOINTS or [], size.width),
            (self.VERTICAL_BREAKPOINTS or [], size.height),
        ):
            reached = max((least for least, _ in breakpoints if least <= length), default=None)
            classes |= {name: least == reached for least, name in breakpoints}
        return classes

    @on(events.Resize)
    async def _take_size(self, event: events.Resize) -> None:
        """Take on the classes of a size, then its layout, and then draw."""
        event.prevent_default()
        shape, turns = self.shape(event.size), Turns()
        if event.size == self.outer_size:  # as the layout has just told it
            self.update_classes(shape, animate=False)
            return
        with self.app.batch_update():
            self.update_classes(shape, animate=False)
            await turns.pause()
            self._screen_resized(event.size)  # to be shown when the batch is over
            await asyncio.sleep(0)  # in which widgets take on their sizes
            await draw(self, turns)


class PacedModal(ModalScreen[R], PacedScreen[R]):  # styled as the first of them
    """A dialog that does so too."""

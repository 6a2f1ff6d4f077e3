"""A text area that can lay JSON out."""

import asyncio
from typing import ClassVar

from textual import work
from textual.binding import BindingType

from workbench.engine.json_writing import pretty_json
from workbench.tui.widgets.bindings import bindings
from workbench.tui.widgets.completing_area import CompletingArea


class JsonArea(CompletingArea):
    """alt+f gives each value a line of its own; nothing but space changes, and it is undone."""

    is_json = True
    BINDINGS: ClassVar[list[BindingType]] = bindings("json")

    def action_lay_out(self) -> None:
        """Lay the text out, if it is JSON; what is typed meanwhile counts for more."""
        if self.is_json:
            self._lay_out(self.text)

    @work(group="layout", exclusive=True)
    async def _lay_out(self, text: str) -> None:
        pretty = await asyncio.to_thread(pretty_json, text)
        if pretty != text == self.text:
            self.replace(pretty, self.document.start, self.document.end)
            self.move_cursor((0, 0))

"""A text area that can lay JSON out."""

import asyncio
from typing import Any, ClassVar

from textual import work
from textual.binding import BindingType

from workbench.engine.json_writing import pretty_json
from workbench.tui.widgets.bindings import bindings
from workbench.tui.widgets.code_area import CodeArea


class JsonArea(CodeArea):
    """alt+f gives each value a line of its own; nothing but space changes, and it is undone."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("json")

    def __init__(self, kind: str = "json", **options: Any) -> None:
        super().__init__(kind, **options)

    def action_lay_out(self) -> None:
        """Lay the text out; what is typed meanwhile counts for more."""
        self._lay_out(self.text)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Lay out nothing but JSON."""
        if action == "lay_out":
            return self.kind == "json"
        return super().check_action(action, parameters)

    @work(group="layout", exclusive=True)
    async def _lay_out(self, text: str) -> None:
        pretty = await asyncio.to_thread(pretty_json, text)
        if pretty != text == self.text:
            self.put_text(pretty)

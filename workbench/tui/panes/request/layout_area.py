"""A text area that can lay its text out."""

import asyncio
from typing import Any, ClassVar

from textual.binding import BindingType

from workbench.engine.layouts import KINDS, laid_out
from workbench.errors import WorkbenchError
from workbench.tui.latest import run_latest
from workbench.tui.screens.telling import complain, tell
from workbench.tui.widgets.bindings import bindings
from workbench.tui.widgets.code_area import CodeArea

NONE = "{} is sent as it is written; JSON, XML and GraphQL can be formatted"


class LayoutArea(CodeArea):
    """alt+shift+f lays JSON, XML and GraphQL out; nothing but space changes, and it is undone."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("layout")

    def __init__(self, kind: str = "json", **options: Any) -> None:
        super().__init__(kind, **options)

    def action_lay_out(self) -> None:
        """Lay the text out; what is typed meanwhile counts for more."""
        if self.kind in KINDS:
            run_latest(self, "layout", self._lay_out, self.kind, self.text)
        else:
            tell(self.app, NONE.format(self.kind), severity="warning")

    async def _lay_out(self, kind: str, text: str) -> None:
        try:
            pretty, note = await asyncio.to_thread(laid_out, kind, text)
        except WorkbenchError as error:
            complain(self.app, error)
            return
        if pretty != text == self.text:
            self.put_text(pretty)
        if note:
            tell(self.app, note, severity="warning")

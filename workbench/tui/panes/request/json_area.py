"""A text area that can lay JSON out."""

from typing import ClassVar

from textual.binding import BindingType

from workbench.engine.json_writing import pretty_json
from workbench.tui.widgets.bindings import bindings
from workbench.tui.widgets.completing_area import CompletingArea

MOST_CHARACTERS = 500_000  # more would hold up the keys


class JsonArea(CompletingArea):
    """alt+f gives each value a line of its own; nothing but space changes, and it is undone."""

    is_json = True
    BINDINGS: ClassVar[list[BindingType]] = bindings("json")

    def action_lay_out(self) -> None:
        """Lay the text out, if it is JSON."""
        if not self.is_json:
            return
        if len(self.text) > MOST_CHARACTERS:
            self.notify("this text is too long to be formatted here", markup=False)
            return
        pretty = pretty_json(self.text)
        if pretty != self.text:
            self.replace(pretty, self.document.start, self.document.end)
            self.move_cursor((0, 0))

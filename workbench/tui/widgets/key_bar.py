"""The bottom line: the keys that matter now, as many as fit."""

from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget


class KeyBar(Widget):
    """Keys with what they do, most important first; what does not fit is left out."""

    DEFAULT_CSS = """
    KeyBar { height: 1; dock: bottom; padding: 0 1; background: $panel; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._keys: Sequence[tuple[str, str]] = ()

    def show(self, keys: Sequence[tuple[str, str]]) -> None:
        """Replace the keys shown: pairs of a key and what it does."""
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def render(self) -> Content:
        """Draw as many keys as the width allows."""
        line, room = Content(""), self.size.width
        for key, what in self._keys:
            piece = Content.assemble((key, "$accent bold"), " ", (what, "$foreground 80%"), "  ")
            if piece.cell_length - 2 > room:
                break
            line, room = line + piece, room - piece.cell_length
        return line

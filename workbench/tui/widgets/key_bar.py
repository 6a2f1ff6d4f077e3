"""The bottom line: the keys that matter now, as many as fit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual import events, on
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from workbench.tui.key_names import KeyHint


class KeyBar(Widget):
    """Keys with what they do, most important first; what does not fit is left out.

    A click does what the key would do.
    """

    DEFAULT_CSS = """
    KeyBar { height: 1; dock: bottom; padding: 0 1; background: $panel; }
    """

    @dataclass
    class Chosen(Message):
        """The key of a command was clicked."""

        command: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._keys: Sequence[KeyHint] = ()

    def show(self, keys: Sequence[KeyHint]) -> None:
        """Replace the keys shown."""
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def render(self) -> Content:
        """Draw as many keys as the width allows."""
        return Content("").join(self._pieces())

    def _pieces(self) -> Iterator[Content]:
        room = self.size.width
        for key, what, _ in self._keys:
            piece = Content.assemble((key, "$accent bold"), " ", (what, "$foreground 80%"), "  ")
            if piece.cell_length - 2 > room:
                return
            room -= piece.cell_length
            yield piece

    @on(events.Click)
    def _clicked(self, event: events.Click) -> None:
        x, start = event.get_content_offset_capture(self).x, 0
        for index, piece in enumerate(self._pieces()):
            if start <= x < start + piece.cell_length - 2:
                self.post_message(self.Chosen(self._keys[index].command))
            start += piece.cell_length

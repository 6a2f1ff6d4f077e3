"""The one-line editor that lies over a cell of a table while it is edited."""

from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.message import Message

from .bindings import bindings
from .completing_input import CompletingInput


class Cell(CompletingInput):
    """Enter and tab keep what is typed and go on, escape gives it up, a click elsewhere keeps it.

    While suggestions are open these keys are theirs.
    """

    DEFAULT_CSS = """
    Cell {
        layer: editor; position: absolute; display: none;
        &, &:focus { border: none; height: 1; padding: 0; background: $surface; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("cell")

    @dataclass
    class Left(Message):
        """Editing of this cell ended; `step` is where to go on (0: nowhere)."""

        step: int
        keep: bool

    @dataclass
    class PastedLines(Message):
        """Several lines were pasted: rows, not a value."""

        text: str

    def action_leave(self) -> None:
        """Close the suggestions; without any, give up what was typed."""
        if self.suggesting:
            self.close_suggestions()
        else:
            self.post_message(self.Left(0, keep=False))

    def action_next(self) -> None:
        """Take the chosen suggestion; without any, keep what was typed and go on."""
        if not self.accept_suggestion():
            self.post_message(self.Left(1, keep=True))

    def action_previous(self) -> None:
        """Keep what was typed and go to the cell before."""
        self.close_suggestions()
        self.post_message(self.Left(-1, keep=True))

    @on(events.Paste)
    def _pasted(self, event: events.Paste) -> None:
        if len(event.text.splitlines()) > 1:
            event.stop()
            event.prevent_default()
            self.post_message(self.PastedLines(event.text))

    @on(events.Blur)
    def _left_behind(self) -> None:
        if self.display:
            self.post_message(self.Left(0, keep=True))

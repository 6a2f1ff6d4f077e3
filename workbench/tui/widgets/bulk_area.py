"""All rows of a table as one text."""

from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import TextArea

from .bindings import bindings


class BulkArea(TextArea):
    """Each line is a row, as it is typed; escape goes back to the table."""

    DEFAULT_CSS = """
    BulkArea, BulkArea:focus { border: none; padding: 0 1; height: 1fr; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("bulk")

    @dataclass
    class Left(Message):
        """The user is done; `back` if the focus is to go to the table."""

        back: bool

    def __init__(self) -> None:
        super().__init__(soft_wrap=False, show_line_numbers=False, tab_behavior="focus")

    def action_leave(self) -> None:
        """Be done."""
        self.post_message(self.Left(back=True))

    @on(events.Blur)
    def _left_alone(self) -> None:
        self.post_message(self.Left(back=False))

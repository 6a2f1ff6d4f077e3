"""A line to type in that narrows a list; up and down move in the list meanwhile."""

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Input

from .bindings import bindings


class FilterBox(Input):
    """Tells what is typed at once. Escape empties it, then gives the focus back; so does enter."""

    DEFAULT_CSS = """
    FilterBox, FilterBox:focus {
        height: 1; border: none; padding: 0 1; margin: 0 1; background: $surface;
    }
    FilterBox:focus { background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("filter")

    @dataclass
    class Typed(Message):
        """The list is to show what holds `text`, in lower case."""

        text: str

    @dataclass
    class Stepped(Message):
        """The cursor of the list is to move."""

        by: int

    class Left(Message):
        """The list is to have the focus."""

    def __init__(self, noun: str) -> None:
        super().__init__(placeholder=f"/ filters {noun}", select_on_focus=False, id="filter")

    def action_leave(self) -> None:
        """Empty the box, and leave it."""
        self.value = ""
        self.post_message(self.Left())

    def action_step(self, by: int) -> None:
        """Move in the list."""
        self.post_message(self.Stepped(by))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Typed(event.value.strip().lower()))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Left())

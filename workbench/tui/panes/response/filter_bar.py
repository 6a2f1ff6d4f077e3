"""A line that asks for a filter of a body: a JSONPath or a command."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Input

from workbench.tui.widgets.bindings import bindings


class FilterBar(Input):
    """What the body is seen through; up and down take what was used before."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("body-filter")

    @dataclass
    class Wanted(Message):
        """The body is to be seen through this filter."""

        text: str

    class Left(Message):
        """The body is to be seen as it is."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        hint = "a JSONPath such as $.items[*].id, or a command such as jq .items"
        super().__init__(id=id, placeholder=hint, select_on_focus=True)
        self._past: list[str] = []
        self._place = 0

    @property
    def is_open(self) -> bool:
        """Whether it is on the screen."""
        return self.has_class("-shown")

    def show_text(self, text: str) -> None:
        """Tell what the body is seen through."""
        self.add_class("-shown")
        self.value = text

    def ask(self, past: Sequence[str], text: str = "") -> None:
        """Ask for a filter; `past` are those that were used, the newest last."""
        self._past = [*past]
        self._place = len(self._past)
        if not self.is_open:
            self.show_text(text)
        self.screen.set_focus(self)

    def close(self) -> None:
        """Ask no more."""
        self.remove_class("-shown")
        self.value = ""

    def action_leave(self) -> None:
        """Show the body as it is."""
        self.post_message(self.Left())

    def action_recall(self, by: int) -> None:
        """Take a filter that was used before, or go back towards the newest."""
        self._place = max(0, min(self._place + by, len(self._past)))
        self.value = self._past[self._place] if self._place < len(self._past) else ""
        self.cursor_position = len(self.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        text = event.value.strip()
        self.post_message(self.Wanted(text) if text else self.Left())

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()

"""The line below a WebSocket's messages: what is written here is sent."""

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message as Event
from textual.widgets import Input, Static

from workbench.errors import WorkbenchError
from workbench.model import Message, MessageKind
from workbench.tui.keyboard import keymap_of
from workbench.tui.widgets.bindings import bindings
from workbench.tui.widgets.safe import content

from .written import HINTS, KINDS, written

MOST_KEPT = 200  # messages that were written before


class MessageInput(Input):
    """What is to be said next; up brings back what was said before."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("message")

    @property
    def _bar(self) -> "TalkBar":
        assert isinstance(self.parent, TalkBar)
        return self.parent

    def action_leave(self) -> None:
        """Go back to the list of messages."""
        self.post_message(TalkBar.Left())

    def action_recall(self, by: int) -> None:
        """Take what was written before, or later."""
        self._bar.recall(by)

    def action_next_kind(self) -> None:
        """Write another kind of message."""
        self._bar.next_kind()


class TalkBar(Horizontal):
    """The kind of the message, and the message."""

    DEFAULT_CSS = """
    TalkBar {
        display: none; height: 1; background: $panel;
        &.-open { display: block; }
        & > Static { width: auto; padding: 0 1; color: $accent; text-style: bold; }
        & > Input, & > Input:focus {
            width: 1fr; border: none; height: 1; padding: 0 1; background: $background;
        }
    }
    """

    @dataclass
    class Said(Event):
        """Somebody wants this to be sent."""

        message: Message

    @dataclass
    class Refused(Event):
        """What is written is no message."""

        error: WorkbenchError

    class Left(Event):
        """Nothing more is to be written for now."""

    def __init__(self) -> None:
        super().__init__()
        self._kind: MessageKind = "text"
        self._said: list[tuple[MessageKind, str]] = []
        self._at = 0  # which of those is shown; behind the last one is the new one
        self.last: Message | None = None

    def compose(self) -> ComposeResult:
        """The kind, then the line."""
        yield Static(markup=False)
        yield MessageInput()

    def on_mount(self) -> None:
        """Begin with text."""
        self._show_kind()

    @property
    def input(self) -> MessageInput:
        """Where the message is written."""
        return self.query_one(MessageInput)

    def next_kind(self) -> None:
        """Write another kind of message."""
        self._kind = KINDS[(KINDS.index(self._kind) + 1) % len(KINDS)]
        self._show_kind()

    def recall(self, by: int) -> None:
        """Take what was written before, or later."""
        at = max(0, min(self._at + by, len(self._said)))
        if at == self._at:
            return
        self._at = at
        self._kind, text = self._said[at] if at < len(self._said) else (self._kind, "")
        self.input.value = text
        self.input.cursor_position = len(text)
        self._show_kind()

    def _show_kind(self) -> None:
        self.query_one(Static).update(content(f"→ {self._kind}"))
        turns = keymap_of(self.app).can("message.kind", "changes the kind")
        self.input.placeholder = "; ".join(filter(None, (HINTS[self._kind], turns)))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        try:
            message = written(self._kind, event.value)
        except WorkbenchError as error:
            self.post_message(self.Refused(error))
            return
        entry = (self._kind, event.value)
        others = [each for each in self._said if each != entry]
        self._said = [*others[1 - MOST_KEPT :], entry]
        self._at = len(self._said)
        self.last = message
        self.input.value = ""
        self.post_message(self.Said(message))

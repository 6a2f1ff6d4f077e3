"""A text area that suggests what could be typed."""

from typing import Any, ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.geometry import Offset
from textual.widgets import TextArea

from .bindings import bindings
from .completion import KEYS, Completing, Offer, Suggest, Suggestion


class CompletingArea(TextArea, Completing):
    """A TextArea with suggestions; they are made from the line that is typed in."""

    DEFAULT_CSS = """
    CompletingArea, CompletingArea:focus { border: none; padding: 0 1; background: transparent; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *KEYS,
        *bindings("text"),
    ]

    def __init__(self, *, suggest: Suggest | None = None, **options: Any) -> None:
        super().__init__(soft_wrap=True, show_line_numbers=False, tab_behavior="focus", **options)
        self.suggest = suggest

    def typed_place(self) -> tuple[str, int, Offset]:
        """Return the cursor's line, its place in it, and where that is on the screen."""
        row, column = self.cursor_location
        return self.document.get_line(row), column, self.cursor_screen_offset

    def insert_suggestion(self, offer: Offer, suggestion: Suggestion) -> None:
        """Put a suggestion in the place of what was typed of it; one step to undo."""
        row = self.cursor_location[0]
        self.replace(suggestion.text, (row, offer.start), (row, offer.end))
        behind = len(suggestion.text) if suggestion.cursor < 0 else suggestion.cursor
        self.move_cursor((row, offer.start + behind))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave keys to others that mean the list while there is none."""
        counts = self.answers(action)
        return super().check_action(action, parameters) if counts is None else counts

    def action_up(self, select: bool) -> None:
        """Go to the suggestion or line above."""
        if self.suggesting:
            self.action_suggestion(-1)
        else:
            self.action_cursor_up(select)

    def action_down(self, select: bool) -> None:
        """Go to the suggestion or line below."""
        if self.suggesting:
            self.action_suggestion(1)
        else:
            self.action_cursor_down(select)

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter" and self.accept_suggestion():
            event.stop()
            event.prevent_default()
            return
        await super()._on_key(event)
        if event.is_printable and not self.read_only:
            self.offer_suggestions()

    def action_delete_left(self) -> None:
        """Delete, and suggest anew if there were suggestions."""
        was_open = self.suggesting
        super().action_delete_left()
        if was_open:
            self.offer_suggestions()

    @on(events.Blur)
    def _left_alone(self) -> None:
        self.close_suggestions()

"""One-line inputs that suggest what could be typed."""

from typing import Any, ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.geometry import Offset
from textual.widgets import Input

from .bindings import bindings
from .completion import KEYS, Completing, Offer, Suggest, Suggestion


class CompletingInput(Input, Completing):
    """An Input with suggestions; what is pasted keeps its first line only, as any Input's."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *KEYS,
        *bindings("input"),
    ]

    def __init__(self, value: str = "", *, suggest: Suggest | None = None, **options: Any) -> None:
        super().__init__(value, **options)
        self.suggest = suggest

    def typed_place(self) -> tuple[str, int, Offset]:
        """Return the text, the cursor's place in it, and where that is on the screen."""
        return self.value, self.cursor_position, self.cursor_screen_offset

    def insert_suggestion(self, offer: Offer, suggestion: Suggestion) -> None:
        """Put a suggestion in the place of what was typed of it."""
        self.replace(suggestion.text, offer.start, offer.end)
        behind = len(suggestion.text) if suggestion.cursor < 0 else suggestion.cursor
        self.cursor_position = offer.start + behind

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave keys to others that mean the list while there is none."""
        counts = self.answers(action)
        return super().check_action(action, parameters) if counts is None else counts

    async def _on_key(self, event: events.Key) -> None:
        before = self.value
        await super()._on_key(event)
        if self.value != before:
            self.offer_suggestions()

    def action_delete_left(self) -> None:
        """Delete, and suggest anew if there were suggestions."""
        was_open = self.suggesting
        super().action_delete_left()
        if was_open:
            self.offer_suggestions()

    async def action_accept_or_submit(self) -> None:
        """Take the chosen suggestion; where there is none, submit."""
        if not self.accept_suggestion():
            await self.action_submit()

    @on(events.Blur)
    def _left_alone(self) -> None:
        self.close_suggestions()

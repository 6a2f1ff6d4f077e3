"""The top line: which collection, which environment, and whether anything is unsaved."""

from textual import events, on
from textual.color import Color, ColorParseError
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from workbench.tui.contrast import ink

from .safe import content, line_content


class TopBar(Widget):
    """Name and collection on the left, environment on the right; a click there asks for others."""

    class EnvironmentClicked(Message):
        """Another environment is wanted."""

    DEFAULT_CSS = """
    TopBar { height: 1; dock: top; padding: 0 1; background: $panel; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._collection, self._environment, self._drafts = "", "", 0
        self._color, self._protected = "", False

    def show(
        self,
        collection: str,
        environment: str | None,
        color: str,
        drafts: int,
        *,
        protected: bool = False,
    ) -> None:
        """Show other facts. `color` is a CSS colour of the environment's own, or empty."""
        self._collection, self._environment, self._drafts = collection, environment or "", drafts
        self._color, self._protected = color_style(color), protected
        self.refresh()

    def render(self) -> Content:
        """Draw the line; the environment is named in words, its colour comes on top."""
        left = Content.assemble(
            ("▣ workbench", "$accent bold"), ("  ", ""), line_content(self._collection)
        )
        if self._drafts:
            left += content(f"  ● {self._drafts} unsaved", "$warning")
        right = self._chip()
        room = self.size.width - right.cell_length
        left = left.truncate(max(0, room - 1), ellipsis=True)
        return left.pad_right(max(0, room - left.cell_length)) + right

    def _chip(self) -> Content:
        name = self._environment or "no environment"
        if self._protected:
            name = f"▲ {name}, protected"
        chip = line_content(f" {name} ", chip_style(self._color))
        return chip.truncate(self.size.width // 2, ellipsis=True)

    @on(events.Click)
    def _clicked(self, event: events.Click) -> None:
        if event.get_content_offset_capture(self).x >= self.size.width - self._chip().cell_length:
            self.post_message(self.EnvironmentClicked())


def chip_style(color: str) -> str:
    """Return a style for a word on a colour, or on the accent; reversed where there are none."""
    text, ground = (ink(Color.parse(color)).hex6, color) if color else ("$background", "$accent")
    return f"{ground} on {text} bold reverse"


def color_style(text: str) -> str:
    """Return a colour as a style may name it, or nothing: a style could also hold an action."""
    try:
        return Color.parse(text).hex6 if text else ""
    except ColorParseError:
        return ""

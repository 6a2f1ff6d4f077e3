"""The first frame: the shape of the main screen, drawn before its parts are even imported."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widget import Widget

from workbench.tui.widgets.safe import line_content


class Blank(Widget):
    """Room for a bar or, with a title, for a pane."""

    def __init__(self, id: str, title: str = "") -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.border_title = line_content(title) if title else None

    def render(self) -> str:
        """Nothing yet."""
        return ""


class OpeningScreen(Screen[None]):
    """Shown until the collection's own screen is ready, a moment later."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._collection = name

    def compose(self) -> ComposeResult:
        """The frames of the main screen's panes."""
        yield Blank("top")
        with Horizontal(id="main"):
            yield Blank("tree", self._collection)
            with Vertical(id="work"):
                yield Blank("request", "Request")
                yield Blank("response", "Response")
        yield Blank("keys")

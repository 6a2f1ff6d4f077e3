"""The lower border of the request pane: a warning of secrets, and keys of what has the focus."""

from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget

from workbench.engine.secret_places import SecretPlace
from workbench.tui.keyboard import keymap_of
from workbench.tui.widgets.safe import line_content

from .hints import hints

ENDS = 4  # cells of a border that hold no text


class Border:
    """Says one thing after the other on the lower border of a pane."""

    def __init__(self, pane: Widget) -> None:
        self._pane = pane
        self._long = self._short = ""  # of a warning
        self._shown = Content("")

    def warn(self, places: Sequence[SecretPlace]) -> None:
        """Say what in the request should be a reference to a secret."""
        before = self._long
        self._long = self._short = ""
        if places:
            keymap, place = keymap_of(self._pane.app), places[0]
            moves = keymap.can("extract-secret", "moves it out")
            self._long = _joined(f"! {place.where}: {place.kind}", moves)
            self._short = _joined(f"! {place.kind}", keymap.told("extract-secret"))
        if self._long != before:
            self.show()

    def show(self) -> None:
        """Show the warning, in short beside the keys of what has the focus if that has some."""
        pane = self._pane
        keys = hints(pane.screen, pane.size.width - ENDS - len(self._short))
        if keys and self._short:
            text = line_content(self._short, "$warning") + line_content(f" · {keys}")
        else:
            text = line_content(self._long, "$warning") if self._long else line_content(keys)
        if text != self._shown:
            self._shown = text
            pane.border_subtitle = text


def _joined(*texts: str) -> str:
    return " · ".join(filter(None, texts))

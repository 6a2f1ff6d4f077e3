"""How two exchanges differ, in a box over the screen."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from workbench.engine.comparison import Part
from workbench.model import Exchange
from workbench.tui.screens.paced import PacedModal
from workbench.tui.widgets.difference_lines import difference_lines
from workbench.tui.widgets.lines import Lines
from workbench.tui.widgets.safe import content, line_content
from workbench.tui.widgets.when import when


class Comparison(PacedModal[None]):
    """The differences of two exchanges; escape closes it."""

    DEFAULT_CSS = """
    Comparison {
        align: center middle; background: $background 60%;
        & > Vertical {
            width: 96%; max-width: 140; height: 90%; background: $surface;
            border: round $accent; border-title-color: $accent; border-title-style: bold;
        }
        & Static { height: 1; padding: 0 1; color: $muted; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,c,C", "dismiss(None)", "Close", show=False)
    ]

    def __init__(self, old: str, new: str, parts: Sequence[Part]) -> None:
        """`old` and `new` say what is compared; they may come from anywhere."""
        super().__init__()
        self._old, self._new, self._parts = old, new, parts

    def compose(self) -> ComposeResult:
        """What is compared, how it differs, the keys."""
        with Vertical() as box:
            box.border_title = "Comparison"
            yield Static(line_content(f"- {self._old}"))
            yield Static(line_content(f"+ {self._new}"))
            yield Lines()
            yield Static(content("+ added, - gone, ~ changed, > moved; escape closes"))

    def on_mount(self) -> None:
        """Show the differences."""
        self.query_one(Lines).show(difference_lines(self._parts))
        self.set_focus(self.query_one(Lines))


def named(exchange: Exchange) -> str:
    """Return what an exchange is called in a comparison."""
    return f"{exchange.name or exchange.url}, {when(exchange.started)}"

"""Ask the user to trust a collection with what it wants to do beyond sending."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from workbench.model import Capabilities
from workbench.tui.screens.paced import PacedModal
from workbench.tui.widgets.safe import content, line_content

from .dialogs import DIALOG_CSS

WORDS = (
    "Requests of “{name}” want to do this on your machine. It is asked once; what is new "
    "after a pull is asked for again. Say yes only if you know whose collection this is."
)


class AskTrust(PacedModal[bool]):
    """List what a collection asks for; escape answers no, and nothing is done."""

    DEFAULT_CSS = f"""
    AskTrust {{ {DIALOG_CSS}
        & > Vertical {{ width: 76; }}
        & VerticalScroll {{ height: auto; max-height: 14; margin: 1 0; background: $background; }}
        & #powers {{ padding: 0 1; }}
        & Horizontal {{ height: auto; align-horizontal: right; }}
        & Button {{ margin-left: 2; }}
    }}
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n", "dismiss(False)", "No", show=False),
        Binding("y", "dismiss(True)", "Yes", show=False),
    ]

    def __init__(self, name: str, powers: Capabilities) -> None:
        super().__init__()
        self._name, self._powers = name, powers

    def compose(self) -> ComposeResult:
        """The words, the list, two buttons."""
        with Vertical() as box:
            box.border_title = Content("Trust this collection?")
            yield Static(content(WORDS.format(name=self._name)))
            with VerticalScroll():
                lines = [line_content(f"• {line}") for line in self._powers.lines()]
                yield Static(Content("\n").join(lines), id="powers")
            with Horizontal():
                yield Button("Allow it (y)", id="yes", variant="primary", compact=True)
                yield Button("Not now (n)", id="no", compact=True)

    def on_mount(self) -> None:
        """Nothing is allowed by an enter that was meant for something else."""
        self.query_one("#no", Button).focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

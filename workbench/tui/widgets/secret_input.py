"""An input whose text is hidden, unless it is a reference such as `{{token}}`."""

from typing import Any, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widgets import Input

from workbench.templating import Template, parse

from .bindings import bindings
from .completing_input import CompletingInput


def is_reference(text: str) -> bool:
    """Tell whether a text holds nothing but templates, so that seeing it tells no secret."""
    return all(isinstance(piece, Template) for piece in parse(text))


class SecretInput(CompletingInput):
    """Dots in the place of what is typed; alt+s shows it, and hides it again."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("secret")

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.revealed = False

    def action_reveal(self) -> None:
        """Show what is typed, or hide it again."""
        self.revealed = not self.revealed
        self.hide_if_needed()

    def hide_if_needed(self) -> None:
        """Hide the text if it could tell a secret and the user has not asked to see it."""
        self.password = not self.revealed and not is_reference(self.value)

    @on(Input.Changed)
    def _value_changed(self) -> None:
        self.hide_if_needed()

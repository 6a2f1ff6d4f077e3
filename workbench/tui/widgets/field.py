"""A labelled one-line input."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static


class Field(Horizontal):
    """A label and an input on one line; the input carries the field's id."""

    DEFAULT_CSS = """
    Field {
        height: 1; margin: 0 1;
        & > Static { width: 16; color: $muted; }
        & > Input, & > Input:focus {
            width: 1fr; height: 1; border: none; padding: 0 1; background: $surface;
        }
        & > Input:focus { background: $panel; }
    }
    """

    def __init__(self, label: str, name: str, *, password: bool = False, hint: str = "") -> None:
        super().__init__()
        self._label, self._field, self._password, self._hint = label, name, password, hint

    def compose(self) -> ComposeResult:
        """The label, then the input."""
        yield Static(self._label, markup=False)
        yield Input(id=self._field, password=self._password, placeholder=self._hint)

    @property
    def value(self) -> str:
        """What is typed in the input."""
        return self.query_one(Input).value

    def show(self, value: str) -> None:
        """Show a value, without telling anybody that it changed."""
        box = self.query_one(Input)
        if box.value != value:
            with box.prevent(Input.Changed):
                box.value = value

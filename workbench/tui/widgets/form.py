"""Labelled fields, one a line: texts, secrets, and choices of a few words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from workbench.tui.keyboard import keymap_of

from .completing_input import CompletingInput
from .completion import Suggest
from .safe import line_content
from .secret_input import SecretInput
from .tab_bar import TabBar


@dataclass(frozen=True, slots=True)
class FormField:
    """What a form asks for. With `choices` one of them is the value, the first by default.

    That of a `path` is the path of a file.
    """

    name: str
    label: str
    hint: str = ""
    secret: bool = False
    choices: tuple[str, ...] = ()
    path: bool = False


class Reveal(Static):
    """The words beside a secret's field that a click on shows it."""

    DEFAULT_CSS = """
    Reveal { width: 13; padding: 0 1; color: $muted; }
    """

    @on(events.Click)
    def _clicked(self) -> None:
        line = self.parent
        assert isinstance(line, FormLine)
        line.query_one(SecretInput).action_reveal()


class FormLine(Horizontal):
    """One field: its label, what it is edited with, and a note behind that."""

    DEFAULT_CSS = """
    FormLine {
        height: 1; margin: 0 1;
        & > .label { width: 17; color: $muted; }
        & > Input, & > Input:focus {
            width: 1fr; height: 1; border: none; padding: 0 1; background: $surface;
        }
        & > Input:focus { background: $panel; }
        & > .note { width: auto; max-width: 50%; padding: 0 1; color: $muted; }
        & > .note.-fault { color: $error; }
        & > TabBar { width: auto; max-width: 60%; }
    }
    """

    def __init__(self, field: FormField, suggest: Suggest | None) -> None:
        super().__init__()
        self.field, self._suggest = field, suggest

    def compose(self) -> ComposeResult:
        """The label, the editor, and the note."""
        field = self.field
        yield Static(field.label, classes="label", markup=False)
        if field.choices:
            yield TabBar(field.choices, id=field.name)
        else:
            kind = SecretInput if field.secret else CompletingInput
            yield kind(
                suggest=self._suggest,
                id=field.name,
                placeholder=field.hint,
                select_on_focus=False,
            )
        if field.secret:
            yield Reveal(keymap_of(self.app).can("secret.reveal", "shows") or "show", markup=False)
        yield Static(classes="note", markup=False)

    @property
    def value(self) -> str:
        """What is typed or chosen."""
        if self.field.choices:
            return self.query_one(TabBar).active
        return self.query_one(Input).value

    def show(self, value: str) -> None:
        """Show a value without telling anybody."""
        if self.field.choices:
            self.query_one(TabBar).active = value or self.field.choices[0]
            return
        box = self.query_one(CompletingInput)
        if box.value != value:
            box.close_suggestions()
            with box.prevent(Input.Changed):
                box.value = value
        if isinstance(box, SecretInput):
            box.revealed = False
            box.hide_if_needed()

    def note(self, text: str, *, fault: bool = False) -> None:
        """Say something about the field: what is wrong with it, or what counts if it is empty."""
        if fault or self.field.choices:
            self.query_one(".note", Static).update(line_content(f"! {text}" if fault else text))
        else:
            self.query_one(".note", Static).update("")
            box = self.query_one(Input)
            box.placeholder = text or self.field.hint
        self.query_one(".note").set_class(fault, "-fault")


class Form(VerticalScroll, can_focus=False):
    """Some fields; up and down go from one to the next."""

    DEFAULT_CSS = """
    Form { height: 1fr; }
    Form > .section { margin: 0 1; color: $accent; height: 1; }
    """

    @dataclass
    class Changed(Message):
        """The user changed a field."""

        form: "Form"
        name: str
        value: str

        @property
        def control(self) -> "Form":
            """The form, so that handlers can select on it."""
            return self.form

    def __init__(
        self,
        fields: Iterable[FormField],
        *,
        suggest: Suggest | None = None,
        suggest_path: Suggest | None = None,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__(id=id)
        self._lines = {
            field.name: FormLine(field, suggest_path if field.path else suggest) for field in fields
        }

    def compose(self) -> ComposeResult:
        """The lines."""
        yield from self._lines.values()

    @property
    def values(self) -> dict[str, str]:
        """What is typed and chosen, by name."""
        return {name: line.value for name, line in self._lines.items()}

    def show(self, values: Mapping[str, str]) -> None:
        """Show values without telling anybody; a field without one is empty."""
        for name, line in self._lines.items():
            line.show(values.get(name, ""))

    def note(self, name: str, text: str, *, fault: bool = False) -> None:
        """Say something about a field."""
        self._lines[name].note(text, fault=fault)

    def show_only(self, names: Iterable[str]) -> None:
        """Have only these fields seen."""
        seen = set(names)
        for name, line in self._lines.items():
            line.display = name in seen

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value == event.input.value:  # else another value is shown by now
            self.post_message(self.Changed(self, event.input.id or "", event.value))

    @on(TabBar.Activated)
    def _chosen(self, event: TabBar.Activated) -> None:
        event.stop()
        self.post_message(self.Changed(self, event.bar.id or "", event.name))

    @on(events.Key)
    def _moved(self, event: events.Key) -> None:
        if event.key not in ("up", "down"):
            return
        boxes: list[Widget] = [
            line.query_one(f"#{name}") for name, line in self._lines.items() if line.display
        ]
        here = next((n for n, box in enumerate(boxes) if box.has_focus), None)
        if here is not None:
            to = here + (1 if event.key == "down" else -1)
            if 0 <= to < len(boxes):
                event.stop()
                self.screen.set_focus(boxes[to])

"""Ask where a secret is to live, once its literal leaves a file."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from workbench.engine.secret_places import SecretPlace
from workbench.errors import WorkbenchError
from workbench.formats.secret_text import read_secret
from workbench.model import SecretReference
from workbench.tui.screens.paced import PacedModal
from workbench.tui.widgets.form import Form, FormField
from workbench.tui.widgets.safe import content, line_content

from .dialogs import DIALOG_CSS

SOURCES = ("env", "command", "keyring", "file", "prompt")
HINTS = {
    "env": "the name of an environment variable",
    "command": "a command that prints it, such as: pass show shop/token",
    "keyring": "SERVICE/USER in the system's keyring",
    "file": "the path of a file that holds it",
    "prompt": "you are asked for it at the first send",
}
SHARED, OWN = "for everybody", "for me only"


@dataclass(frozen=True, slots=True)
class Extraction:
    """Where a secret goes: the reference to write, and whether into the file outside of git."""

    reference: SecretReference
    local: bool


class ExtractSecret(PacedModal[Extraction | None]):
    """A form for the reference; escape answers None. The secret itself is never shown.

    `holder` is what it is taken out of.
    """

    DEFAULT_CSS = f"""
    ExtractSecret {{ {DIALOG_CSS}
        & > Vertical {{ width: 74; }}
        & Form {{ height: auto; margin: 1 0; }}
        & #fault {{ color: $error; height: auto; }}
    }}
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Close", show=False)
    ]

    def __init__(
        self, place: SecretPlace, holder: str, environment: str, taken: Collection[str]
    ) -> None:
        super().__init__()
        self._holder = holder
        self._place, self._environment, self._taken = place, environment, taken

    def compose(self) -> ComposeResult:
        """What was found, the fields, and what will happen."""
        place = self._place
        with Vertical() as box:
            box.border_title = f"Move a secret out of the {self._holder}"
            yield Static(line_content(f"{place.where} holds {place.kind}."))
            yield Form(
                (
                    FormField("name", "Name", "a name for {{…}}"),
                    FormField("source", "It comes from", choices=SOURCES),
                    FormField("what", "  there it is", HINTS["env"]),
                    FormField("file", "Reference", choices=(SHARED, OWN)),
                )
            )
            yield Static(id="fault", markup=False)
            note = (
                f"The reference goes to the [secrets] of {self._environment}, {{{{name}}}} into the"
                f" {self._holder}. The value is remembered until you leave, and written nowhere."
                " enter accepts, escape leaves."
            )
            yield Static(content(note), classes="note")

    def on_mount(self) -> None:
        """Suggest a name that is free."""
        name, number = self._place.name, 1
        while name in self._taken:
            number += 1
            name = f"{self._place.name}_{number}"
        self.query_one(Form).show({"name": name, "what": name.upper()})
        self.query_one("#name", Input).focus()

    @on(Form.Changed)
    def _changed(self, event: Form.Changed) -> None:
        event.stop()
        if event.name == "source":
            event.form.note("what", HINTS[event.value])

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        texts = self.query_one(Form).values
        name, source = texts["name"].strip(), texts["source"]
        text = source if source == "prompt" else f"{source}:{texts['what'].strip()}"
        try:
            reference = read_secret(name, text)
        except WorkbenchError as error:
            self._say(error.problems[0].what)
            return
        if not name.replace("_", "").replace("-", "").isalnum() or name[0].isdigit():
            self._say(f'"{name}" is no name for a variable')
        elif name in self._taken:
            self._say(f'"{name}" means something else already')
        else:
            self.dismiss(Extraction(reference, texts["file"] == OWN))

    def _say(self, what: str) -> None:
        self.query_one("#fault", Static).update(line_content(f"! {what}"))

"""Small questions over the screen: a text, yes or no, one of a list."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Static

from workbench.tui.screens.paced import PacedModal
from workbench.tui.widgets.bindings import bindings
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.safe import content, line_content

DIALOG_CSS = """
    align: center middle;
    background: $background 60%;
    & > Vertical {
        width: 60; max-width: 94%; height: auto; max-height: 80%;
        background: $surface; border: round $accent; padding: 1 2;
        border-title-color: $accent; border-title-style: bold;
    }
    & Input, & Input:focus { border: none; height: 1; padding: 0 1; background: $background; }
    & .note { color: $muted; margin-top: 1; height: auto; }
"""


class Ask(PacedModal[str | None]):
    """Ask for a line of text; escape answers None."""

    DEFAULT_CSS = f"Ask {{ {DIALOG_CSS} }}"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Close", show=False)
    ]

    def __init__(
        self,
        title: str,
        value: str = "",
        note: str = "enter accepts, escape leaves",
        *,
        secret: bool = False,
        placeholder: str = "",
    ) -> None:
        """`placeholder` says what is to be typed where nothing is yet."""
        super().__init__()
        self._title, self._value, self._note, self._secret = title, value, note, secret
        self._placeholder = placeholder

    def compose(self) -> ComposeResult:
        """A box with an input in it."""
        with Vertical() as box:
            box.border_title = line_content(self._title)
            yield Input(self._value, self._placeholder, password=self._secret)
            yield Static(content(self._note), classes="note")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip() or None)


class Confirm(PacedModal[bool]):
    """Ask before something that cannot be taken back easily; escape answers no."""

    DEFAULT_CSS = f"""
    Confirm {{ {DIALOG_CSS}
        & Horizontal {{ height: auto; margin-top: 1; align-horizontal: right; }}
        & Button {{ margin-left: 2; }}
    }}
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n", "dismiss(False)", "No", show=False),
        Binding("y", "dismiss(True)", "Yes", show=False),
    ]

    def __init__(self, title: str, text: str, yes: str, *, careful: bool = False) -> None:
        """With `careful`, an enter that was meant for something else answers no."""
        super().__init__()
        self._title, self._text, self._yes, self._careful = title, text, yes, careful

    def compose(self) -> ComposeResult:
        """A box with the question and two buttons."""
        with Vertical() as box:
            box.border_title = line_content(self._title)
            yield Static(Content("\n").join(content(line) for line in self._text.split("\n")))
            with Horizontal():
                yield Button(content(f"{self._yes} (y)"), id="yes", variant="primary", compact=True)
                yield Button("Cancel (n)", id="no", compact=True)

    def on_mount(self) -> None:
        """Begin with the likelier answer."""
        self.query_one("#no" if self._careful else "#yes", Button).focus()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")


class Choices(LineList):
    """The list of a Pick."""

    DEFAULT_CSS = """
    Choices { height: auto; max-height: 16; margin-top: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.choices: Sequence[str] = ()

    def show(self, choices: Sequence[str]) -> None:
        """Offer these."""
        self.choices = choices
        self.set_count(len(choices))

    def line(self, index: int, width: int) -> Content:
        """Draw one choice."""
        return line_content(f" {self.choices[index]}").truncate(width, ellipsis=True)

    def empty(self) -> Content:
        """Nothing matches what was typed."""
        return content(" nothing matches", "$muted italic")


class Pick(PacedModal[str | None]):
    """Pick one of a list, narrowed by typing; escape answers None.

    With `free` set, a text that matches nothing can be picked as it is typed.
    `preview` is told each choice the cursor comes to.
    """

    DEFAULT_CSS = f"Pick {{ {DIALOG_CSS} }}"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Close", show=False),
        *bindings("choosing", priority=True),
    ]

    def __init__(
        self,
        title: str,
        choices: Sequence[str],
        *,
        chosen: str = "",
        free: bool = False,
        preview: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__()
        self._title, self._choices, self._chosen = title, choices, chosen
        self._free, self._preview = free, preview

    def compose(self) -> ComposeResult:
        """A filter above a list."""
        with Vertical() as box:
            box.border_title = line_content(self._title)
            yield Input(
                placeholder="type to narrow" + (", or a name of your own" if self._free else "")
            )
            yield self.listed()
            yield from self.below()

    def listed(self) -> Choices:
        """Return the list."""
        return Choices()

    def below(self) -> ComposeResult:
        """Return what else there is to see."""
        return ()

    def on_mount(self) -> None:
        """Offer everything, with the cursor on what is chosen now."""
        listed = self.query_one(Choices)
        listed.can_focus = False
        listed.show(self._choices)
        if self._chosen in self._choices:
            listed.cursor = self._choices.index(self._chosen)

    def action_move(self, by: int) -> None:
        """Move the cursor of the list while the filter keeps the focus."""
        self.query_one(Choices).cursor += by

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        wanted = event.value.lower()
        listed = self.query_one(Choices)
        fits = [choice for choice in self._choices if wanted in choice.lower()]
        listed.show(fits)
        if wanted:
            begins = (at for at, choice in enumerate(fits) if choice.lower().startswith(wanted))
            listed.cursor = next(begins, 0)
            self._show_preview()

    @on(LineList.Moved)
    def _show_preview(self) -> None:
        listed = self.query_one(Choices)
        if self._preview is not None and listed.choices:
            self._preview(listed.choices[listed.cursor])

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        listed = self.query_one(Choices)
        if listed.choices:
            self.dismiss(listed.choices[listed.cursor])
        else:
            self.dismiss(event.value.strip() if self._free and event.value.strip() else None)

    @on(LineList.Chosen)
    def _clicked(self, event: LineList.Chosen) -> None:
        self.dismiss(self.query_one(Choices).choices[event.index])

"""Choose an environment, with what differs from the one that is used."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from workbench.model import Environment
from workbench.tui.screens.dialogs import Choices, Pick
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.safe import content

from . import words

MOST_LINES = 8


class EnvironmentChoices(Choices):
    """The environments, each in its colour."""

    def __init__(self, environments: Mapping[str, Environment], used: str | None) -> None:
        super().__init__()
        self._environments, self._used = environments, used

    def line(self, index: int, width: int) -> Content:
        """Draw one environment."""
        name = self.choices[index]
        line = words.row(self._environments[name], used=name == self._used)
        return line.truncate(width, ellipsis=True)


class PickEnvironment(Pick):
    """Pick an environment; `manage` is called by the key that leads to their list."""

    DEFAULT_CSS = """
    PickEnvironment {
        & > Vertical { width: 76; }
        & #differences { height: auto; margin-top: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f3", "manage", "Edit environments", show=False, priority=True),
    ]

    def __init__(
        self,
        environments: Mapping[str, Environment],
        used: str | None,
        manage: Callable[[], object],
    ) -> None:
        names = sorted(environments)
        super().__init__("Environment", names, chosen=used or "")
        self._environments, self._used, self._manage = environments, used, manage

    def listed(self) -> Choices:
        """Return the list."""
        return EnvironmentChoices(self._environments, self._used)

    def below(self) -> ComposeResult:
        """What differs, and the way to the list."""
        yield Static(id="differences", markup=False)
        yield Static("enter uses it, f3 edits, makes and renames environments", classes="note")

    def on_mount(self) -> None:
        """Say what differs in the one that is offered first."""
        super().on_mount()
        self._compare()

    def action_manage(self) -> None:
        """Go to the list of environments instead."""
        self.dismiss(None)
        self._manage()

    @on(LineList.Moved)
    @on(Input.Changed)
    def _compare(self) -> None:
        choices = self.query_one(Choices)
        name = choices.choices[choices.cursor] if choices.choices else ""
        here = self._environments.get(self._used or "")
        lines = words.differences(here, self._environments.get(name))
        if len(lines) > MOST_LINES:
            more = content(f"and {len(lines) - MOST_LINES} more", "$muted")
            lines = [*lines[:MOST_LINES], more]
        width = max(10, self.query_one("#differences").size.width or 70)
        shown = [line.truncate(width, ellipsis=True) for line in lines]
        self.query_one("#differences", Static).update(Content("\n").join(shown))

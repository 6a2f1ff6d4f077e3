"""What can be done with a row, for those who do not know the keys yet."""

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.tui.key_names import shown
from workbench.tui.screens.dialogs import Pick

from .row_table import RowTable


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu: what it says, and what it asks of the table."""

    words: str
    what: str
    by: int = 0

    @property
    def action(self) -> str:
        """The action of the lines that does the same."""
        if self.what == "edit":
            return "choose"
        return f"ask('{self.what}', {self.by})" if self.by else f"ask('{self.what}')"

    def label(self, keys: Mapping[str, str]) -> str:
        """Return the line as it is shown; `keys` holds the key of each action that has one."""
        return f"{self.words:<24} {keys.get(self.action, '')}".rstrip()


ENTRIES = (
    Entry("Edit", "edit"),
    Entry("Edit the value", "value"),
    Entry("Edit the description", "why"),
    Entry("Switch on or off", "toggle"),
    Entry("Remove", "remove"),
    Entry("Move up", "shift", -1),
    Entry("Move down", "shift", 1),
    Entry("Copy", "copy"),
    Entry("Undo", "undo"),
    Entry("Redo", "redo"),
    Entry("Edit all rows as text", "bulk"),
)


def offer_menu(table: RowTable, index: int) -> None:
    """Ask what is to be done with a row of a table, and have it done."""
    keys = dict[str, str]()
    for key, active in table.screen.active_bindings.items():
        if active.node is table.lines:
            keys.setdefault(active.binding.action, shown(key))
    entries = {entry.label(keys): entry for entry in ENTRIES}

    def chosen(label: str | None) -> None:
        if label in entries:
            table.act(entries[label].what, index, entries[label].by)

    table.app.push_screen(Pick(f"This {table.noun}", list(entries)), chosen)

"""What can be done with a row, for those who do not know the keys yet."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu: what it says, its key, and what it asks of the table."""

    words: str
    key: str
    what: str
    by: int = 0

    @property
    def label(self) -> str:
        """The line as it is shown."""
        return f"{self.words:<24} {self.key}"


ENTRIES = (
    Entry("Edit", "enter", "edit"),
    Entry("Edit the value", "v", "value"),
    Entry("Edit the description", "c", "why"),
    Entry("Switch on or off", "space", "toggle"),
    Entry("Remove", "delete", "remove"),
    Entry("Move up", "alt+up", "shift", -1),
    Entry("Move down", "alt+down", "shift", 1),
    Entry("Copy", "y", "copy"),
    Entry("Undo", "u", "undo"),
    Entry("Redo", "U", "redo"),
    Entry("Edit all rows as text", "b", "bulk"),
)

"""What can be done to rows, as functions from rows to rows, and the rows before that."""

from collections.abc import Callable
from dataclasses import replace

from workbench.model import Rows
from workbench.tui.outer import Outer

MOST_STEPS = 200

Same = Callable[[str], str]  # names are the same if this makes the same of them


def toggled(rows: Rows, index: int) -> Rows:
    """Switch a row on or off."""
    return changed(rows, index, enabled=not rows[index].enabled)


def changed(rows: Rows, index: int, **what: str | bool) -> Rows:
    """Change fields of a row."""
    row = replace(rows[index], **what)  # type: ignore[arg-type] # fields of a Row
    return (*rows[:index], row, *rows[index + 1 :])


def without(rows: Rows, index: int) -> Rows:
    """Take a row away."""
    return (*rows[:index], *rows[index + 1 :])


def shifted(rows: Rows, index: int, to: int) -> Rows:
    """Move a row to another place."""
    others = without(rows, index)
    return (*others[:to], rows[index], *others[to:])


def outer_left(rows: Rows, outer: tuple[Outer, ...], same: Same) -> tuple[Outer, ...]:
    """Return the outer rows on which these rows have no word."""
    named = {same(row.name) for row in rows if row.enabled and row.name}
    return tuple(each for each in outer if each.wins or same(each.row.name) not in named)


def first_change(before: Rows, after: Rows) -> int:
    """Return the index of the first row that differs; the last one if the end is gone."""
    pairs = enumerate(zip(before, after, strict=False))
    shared = min(len(before), len(after))
    at = next((index for index, (old, new) in pairs if old != new), shared)
    return max(0, min(at, len(after) - 1))


class Steps:
    """The rows as they were before each change, the last one on top."""

    def __init__(self) -> None:
        self._before: list[Rows] = []
        self._after: list[Rows] = []
        self._going_on = ""

    def note(self, rows: Rows, going_on: str = "") -> None:
        """Remember rows that are about to change.

        What is `going_on`, such as typing somewhere else, is one step until there is another.
        """
        if not going_on or going_on != self._going_on:
            self._before = [*self._before, rows][-MOST_STEPS:]
        self._after.clear()
        self._going_on = going_on

    def pause(self) -> None:
        """Let what was going on come to its end."""
        self._going_on = ""

    def can_go_back(self, now: Rows) -> bool:
        """Tell whether there is a step before these rows."""
        return any(before != now for before in self._before)

    @property
    def can_go_forth(self) -> bool:
        """Whether a step back can be taken back."""
        return bool(self._after)

    def back(self, now: Rows) -> Rows | None:
        """Return the rows of one step before, if there is one."""
        self.pause()
        while self._before:
            before = self._before.pop()
            if before != now:  # it came to nothing
                self._after.append(now)
                return before
        return None

    def forth(self, now: Rows) -> Rows | None:
        """Return the rows that the last step back has left."""
        self.pause()
        if not self._after:
            return None
        self._before.append(now)
        return self._after.pop()

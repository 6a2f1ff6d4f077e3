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


class Steps:
    """The rows as they were before each change, the last one on top."""

    def __init__(self) -> None:
        self._before: list[Rows] = []
        self._after: list[Rows] = []

    def note(self, rows: Rows) -> None:
        """Remember rows that are about to change."""
        self._before = [*self._before, rows][-MOST_STEPS:]
        self._after.clear()

    def back(self, now: Rows) -> Rows | None:
        """Return the rows of one step before, if there is one."""
        if not self._before:
            return None
        self._after.append(now)
        return self._before.pop()

    def forth(self, now: Rows) -> Rows | None:
        """Return the rows that the last step back has left."""
        if not self._after:
            return None
        self._before.append(now)
        return self._after.pop()

    def forget(self) -> None:
        """Start anew, with the rows of something else."""
        self._before.clear()
        self._after.clear()

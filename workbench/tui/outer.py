"""What stands around a request and counts in it: rows of folders, environment and session."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.formats.typed_text import value_text
from workbench.model import Folder, Options, Row, SecretReference, Variable
from workbench.templating import MASK, Scope

from .marks import folder_file


@dataclass(frozen=True, slots=True)
class Outer:
    """A row from around the request, and what it comes from.

    One that `wins` counts in the place of a row of the request, as a variable of the
    environment does; any other counts where the request says nothing.
    """

    row: Row
    origin: str
    wins: bool = False


def outer_headers(folders: Sequence[Folder]) -> tuple[Outer, ...]:
    """Return the headers that folders give a request; `folders` are outermost first."""
    found: dict[str, list[Outer]] = {}
    for folder in folders:
        here: dict[str, list[Outer]] = {}
        for row in folder.defaults.headers:
            if row.enabled and row.name:
                here.setdefault(row.name.lower(), []).append(Outer(row, folder_file(folder)))
        for name, rows in here.items():
            found.pop(name, None)
            if kept := [each for each in rows if not each.row.removed]:
                found[name] = kept
    return tuple(each for rows in found.values() for each in rows)


def outer_variables(scopes: Sequence[Scope]) -> tuple[Outer, ...]:
    """Return the variables of all scopes but the request's own; secrets are masked."""
    names = [scope.name for scope in scopes]
    own = names.index("request") if "request" in names else 0
    found: dict[str, Outer] = {}
    gone: set[str] = set()
    for number, scope in enumerate(scopes):
        if number == own:
            continue
        for row, is_removed in _entries(scope):
            if row.name in found or row.name in gone:
                continue
            if is_removed:
                gone.add(row.name)
            else:
                found[row.name] = Outer(row, scope.place or scope.name, wins=number < own)
    return tuple(found.values())


def _entries(scope: Scope) -> Iterator[tuple[Row, bool]]:
    """Yield what a scope says, what wins over a namesake first."""
    for entry in reversed(tuple(scope.entries())):
        match entry:
            case SecretReference(name, source):
                yield Row(name, MASK, description=source), False
            case Variable(name, value) if entry.enabled or entry.removed:
                text = MASK if scope.secret else value_text(value)
                yield Row(name, text, description=entry.description), entry.removed


def outer_options(folders: Sequence[Folder]) -> dict[str, tuple[object, str]]:
    """Return by name the options that folders set, each with the file that says so."""
    found: dict[str, tuple[object, str]] = {}
    for folder in folders:
        for name in Options.__dataclass_fields__:
            value = getattr(folder.defaults.options, name)
            if value is not None:
                found[name] = (value, folder_file(folder))
    return found

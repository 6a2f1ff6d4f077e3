"""What folders give a request: headers, credentials and options. The nearest says the last word."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from workbench.model import (
    AuthSpec,
    Folder,
    InheritAuth,
    NoAuth,
    Options,
    RequestSpec,
    Row,
    Rows,
)


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """A header that will be sent, and the id of the folder it comes from (None: the request)."""

    row: Row
    folder: str | None


@dataclass(frozen=True, slots=True)
class Headers:
    """The headers of a request after inheritance; `removed` holds lower-case names."""

    rows: tuple[HeaderRow, ...]
    removed: frozenset[str]

    def has_word_on(self, name: str) -> bool:
        """Tell whether a header is set or taken away; either way no default belongs there."""
        return name in self.removed or any(found.row.name.lower() == name for found in self.rows)


def effective_headers(folders: Sequence[Folder], spec: RequestSpec) -> Headers:
    """Return the headers to send; `folders` are the ones around the request, outermost first.

    A nearer header replaces all outer ones of its name, in any case. A row that is
    switched off counts as not there, so the outer value stays.
    """
    levels: list[tuple[str | None, Rows]] = [(f.id, f.defaults.headers) for f in folders]
    levels.append((None, spec.headers))
    rows: list[HeaderRow] = []
    removed: set[str] = set()
    for folder, level in levels:
        active = [row for row in level if row.enabled and row.name]
        names = {row.name.lower() for row in active}
        rows = [found for found in rows if found.row.name.lower() not in names]
        rows += [HeaderRow(row, folder) for row in active if not row.removed]
        removed = (removed - names) | {row.name.lower() for row in active if row.removed}
    return Headers(tuple(rows), frozenset(removed))


def effective_auth(folders: Sequence[Folder], spec: RequestSpec) -> tuple[AuthSpec, str | None]:
    """Return the nearest opinion on credentials and its folder (None: the request itself)."""
    if not isinstance(spec.auth, InheritAuth):
        return spec.auth, None
    for folder in reversed(folders):
        if not isinstance(folder.defaults.auth, InheritAuth):
            return folder.defaults.auth, folder.id
    return NoAuth(), None


def effective_options(folders: Sequence[Folder], spec: RequestSpec) -> Options:
    """Return the options with each one taken from the nearest that sets it."""
    levels = [spec.options, *(folder.defaults.options for folder in reversed(folders))]
    chosen = {}
    for field in fields(Options):
        values = (getattr(level, field.name) for level in levels)
        chosen[field.name] = next((value for value in values if value is not None), None)
    return Options(**chosen)

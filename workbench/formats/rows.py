"""Tables of named things ⇄ tuples of them, whatever the things are.

    page = "1"                                  one thing, in its short form
    debug = { value = "1", enabled = false }    and in its long form
    tag = ["a", "b"]                            two of one name, if they may repeat

A table cannot say that things of one name stand apart from each other. Such ones are
written as a list of tables instead: `[[params]]` with `name` and `value`.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar

from workbench.errors import Problem, WorkbenchError

from .typed import Path, Source


class Named(Protocol):
    """What a table can hold: anything with a name."""

    @property
    def name(self) -> str:
        """The key in the table."""
        ...


N = TypeVar("N", bound=Named)


class Notation(ABC, Generic[N]):
    """How one kind of named thing is written.

    `keys` are those of the long form, `main` the one whose value alone is the short form.
    Things that `repeat` may share a name. A `loose` value is text, also if a file has a bare
    number or truth value there. `listed` things have a `[[table]]` each in new files.
    """

    keys: tuple[str, ...]
    main: str
    repeat = True
    loose = False
    listed = False

    @abstractmethod
    def read(self, name: str, item: Any, source: Source, path: Path) -> N:
        """Return the thing of a parsed value in either form."""

    @abstractmethod
    def long(self, thing: N) -> dict[str, Any]:
        """Return what the long form must say; what is left out has its default."""

    def is_long(self, item: Any) -> bool:
        """Tell whether a parsed value is a long form."""
        return isinstance(item, dict)

    def encode(self, thing: N) -> Any:
        """Return a thing as short as it can be written."""
        long = self.long(thing)
        is_short = long.keys() == {self.main} and not self.is_long(long[self.main])
        return long[self.main] if is_short else long


# The tables of rows that a file has, by name.
Notations = Mapping[str, Notation[Any]]


def decode_tables(
    table: Mapping[str, Any], source: Source, notations: Notations
) -> dict[str, tuple[Any, ...]]:
    """Return the things of all tables of rows that a parsed file has, by name."""
    return {
        name: decode_rows(table[name], source, (name,), notation) if name in table else ()
        for name, notation in notations.items()
    }


def decode_rows(value: Any, source: Source, path: Path, notation: Notation[N]) -> tuple[N, ...]:
    """Return the things of a table, or of a list of tables."""
    if isinstance(value, list) and notation.repeat:
        return tuple(_listed(item, source, path, notation) for item in value)
    if not isinstance(value, dict):
        raise source.error(path, f'"{path[-1]}" must be a table')
    rows: list[N] = []
    for name, item in value.items():
        several = item if isinstance(item, list) and notation.repeat else [item]
        rows += (notation.read(name, one, source, (*path, name)) for one in several)
    return tuple(rows)


def groups(rows: Iterable[N]) -> dict[str, list[N]]:
    """Return the things by name, in the order in which the names first appear."""
    found: dict[str, list[N]] = {}
    for row in rows:
        found.setdefault(row.name, []).append(row)
    return found


def are_grouped(rows: Sequence[N]) -> bool:
    """Tell whether things of one name stand together, so that a table can hold them."""
    return [row for group in groups(rows).values() for row in group] == list(rows)


def encode_rows(rows: Sequence[N], notation: Notation[N]) -> Any:
    """Return things as a table, or as a list of tables where only that keeps their order."""
    if rows and (notation.listed or (notation.repeat and not are_grouped(rows))):
        return encode_list(rows, notation)
    return {name: encode_group(group, notation) for name, group in groups(rows).items()}


def encode_group(rows: Sequence[N], notation: Notation[N]) -> Any:
    """Return the value of one name in a table."""
    values = [notation.encode(row) for row in rows]
    if len(values) == 1:
        return values[0]
    if not notation.repeat:
        raise _twice(rows[0].name)
    return values


def encode_list(rows: Iterable[N], notation: Notation[N]) -> list[dict[str, Any]]:
    """Return things in the form that keeps any order."""
    return [{"name": row.name, **notation.long(row)} for row in rows]


def _listed(item: Any, source: Source, path: Path, notation: Notation[N]) -> N:
    if not isinstance(item, dict) or "name" not in item:
        raise source.error(path, f'every item of "{path[-1]}" must be a table with a name')
    name = source.convert(item["name"], str, (*path, "name"))
    return notation.read(name, item, source, path)


def distinct(rows: tuple[N, ...]) -> tuple[N, ...]:
    """Return rows of which no two share a name. Raises a WorkbenchError if two do."""
    for name, group in groups(rows).items():
        if len(group) > 1:
            raise _twice(name)
    return rows


def _twice(name: str) -> WorkbenchError:
    hint = "give one of the two another name"
    return WorkbenchError(Problem(f'the name "{name}" is there twice', hint=hint))

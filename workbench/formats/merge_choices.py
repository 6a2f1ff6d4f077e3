"""Three-way choices between the fields of nouns: what changed on one side only is taken."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import Any, Generic, Literal, TypeVar

from .merge_lines import merge_regions, merge_text
from .rows import Notation, are_grouped, encode_rows, groups
from .write import value

Side = Literal["ours", "theirs"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that both sides changed, each to another value, as a file would say it.

    A side that has taken it away has an empty text.
    """

    field: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Sides(Generic[T]):
    """One thing three times: as it was, and as either side has it now."""

    base: T
    ours: T
    theirs: T

    def get(self, name: str) -> "Sides[Any]":
        """Return the field of this name, three times."""
        return Sides(*(getattr(side, name) for side in (self.base, self.ours, self.theirs)))


class Choices:
    """One merge: makes the choices that are clear and collects the others as conflicts.

    In a conflict `ours` wins, unless `chosen` names a side for the field; what is chosen
    is no conflict any more.
    """

    def __init__(self, chosen: Mapping[str, Side]) -> None:
        self._chosen = chosen
        self._conflicts: list[Conflict] = []

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The fields that somebody has to choose a side for."""
        return tuple(self._conflicts)

    def one(self, field: str, sides: Sides[T], shown: Callable[[T], str]) -> T:
        """Return the value of a field as a whole."""
        if sides.ours == sides.theirs or sides.theirs == sides.base:
            return sides.ours
        if sides.ours == sides.base:
            return sides.theirs
        side = self._chosen.get(field)
        if side is None:
            self._conflicts.append(Conflict(field, shown(sides.ours), shown(sides.theirs)))
        return sides.theirs if side == "theirs" else sides.ours

    def text(self, field: str, sides: Sides[str]) -> str:
        """Return a text that may have several lines, merged line by line where that is clear."""
        if field not in self._chosen:
            merged = merge_text(sides.base, sides.ours, sides.theirs)
            if merged is not None:
                return merged
        return self.one(field, sides, value)

    def sequence(
        self, field: str, sides: Sides[tuple[T, ...]], shown: Callable[[tuple[T, ...]], str]
    ) -> tuple[T, ...]:
        """Return a list; what both sides add in one place is all taken, ours first."""
        if field in self._chosen:
            return self.one(field, sides, shown)
        merged: list[Any] = []
        for region in merge_regions(sides.base, sides.ours, sides.theirs):
            found = region.merged
            if found is None and not region.base:
                found = [*region.ours, *(it for it in region.theirs if it not in region.ours)]
            if found is None:
                return self.one(field, sides, shown)
            merged += found
        are_unique = all(len(set(side)) == len(side) for side in (sides.ours, sides.theirs))
        return tuple(dict.fromkeys(merged) if are_unique else merged)

    def fields(self, field: str, sides: Sides[Any], texts: Sequence[str] = ()) -> Any:
        """Return a dataclass chosen field by field; all three are of one type."""
        found: dict[str, Any] = {}
        for name in (each.name for each in fields(sides.base)):
            if name in texts:
                found[name] = self.text(f"{field}.{name}", sides.get(name))
            else:
                found[name] = self.one(f"{field}.{name}", sides.get(name), _shown)
        return replace(sides.ours, **found)

    def rows(
        self, field: str, sides: Sides[tuple[Any, ...]], notation: Notation[Any]
    ) -> tuple[Any, ...]:
        """Return a table of named things, chosen name by name; one side says the order."""
        three = (sides.base, sides.ours, sides.theirs)
        if not all(map(are_grouped, three)):  # by name they would lose their order
            return self.one(field, sides, lambda rows: value(encode_rows(rows, notation)))
        base, ours, theirs = map(groups, three)
        first, second = (ours, theirs) if _reordered(base, ours) else (theirs, ours)
        names = list(first)
        above: str | None = None
        for name in second:
            if name not in first:
                names.insert(names.index(above) + 1 if above is not None else 0, name)
            above = name
        found: list[Any] = []
        for name in names:
            found_by_name = (tuple(side.get(name, ())) for side in (base, ours, theirs))
            group: Sides[tuple[Any, ...]] = Sides(*found_by_name)
            shown: Callable[[tuple[Any, ...]], str] = partial(_written, notation)
            chosen: tuple[Any, ...] = self.one(f"{field}.{name}", group, shown)
            found += chosen
        return tuple(found)


def _reordered(base: Iterable[str], side: Iterable[str]) -> bool:
    before, after = list(base), list(side)
    return [name for name in before if name in after] != [n for n in after if n in before]


def _shown(plain: Any) -> str:
    match plain:
        case None:
            return ""
        case tuple():
            return value(list(plain))
        case _:
            return value(plain)


def _written(notation: Notation[Any], rows: tuple[Any, ...]) -> str:
    values = [notation.encode(row) for row in rows]
    return value(values[0] if len(values) == 1 else values) if values else ""

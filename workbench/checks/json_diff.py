"""How two JSON documents differ, place by place."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Literal, TypeAlias

from .json_items import Matches, fingerprint, ordered, unordered
from .values import Parts, is_number, place, shown

ChangeKind: TypeAlias = Literal["added", "removed", "changed", "moved"]
Places: TypeAlias = frozenset[Parts]

MOST = 1000  # changes that are listed
DEEPEST = 64  # levels that are compared part by part; what is deeper, as a whole
_PAIRS = 10_000  # pairs of items of an unordered list that are tried


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. An added place is in the new document, a removed one in the old.

    For what changed or moved, `path` is in the new document and `old_path` in the old.
    """

    kind: ChangeKind
    path: Parts
    old_path: Parts = ()
    old: Any = None
    new: Any = None

    def __str__(self) -> str:
        at = place(self.path)
        match self.kind:
            case "added":
                return f"+ {at}: {shown(self.new)}"
            case "removed":
                return f"- {at}: {shown(self.old)}"
            case "changed":
                return f"~ {at}: {shown(self.old)} → {shown(self.new)}"
            case "moved":
                return f"> {place(self.old_path)} → {at}: {shown(self.new)}"


@dataclass(frozen=True, slots=True)
class Side:
    """A document, with the places in it that may differ and the lists without an order."""

    document: Any
    ignored: Places = frozenset()
    unordered: Places = frozenset()


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two values that are compared, and where they stand."""

    old: Any
    new: Any
    old_path: Parts = ()
    path: Parts = ()

    def inner(self, old_part: str | int, part: str | int) -> "_Pair":
        old_path, path = (*self.old_path, old_part), (*self.path, part)
        return _Pair(self.old[old_part], self.new[part], old_path, path)


@dataclass(frozen=True, slots=True)
class _Comparison:
    old: Side
    new: Side
    tolerance: float

    def changes(self, pair: _Pair) -> Iterator[Change]:
        """Yield what differs between two values."""
        if pair.old_path in self.old.ignored or pair.path in self.new.ignored:
            return
        if len(pair.path) > DEEPEST:
            if fingerprint(pair.old) != fingerprint(pair.new):
                yield _changed(pair)
        elif isinstance(pair.old, dict) and isinstance(pair.new, dict):
            yield from self._objects(pair)
        elif isinstance(pair.old, list) and isinstance(pair.new, list):
            yield from self._lists(pair)
        elif not self._equal(pair.old, pair.new):
            yield _changed(pair)

    def _equal(self, old: Any, new: Any) -> bool:
        if is_number(old) and is_number(new):
            try:
                return bool(old == new or abs(old - new) <= self.tolerance)
            except OverflowError:  # a whole number beyond what a float holds
                return False
        return type(old) is type(new) and bool(old == new)

    def _objects(self, pair: _Pair) -> Iterator[Change]:
        for name in pair.old:
            if name in pair.new:
                yield from self.changes(pair.inner(name, name))
            else:
                yield from self._removed(pair, name)
        for name in pair.new:
            if name not in pair.old:
                yield from self._added(pair, name)

    def _lists(self, pair: _Pair) -> Iterator[Change]:
        if pair.old_path in self.old.unordered or pair.path in self.new.unordered:
            matches = self._with_equals(pair, unordered(pair.old, pair.new))
        else:
            matches = ordered(pair.old, pair.new)
        for old_at, at in matches.changed:
            yield from self.changes(pair.inner(old_at, at))
        for old_at, at in matches.moved:
            old_path, path = (*pair.old_path, old_at), (*pair.path, at)
            yield Change("moved", path, old_path, pair.old[old_at], pair.new[at])
        for at in matches.removed:
            yield from self._removed(pair, at)
        for at in matches.added:
            yield from self._added(pair, at)

    def _with_equals(self, pair: _Pair, matches: Matches) -> Matches:
        """Return the matches without items that differ only in what may differ.

        The last one that is left on both sides is taken for one that changed.
        """
        removed, added = list(matches.removed), list(matches.added)
        if len(removed) * len(added) <= _PAIRS:
            for old_at in matches.removed:
                inner = ((at, pair.inner(old_at, at)) for at in added)
                equals = (at for at, both in inner if not any(True for _ in self.changes(both)))
                at = next(equals, None)
                if at is not None:
                    removed.remove(old_at)
                    added.remove(at)
        if len(removed) == len(added) == 1:
            return replace(
                matches, changed=[*matches.changed, (removed[0], added[0])], removed=[], added=[]
            )
        return replace(matches, removed=removed, added=added)

    def _added(self, pair: _Pair, part: str | int) -> Iterator[Change]:
        path = (*pair.path, part)
        if path not in self.new.ignored:
            yield Change("added", path, new=pair.new[part])

    def _removed(self, pair: _Pair, part: str | int) -> Iterator[Change]:
        path = (*pair.old_path, part)
        if path not in self.old.ignored:
            yield Change("removed", path, old=pair.old[part])


def _changed(pair: _Pair) -> Change:
    return Change("changed", pair.path, pair.old_path, pair.old, pair.new)


def json_diff(old: Side, new: Side, tolerance: float = 0.0, most: int = MOST) -> tuple[Change, ...]:
    """Return how a new document differs from an old one, at most so many changes.

    Items of lists are followed by their content and their identity (`id` and the like), so
    that one more at the front is one change. Numbers may differ by the tolerance. In a list
    without an order only the items count. Takes about the time to read the documents.
    """
    comparison = _Comparison(old, new, tolerance)
    return tuple(islice(comparison.changes(_Pair(old.document, new.document)), most))

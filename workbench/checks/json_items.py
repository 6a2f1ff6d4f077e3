"""Which items of two JSON lists are versions of each other."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from .alignment import Block, aligned
from .values import is_number

Match: TypeAlias = "tuple[int, int]"

_encoded = json.JSONEncoder(sort_keys=True).encode
_NAMES = ("id", "_id", "uuid", "key", "name", "slug")


@dataclass(frozen=True, slots=True)
class Matches:
    """What became of the items of a list, by their places in the old and in the new one.

    An item that is the same in the same turn is in none of these.
    """

    changed: list[Match]
    moved: list[Match]
    removed: list[int]
    added: list[int]


def fingerprint(value: Any) -> str:
    """Return a text that equal values share, whatever the order of members."""
    return _encoded(value)


def identity(item: Any) -> tuple[str, Any] | None:
    """Return the member that names an item, such as its id, or None."""
    if isinstance(item, dict):
        for name in _NAMES:
            value = item.get(name)
            if isinstance(value, str | int) and not isinstance(value, bool):
                return name, value
    return None


def ordered(old: list[Any], new: list[Any]) -> Matches:
    """Match the items of two lists: the same ones in order, then by identity, then by place."""
    prints, new_prints = list(map(fingerprint, old)), list(map(fingerprint, new))
    changed: list[Match] = []
    removed: list[int] = []
    added: list[int] = []
    for span, new_span in _gaps(aligned(prints, new_prints), len(old), len(new)):
        versions = _versions(old, new, span, new_span)
        changed += versions
        removed += sorted({*span} - {at for at, _ in versions})
        added += sorted({*new_span} - {at for _, at in versions})
    moved = _same(prints, new_prints, removed, added)
    return Matches(changed, moved, *_without(moved, removed, added))


def unordered(old: list[Any], new: list[Any]) -> Matches:
    """Match the items of two lists wherever they stand: the same ones, then by identity."""
    prints, new_prints = list(map(fingerprint, old)), list(map(fingerprint, new))
    rest, new_rest = list(range(len(old))), list(range(len(new)))
    rest, new_rest = _without(_same(prints, new_prints, rest, new_rest), rest, new_rest)
    places = {name: at for at in new_rest if (name := identity(new[at]))}
    named = [(at, places.pop(name)) for at in rest if (name := identity(old[at])) in places]
    return Matches(named, [], *_without(named, rest, new_rest))


def _gaps(blocks: list[Block], size: int, new_size: int) -> Iterator[tuple[range, range]]:
    """Yield the spans before, between and after what two sequences share."""
    at = new_at = 0
    for block in [*blocks, Block(size, new_size, 0)]:
        yield range(at, block.old), range(new_at, block.new)
        at, new_at = block.old + block.size, block.new + block.size


def _versions(old: list[Any], new: list[Any], span: range, new_span: range) -> list[Match]:
    """Return which items of two spans are versions of each other."""
    names = [identity(old[at]) or ("old", at) for at in span]
    new_names = [identity(new[at]) or ("new", at) for at in new_span]
    blocks = aligned(names, new_names)
    found = [
        (span[block.old + step], new_span[block.new + step])
        for block in blocks
        for step in range(block.size)
    ]
    for rest, new_rest in _gaps(blocks, len(names), len(new_names)):
        found += (
            (span[at], new_span[new_at])
            for at, new_at in zip(rest, new_rest, strict=False)
            if _alike(old[span[at]], new[new_span[new_at]])
        )
    return sorted(found)


def _alike(old: Any, new: Any) -> bool:
    """Tell whether items at the same place are taken for one: of a kind, without identities."""
    if identity(old) and identity(new):
        return False
    return type(old) is type(new) or (is_number(old) and is_number(new))


def _same(
    prints: Sequence[str], new_prints: Sequence[str], rest: list[int], new_rest: list[int]
) -> list[Match]:
    """Return which of the old items are among the new ones, each once."""
    places: dict[str, list[int]] = {}
    for at in reversed(new_rest):
        places.setdefault(new_prints[at], []).append(at)
    return [(at, places[prints[at]].pop()) for at in rest if places.get(prints[at])]


def _without(
    matches: list[Match], rest: list[int], new_rest: list[int]
) -> tuple[list[int], list[int]]:
    taken, new_taken = {at for at, _ in matches}, {at for _, at in matches}
    return [at for at in rest if at not in taken], [at for at in new_rest if at not in new_taken]

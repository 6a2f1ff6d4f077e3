"""Change a list of tables, such as `[[params]]`, table by table: kept ones keep their bytes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .edit_list import origins
from .layout import Section
from .places import Places, starts_with
from .typed import Path
from .write import section

Table = Mapping[str, Any]
# Returns the text of a table `[path]` after its keys have become other ones.
Change = Callable[[str, Table, Table], str]


@dataclass(frozen=True, slots=True)
class Splice:
    """A text in the place of what is between two offsets."""

    start: int
    end: int
    text: str


def table_splices(
    places: Places,
    path: Path,
    old: Sequence[Table],
    new: Sequence[Table],
    newline: str,
    change: Change,
) -> list[Splice] | None:
    """Return how a list of tables becomes another one, from the end of the text to its start.

    None if the list is not written as one header for each table.
    """
    blocks = _blocks(places, path)
    if not blocks or len(blocks) != len(old):
        return None
    came_from = origins(old, new)
    found = [
        Splice(places.lead(first), _with_air(places, end), "")
        for number, (first, end) in enumerate(blocks)
        if number not in came_from
    ]
    last: int | None = None
    added: dict[int | None, list[str]] = {}
    for table, origin in zip(new, came_from, strict=True):
        if origin is None:
            added.setdefault(last, []).extend(section(path, [table], newline))
            continue
        last = origin
        if old[origin] != table:
            first, end = blocks[origin]
            text = change(places.text[first.close : end], old[origin], table)
            found.append(Splice(first.close, end, text))
    for after, texts in added.items():
        found.append(_addition(places, blocks, after, texts, newline))
    return sorted(found, key=lambda splice: (splice.start, splice.end), reverse=True)


def _blocks(places: Places, path: Path) -> list[tuple[Section, int]]:
    """Return the header of each table, and where the table ends, tables inside it included."""
    found: list[tuple[Section, int]] = []
    for place in places.sections:
        if place.path == path and place.in_array:
            found.append((place, places.content_end(place)))
        elif found and len(place.path) > len(path) and starts_with(place.path, path):
            found[-1] = (found[-1][0], places.content_end(place))
    return found


def _addition(
    places: Places,
    blocks: list[tuple[Section, int]],
    after: int | None,
    texts: list[str],
    newline: str,
) -> Splice:
    gap = 2 * newline
    if after is None:
        at = places.lead(blocks[0][0])
        return Splice(at, at, gap.join(texts) + gap)
    at = blocks[after][1]
    before = gap if not places.text[:at].endswith("\n") else newline
    return Splice(at, at, before + gap.join(texts) + ("" if before == gap else newline))


def _with_air(places: Places, end: int) -> int:
    """Return where a table ends together with the empty line behind it."""
    behind = places.text[end:]
    return end + len(behind) - len(behind.removeprefix("\r").removeprefix("\n"))

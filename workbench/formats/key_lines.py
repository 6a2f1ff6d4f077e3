"""The lines of all keys of a TOML text, found in one go."""

from collections.abc import Iterator

from .layout import Entry, sections
from .text import BOM
from .typed import Path


def key_lines(text: str) -> dict[Path, int]:
    """Return the line (from 1) of every key and table header of a text that is valid TOML.

    Of a key in a list of tables it is that of the first.
    """
    text = text.removeprefix(BOM)
    places: list[tuple[int, Path]] = []
    for section in sections(text):
        places.append((section.start, section.path))
        places += [(e.start, e.path) for outer in section.entries for e in _with_members(outer)]
    found: dict[Path, int] = {}
    line, before = 1, 0
    for start, path in sorted(places):
        line, before = line + text.count("\n", before, start), start
        found.setdefault(path, line)
    return found


def _with_members(entry: Entry) -> Iterator[Entry]:
    yield entry
    for member in entry.value.members:
        yield from _with_members(member)

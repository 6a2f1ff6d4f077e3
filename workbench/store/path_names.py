"""What could be typed of a path: the names in its folder that begin as it ends."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MOST_READ = 10_000  # entries of a folder
MOST_GIVEN = 200


@dataclass(frozen=True, slots=True)
class PathName:
    """A name in a folder, and what of it is of interest."""

    name: str
    is_folder: bool
    size: int = 0


def path_names(root: Path, typed: str) -> tuple[PathName, ...]:
    """Return the names that continue a path, folders first; a relative one starts at the root.

    Hidden ones are among them if a dot is typed. A folder that cannot be read has none.
    """
    folder, slash, begun = typed.rpartition("/")
    try:
        place = root / Path(folder or slash).expanduser()
    except RuntimeError:  # nobody knows where this home is
        return ()
    found = sorted(_names(place, begun), key=lambda each: (not each.is_folder, each.name.lower()))
    return tuple(found[:MOST_GIVEN])


def _names(place: Path, begun: str) -> Iterator[PathName]:
    with suppress(OSError, ValueError), os.scandir(place) as entries:
        for number, entry in enumerate(entries):
            if number >= MOST_READ:
                return
            is_hidden = entry.name.startswith(".") and not begun.startswith(".")
            if is_hidden or not entry.name.lower().startswith(begun.lower()):
                continue
            if not entry.name.isprintable() or "{{" in entry.name:
                continue  # it could not be typed
            with suppress(OSError):  # gone meanwhile
                is_folder = entry.is_dir()
                size = 0 if is_folder else entry.stat().st_size
                yield PathName(entry.name, is_folder, size)

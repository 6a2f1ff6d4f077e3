"""The TOML files of a collection that are read as such, each with its kind."""

import os
from collections.abc import Iterator
from pathlib import Path

from workbench.formats.file_kinds import FileKind

from .names import COLLECTION_FILE, ENVIRONMENTS, FOLDER_FILE, SUFFIX, is_request


def kind_of(root: Path, path: Path) -> FileKind | None:
    """Return the kind of a file by its place below a collection's root; None is for others."""
    inside = path.relative_to(root)
    if inside.parts[0] == ENVIRONMENTS:
        is_environment = len(inside.parts) == 2 and path.name.endswith(SUFFIX)
        return "environment" if is_environment else None
    if inside == Path(COLLECTION_FILE):
        return "collection"
    if path.name == FOLDER_FILE:
        return "folder"
    return "request" if is_request(path.name) else None


def toml_files(root: Path, place: Path) -> Iterator[tuple[Path, FileKind]]:
    """Yield the files at or below a place in a collection, in order of their paths.

    Hidden folders are not entered and links to folders not followed, as when it is read.
    """
    if not place.is_dir():
        kind = kind_of(root, place)
        if kind is not None:
            yield place, kind
        return
    for folder, folders, files in os.walk(place):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            kind = None if name.startswith(".") else kind_of(root, Path(folder, name))
            if kind is not None:
                yield Path(folder, name), kind

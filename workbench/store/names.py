"""What the names of files in a collection mean, and the order in which they are shown."""

import re
from collections.abc import Iterable
from pathlib import Path

COLLECTION_FILE = "collection.toml"
FOLDER_FILE = "folder.toml"
ENVIRONMENTS = "environments"
SUFFIX = ".toml"
BASELINE = ".baseline.toml"  # a stored response; no request
LOCAL = ".local.toml"  # an environment, or a part of one, that stays out of git


def folder_file(path: Path, *, root: bool) -> Path:
    """Return where a folder says its name, order and defaults."""
    return path / (COLLECTION_FILE if root else FOLDER_FILE)


def is_request(file: str) -> bool:
    """Tell whether a file of this name, in any folder but that of environments, is a request."""
    special = file in {COLLECTION_FILE, FOLDER_FILE} or file.endswith(BASELINE)
    return file.endswith(SUFFIX) and not special


def displayed(names: Iterable[str], folders: Iterable[str], order: Iterable[str]) -> list[str]:
    """Return names in display order: as listed, then folders before files, 2 before 10."""
    left = set(names)
    listed = [name for name in dict.fromkeys(order) if name in left]
    are_folders = set(folders)
    rest = left.difference(listed)
    return listed + sorted(rest, key=lambda name: (name not in are_folders, natural(name)))


def natural(name: str) -> tuple[list[str | int], str]:
    """Return what sorts names as people do: 2 before 10, in any case."""
    parts = re.split(r"(\d+)", name.casefold())
    return [int(part) if part.isdecimal() else part for part in parts], name

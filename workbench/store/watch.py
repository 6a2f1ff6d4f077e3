"""Notice that a collection's files have changed, by looking: no events, no dependency.

One look takes `stat` calls only. Whoever owns the watch looks about once a second; a change
counts when two looks agree and git is not at work, so that nothing half-written is read.
"""

import os
from contextlib import suppress
from pathlib import Path

from .files import Stamp, stamp_of
from .names import SUFFIX
from .scan import MAX_DEPTH

# A git that was killed leaves its lock behind; after so many looks it is not waited for.
PATIENCE = 10
_FOLDER = Stamp(0, 0, 0, 0)


def stamps(root: Path) -> dict[str, Stamp]:
    """Return a stamp for every folder and TOML file of a collection, by path from its root."""
    found: dict[str, Stamp] = {}
    folders = [("", 0)]
    while folders:
        folder, depth = folders.pop()
        with suppress(OSError), os.scandir(root / folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                path = f"{folder}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    found[path] = _FOLDER  # its times change with every temporary file
                    if depth < MAX_DEPTH:
                        folders.append((f"{path}/", depth + 1))
                elif entry.name.endswith(SUFFIX):
                    found[path] = _stamp(entry)
    return found


class Watch:
    """Looks at one collection and tells when it has settled into something new."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._last: dict[str, Stamp] | None = None
        self._told: dict[str, Stamp] | None = None
        self._waited = 0

    def look(self) -> bool:
        """Tell whether the files differ from when this last was true, and have settled.

        The first time that they have settled counts as different.
        """
        now = stamps(self._root)
        settled = now == self._last
        self._last = now
        if not settled or now == self._told:
            return False
        if self._waited < PATIENCE and _is_git_at_work(self._root):
            self._waited += 1
            return False
        self._waited = 0
        self._told = now
        return True


def git_folder(root: Path) -> Path | None:
    """Return the folder in which git keeps the index of what a directory is part of."""
    place = root.resolve()
    for folder in (place, *place.parents):
        found = folder / ".git"
        if found.is_dir():
            return found
        if found.is_file():  # of a worktree or a submodule
            with suppress(OSError, ValueError), found.open(encoding="utf-8") as file:
                return folder / file.read(4096).removeprefix("gitdir:").strip()
            return None
    return None


def _is_git_at_work(root: Path) -> bool:
    folder = git_folder(root)
    return folder is not None and (folder / "index.lock").exists()


def _stamp(entry: os.DirEntry[str]) -> Stamp:
    for follow in (True, False):  # a link stands for its target, if that is there
        with suppress(OSError):
            return stamp_of(entry.stat(follow_symlinks=follow))
    return _FOLDER

"""Deleted files, kept in the user's state directory: a slip must not need git to undo."""

import os
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import Problem, WorkbenchError
from workbench.model import NodeId

from .atomic import sync_folder
from .files import private_folder
from .slug import same


@dataclass(frozen=True, slots=True)
class Deleted:
    """Something that was deleted, for putting it back."""

    id: NodeId
    place: Path
    position: int | None = None  # in its folder's order list, if that named it


def throw_away(path: Path, trash: Path, companions: Sequence[Path] = ()) -> Path:
    """Move a file or folder, and what belongs to it, into the trash; return where it is there."""
    number = time.time_ns()
    while (bin_ := trash / str(number)).exists():
        number += 1
    private_folder(bin_)
    carry_all([(one, bin_ / one.name) for one in (*companions, path)])
    return bin_ / path.name


def carry_all(moves: Sequence[tuple[Path, Path]]) -> None:
    """Move several files to free places. If one cannot be moved, those before it go back."""
    done: list[tuple[Path, Path]] = []
    try:
        for path, target in moves:
            carry(path, target)
            done.append((path, target))
    except WorkbenchError:
        for path, target in reversed(done):
            carry(target, path)
        raise


def carry(path: Path, target: Path) -> None:
    """Move a file or folder to a free place, to another file system if need be."""
    if os.path.lexists(target) and not _is_same(path, target):
        raise WorkbenchError(Problem("there is something of this name already", str(target)))
    try:
        shutil.move(path, target)
        sync_folder(target.parent)
        sync_folder(path.parent)
    except OSError as error:
        what = f"cannot move it: {error.strerror or error}".lower()
        raise WorkbenchError(Problem(what, str(path))) from None


def _is_same(path: Path, other: Path) -> bool:
    """Tell whether a name is another spelling of the same one, where case does not count."""
    try:
        return same(path.name) == same(other.name) and path.samefile(other)
    except OSError:
        return False

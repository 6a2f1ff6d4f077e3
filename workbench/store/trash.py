"""Deleted files, kept in the user's state directory: a slip must not need git to undo."""

import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import Problem, WorkbenchError
from workbench.model import NodeId

from .files import private_folder, sync_folder


@dataclass(frozen=True, slots=True)
class Deleted:
    """Something that was deleted, for putting it back."""

    id: NodeId
    place: Path
    position: int | None = None  # in its folder's order list, if that named it


def throw_away(path: Path, trash: Path, name: str) -> Path:
    """Move a file or folder into the trash and return where it is there."""
    number = time.time_ns()
    while (bin_ := trash / str(number)).exists():
        number += 1
    place = private_folder(bin_) / name
    carry(path, place)
    return place


def carry(path: Path, target: Path) -> None:
    """Move a file or folder to a free place, to another file system if need be."""
    if target.exists() or target.is_symlink():
        raise WorkbenchError(Problem("there is something of this name already", str(target)))
    try:
        shutil.move(path, target)
        sync_folder(target.parent)
        sync_folder(path.parent)
    except OSError as error:
        what = f"cannot move it: {error.strerror or error}".lower()
        raise WorkbenchError(Problem(what, str(path))) from None

"""Take back what was done to single files, as long as nobody has changed them since."""

from collections.abc import Callable, Sequence
from pathlib import Path

from .files import content_hash, refuse, write_file
from .trash import carry_all, throw_away

Undo = Callable[[], None]
"""Takes one change back. Raises a WorkbenchError if its files hold something else by now."""


def written(path: Path, where: str, before: bytes | None, after: bytes, trash: Path) -> Undo:
    """Return what undoes a write: a file that was new goes to the trash."""

    def undo() -> None:
        if before is not None:
            write_file(path, before, where, replaces=content_hash(after))
        else:
            refuse(path, where, content_hash(after))
            throw_away(path, trash)

    return undo


def moved(moves: Sequence[tuple[Path, Path]]) -> Undo:
    """Return what undoes the move of some files to other places."""
    return lambda: carry_all([(target, path) for path, target in moves])

"""The files of a collection's environments, changed where they must be and nowhere else."""

import os
from collections.abc import Callable
from pathlib import Path

from workbench.errors import Problem, WorkbenchError
from workbench.formats.environment_edit import edit_environment
from workbench.formats.environment_toml import decode_environment, encode_environment
from workbench.formats.text import decode_text
from workbench.model import Environment

from .files import content_hash, read_file, write_file
from .names import ENVIRONMENTS, LOCAL, SUFFIX
from .trash import carry_all, throw_away
from .tree import Tree
from .undo import Undo, moved, written


class EnvironmentFiles:
    """Reads and changes one file of an environment at a time: the shared or the local one.

    An environment that was loaded holds what both say, so it must not go into either. What
    is deleted goes to `trash`. Every change returns what takes it back.
    """

    def __init__(self, tree: Tree, trash: Path) -> None:
        self._tree, self._trash = tree, trash

    def read(self, name: str, *, local: bool) -> Environment | None:
        """Return what one file says, None if there is no such file."""
        path = self._path(name, local)
        if not os.path.lexists(path):
            return None
        where = self._tree.where(path)
        text = decode_text(read_file(self._tree.real(path), where), where)
        return decode_environment(text, where, name)

    def edit(self, name: str, change: Callable[[Environment], Environment], *, local: bool) -> Undo:
        """Write what `change` makes of what a file says now; one that is not there is made."""
        path = self._path(name, local)
        where = self._tree.where(path)
        if not os.path.lexists(path):
            new = encode_environment(change(Environment(name))).encode()
            return self._write_new(path, new)
        real = self._tree.real(path)
        data = read_file(real, where)
        old = decode_text(data, where)
        new = edit_environment(old, change(decode_environment(old, where, name))).encode()
        write_file(real, new, where, replaces=content_hash(data))
        return written(real, where, data, new, self._trash)

    def duplicate(self, name: str, copy: str) -> Undo:
        """Write what an environment's shared file says, comments and all, under another name.

        The local file stays its owner's alone: a copy could end up in git under a new name.
        """
        self._free(copy)
        path = self._path(name, local=False)
        if not os.path.lexists(path):
            raise WorkbenchError(Problem(f'"{name}" has only a local file', self._tree.where(path)))
        data = read_file(self._tree.real(path), self._tree.where(path))
        return self._write_new(self._path(copy, local=False), data)

    def rename(self, name: str, new: str) -> Undo:
        """Give the files of an environment another name."""
        self._free(new)
        moves = [
            (self._path(name, local), self._path(new, local))
            for local in (False, True)
            if os.path.lexists(self._path(name, local))
        ]
        if not moves:
            raise WorkbenchError(Problem(f'there is no environment "{name}"'))
        carry_all(moves)
        return moved(moves)

    def delete(self, name: str) -> Undo:
        """Move the files of an environment to the trash."""
        shared, local = (self._path(name, is_local) for is_local in (False, True))
        found = [path for path in (local, shared) if os.path.lexists(path)]
        if not found:
            raise WorkbenchError(Problem(f'there is no environment "{name}"'))
        place = throw_away(found[-1], self._trash, found[:-1]).parent
        return moved([(path, place / path.name) for path in found])

    def _write_new(self, path: Path, data: bytes) -> Undo:
        where = self._tree.where(path)
        with self._tree.guarded(path):
            path.parent.mkdir(exist_ok=True)
        write_file(path, data, where, replaces=None)
        return written(path, where, None, data, self._trash)

    def _free(self, name: str) -> None:
        """Raise if an environment has this name already."""
        for local in (False, True):
            path = self._path(name, local)
            if os.path.lexists(path):
                what = f'there is an environment "{name}" already'
                raise WorkbenchError(Problem(what, self._tree.where(path)))

    def _path(self, name: str, local: bool) -> Path:
        folder = self._tree.root / ENVIRONMENTS
        if folder.is_symlink():
            raise WorkbenchError(
                Problem("a link to a folder is not followed", self._tree.where(folder))
            )
        is_odd = not name or name.startswith(".") or {"/", "\0"} & set(name)
        if is_odd or name.endswith(LOCAL.removesuffix(SUFFIX)):
            raise WorkbenchError(Problem(f'"{name}" is no name for an environment'))
        return folder / f"{name}{LOCAL if local else SUFFIX}"

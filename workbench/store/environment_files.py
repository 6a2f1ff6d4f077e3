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
from .tree import Tree


class EnvironmentFiles:
    """Reads and changes one file of an environment at a time: the shared or the local one.

    An environment that was loaded holds what both say, so it must not go into either.
    """

    def __init__(self, tree: Tree) -> None:
        self._tree = tree

    def edit(self, name: str, change: Callable[[Environment], Environment], *, local: bool) -> None:
        """Write what `change` makes of what a file says now; one that is not there is made."""
        path = self._path(name, local)
        where = self._tree.where(path)
        if not os.path.lexists(path):
            with self._tree.guarded(path):
                path.parent.mkdir(exist_ok=True)
            text = encode_environment(change(Environment(name)))
            write_file(path, text.encode(), where, replaces=None)
            return
        real = self._tree.real(path)
        data = read_file(real, where)
        old = decode_text(data, where)
        text = edit_environment(old, change(decode_environment(old, where, name)))
        write_file(real, text.encode(), where, replaces=content_hash(data))

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

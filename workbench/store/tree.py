"""Ids → places below a collection's root. An id is data: it must lead nowhere else."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workbench.errors import Problem, WorkbenchError
from workbench.model import NodeId

from .files import failed
from .names import BASELINE, SUFFIX, folder_file
from .scan import inside


def split(node: NodeId) -> tuple[NodeId, str]:
    """Return the id of the folder that a node is in, and its name there."""
    parent, _, name = node.rpartition("/")
    return parent, name


def join(parent: NodeId, name: str) -> NodeId:
    """Return the id of a name in a folder."""
    return f"{parent}/{name}" if parent else name


class Tree:
    """The directory of one collection, as ids see it."""

    def __init__(self, root: Path) -> None:
        self.root = root.absolute()

    def folder(self, node: NodeId) -> Path:
        """Return the directory of a folder, reached without following any link."""
        path = self.root
        for part in self._parts(node):
            path /= part
            with self.guarded(path):
                is_folder = path.is_dir() and not path.is_symlink()
            if not is_folder:
                raise WorkbenchError(Problem("there is no such folder", node))
        return path

    def is_folder(self, node: NodeId) -> bool:
        """Tell whether there is a folder with this id."""
        try:
            self.folder(node)
        except WorkbenchError:
            return False
        return True

    def folder_file(self, node: NodeId) -> Path:
        """Return where a folder says its name, order and defaults."""
        return folder_file(self.folder(node), root=not node)

    def request_file(self, node: NodeId) -> Path:
        """Return where a request's file is, or would be."""
        self._parts(node)
        parent, name = split(node)
        return self.folder(parent) / (name + SUFFIX)

    def item(self, node: NodeId) -> Path:
        """Return the file or directory of a node that is there. The root is not an item."""
        parent, name = split(node)
        if not node:
            raise WorkbenchError(Problem("this cannot be done to the collection itself"))
        if self.is_folder(node):
            return self.folder(node)
        path = self.request_file(node)
        if not os.path.lexists(path) and name.endswith(SUFFIX):
            path = self.folder(parent) / name  # a file whose name a folder has as well
        if not os.path.lexists(path):
            raise WorkbenchError(Problem("there is no such request or folder", node))
        return path

    def real(self, path: Path) -> Path:
        """Return the file that a path leads to, which must be inside of the collection."""
        return inside(self.root, path, self.where(path))

    def where(self, path: Path) -> str:
        """Return a path as problems name it, starting at the collection's own directory."""
        root = self.root if path.is_relative_to(self.root) else self.root.resolve()
        return str(self.root.name / path.relative_to(root))

    def taken(self, node: NodeId) -> set[str]:
        """Return the names in a folder that a new one must differ from."""
        folder = self.folder(node)
        with self.guarded(folder):
            names = [path.name for path in folder.iterdir()]
        # A baseline that was left behind must not become that of a new request.
        return {*names, *(name.removesuffix(BASELINE).removesuffix(SUFFIX) for name in names)}

    @contextmanager
    def guarded(self, path: Path) -> Iterator[None]:
        """Turn what the system refuses into a Problem of this path."""
        try:
            yield
        except OSError as error:
            raise failed("write", error, self.where(path)) from None

    def _parts(self, node: NodeId) -> list[str]:
        parts = node.split("/") if node else []
        if any(not part or part.startswith(".") or "\0" in part for part in parts):
            raise WorkbenchError(Problem("this is no place in the collection", node))
        return parts

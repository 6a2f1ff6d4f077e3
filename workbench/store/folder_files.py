"""The collection.toml and folder.toml files of a collection: order lists and names."""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from workbench.formats.folder_edit import edit_folder
from workbench.formats.folder_toml import FolderFile, decode_folder, encode_folder
from workbench.formats.text import decode_text
from workbench.model import NodeId

from .files import content_hash, read_file, write_file
from .names import displayed
from .scan import Scan
from .tree import Tree
from .undo import Undo, written


class FolderFiles:
    """Reads and changes folder files. One that is broken stops every change that needs it."""

    def __init__(self, tree: Tree, trash: Path) -> None:
        self._tree, self._trash = tree, trash

    def read(self, node: NodeId) -> FolderFile:
        """Return what a folder's file says; nothing where there is none."""
        return self._decoded(node)

    def order(self, node: NodeId) -> list[str]:
        """Return a folder's order list; it is empty where the folder has no file or list."""
        return list(self._decoded(node).order)

    def name(self, node: NodeId) -> str:
        """Return the name that a folder's file gives it, or an empty text."""
        return self._decoded(node).name

    def displayed(self, node: NodeId) -> list[str]:
        """Return the names in a folder as they are shown."""
        folders, files = Scan(self._tree.root).children(node, self._tree.folder(node))
        return displayed(folders | files.keys(), folders, self.order(node))

    def write_order(self, node: NodeId, order: Sequence[str]) -> None:
        """Give a folder an order list, in a file of its own if it must be."""
        self.edit(node, lambda file: replace(file, order=tuple(order)))

    def edit(self, node: NodeId, change: Callable[[FolderFile], FolderFile]) -> Undo:
        """Write what `change` makes of what a folder's file says now; return what undoes it.

        A folder without a file gets one if there is something to say.
        """
        text = self._text(node)
        old = self._decoded(node)
        new = change(old)
        if text is not None:
            return self._write(node, text, edit_folder(text, new))
        if new != old:
            return self._write(node, None, encode_folder(new, root=not node))
        return lambda: None

    def add(self, node: NodeId, name: str) -> None:
        """Put a new name at the end of a list that was complete.

        Where others are missing from the list too, natural order is wanted for them.
        """
        order = self.order(node)
        others = {other for other in self.displayed(node) if other != name}
        if order and others <= set(order):
            self.write_order(node, [*order, name])

    def write_name(self, node: NodeId, name: str) -> None:
        """Give a folder a name; one that its directory has anyway needs no file."""
        if self.name(node) or self._tree.folder(node).name != name:
            self.edit(node, lambda file: replace(file, name=name))

    def _decoded(self, node: NodeId) -> FolderFile:
        text = self._text(node)
        if text is None:
            return FolderFile()
        where = self._tree.where(self._tree.folder_file(node))
        return decode_folder(text, where, root=not node)

    def _text(self, node: NodeId) -> str | None:
        path = self._tree.folder_file(node)
        if not os.path.lexists(path):
            return None
        where = self._tree.where(path)
        text = decode_text(read_file(self._tree.real(path), where), where)
        decode_folder(text, where, root=not node)
        return text

    def _write(self, node: NodeId, old: str | None, new: str) -> Undo:
        path = self._tree.folder_file(node)
        real, where = self._tree.real(path), self._tree.where(path)
        before = None if old is None else old.encode()
        replaces = None if before is None else content_hash(before)
        write_file(real, new.encode(), where, replaces=replaces)
        return written(real, where, before, new.encode(), self._trash)

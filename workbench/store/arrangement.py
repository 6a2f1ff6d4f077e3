"""Rearrange a collection: names, copies, moves, the trash. The `order` lists stay right."""

import shutil
from dataclasses import replace
from pathlib import Path

from workbench.errors import Problem, WorkbenchError
from workbench.formats.request_edit import edit_request
from workbench.formats.request_toml import decode_request
from workbench.model import NodeId

from .baselines import Baselines
from .companions import Companion, companion_of, copy, is_same
from .folder_files import FolderFiles
from .names import SUFFIX
from .paths import collection_key
from .request_files import RequestFiles
from .slug import same, slug
from .trash import Deleted, carry_all, throw_away
from .tree import Tree, join, split


class Arrangement:
    """Where the requests and folders of one collection are; every id returned is the new one.

    A folder file that cannot be read stops a change before anything has moved.
    """

    def __init__(
        self, tree: Tree, folders: FolderFiles, requests: RequestFiles, trash: Path
    ) -> None:
        self._tree, self._folders, self._requests, self._trash = tree, folders, requests, trash
        self._baselines = Baselines(tree)

    def rename(self, node: NodeId, name: str) -> NodeId:
        """Give a request or folder a name, and its file the name that follows from it."""
        if self._tree.is_folder(node):
            self._folders.write_name(node, name)
            return self._rename_file(node, name) if node else node
        path, text = self._requests.read(node)
        spec = decode_request(text, self._tree.where(path))
        if spec.name == name:
            return node
        self._requests.replace(node, path, text, edit_request(text, replace(spec, name=name)))
        return self._rename_file(node, name)

    def duplicate(self, node: NodeId) -> NodeId:
        """Copy a request or folder, comments and all, right behind itself."""
        parent, base = split(node)
        order = self._folders.order(parent)
        is_folder = self._tree.is_folder(node)
        copy = self._copy_folder(node) if is_folder else self._copy_request(node)
        if base in order:
            order.insert(order.index(base) + 1, split(copy)[1])
            self._folders.write_order(parent, order)
        return copy

    def move(self, node: NodeId, parent: NodeId, before: str | None) -> NodeId:
        """Move a request or folder before a child of a folder, or to its end."""
        self._tree.item(node)
        old_parent, _ = split(node)
        if f"{parent}/".startswith(f"{node}/"):
            raise WorkbenchError(Problem("a folder cannot be moved into itself", node))
        shown = self._folders.displayed(parent)
        if before is not None and before not in shown:
            raise WorkbenchError(Problem(f'"{before}" is not in this folder', parent))
        moved = node if parent == old_parent else self._carry(node, parent)
        name = split(moved)[1]
        if before is None and parent != old_parent:
            self._folders.add(parent, name)
        elif before != name:
            others = [other for other in shown if other != name]
            others.insert(others.index(before) if before else len(others), name)
            self._folders.write_order(parent, others)
        return moved

    def delete(self, node: NodeId) -> Deleted:
        """Move a request or folder into the trash; what is returned can be restored."""
        path = self._tree.item(node)
        parent, base = split(node)
        order = self._folders.order(parent)
        trash = self._trash / collection_key(self._tree.root)
        companion = self._companion(path, base)
        takes = [companion.path] if companion and not companion.shared else []
        place = throw_away(path, trash, takes)
        self._unlist(parent, order, base)
        self._requests.follow(node, None)
        return Deleted(node, place, order.index(base) if base in order else None)

    def restore(self, deleted: Deleted) -> NodeId:
        """Put something deleted back, byte for byte."""
        parent, base = split(deleted.id)
        order = self._folders.order(parent)
        name = self._free(parent, base)
        self._move(deleted.place, base, self._tree.folder(parent), name)
        if deleted.position is not None:
            order.insert(deleted.position, name)
            self._folders.write_order(parent, order)
        return self._requests.learn(join(parent, name))

    def _copy_request(self, node: NodeId) -> NodeId:
        parent, base = split(node)
        path, text = self._requests.read(node)
        spec = decode_request(text, self._tree.where(path))
        copied = replace(spec, name=f"{spec.name or base} copy")
        name = slug(copied.name, self._tree.taken(parent))
        copy = self._requests.write_new(parent, name, edit_request(text, copied))
        baseline = self._baselines.load(node)
        if baseline is not None:
            self._baselines.save(copy, baseline, old=None)
        return copy

    def _copy_folder(self, node: NodeId) -> NodeId:
        parent, base = split(node)
        path = self._tree.item(node)
        name = f"{self._folders.name(node) or base} copy"
        target = path.with_name(slug(name, self._tree.taken(parent)))
        with self._tree.guarded(path):
            try:
                shutil.copytree(path, target, symlinks=True, ignore=_hidden)
            except OSError:
                shutil.rmtree(target, ignore_errors=True)
                raise
        copy = self._requests.learn(join(parent, target.name))
        self._folders.write_name(copy, name)
        return copy

    def _rename_file(self, node: NodeId, name: str) -> NodeId:
        """Give a file or directory the file name that follows from its new name."""
        parent, base = split(node)
        path = self._tree.item(node)
        order = self._folders.order(parent)
        fresh = slug(name, self._tree.taken(parent) - {path.name, base})
        if fresh == base:
            return node
        self._move(path, base, path.parent, fresh)
        if base in order:
            self._folders.write_order(parent, [fresh if old == base else old for old in order])
        renamed = join(parent, fresh)
        self._requests.follow(node, renamed)
        return renamed

    def _carry(self, node: NodeId, parent: NodeId) -> NodeId:
        old_parent, base = split(node)
        order = self._folders.order(old_parent)
        path = self._tree.item(node)
        name = self._free(parent, base)
        self._move(path, base, self._tree.folder(parent), name)
        self._unlist(old_parent, order, base)
        moved = join(parent, name)
        self._requests.follow(node, moved)
        return moved

    def _companion(self, path: Path, base: str) -> Companion | None:
        """Return the stored response of what has this id, if that is a request with one."""
        return companion_of(path) if path.name == base + SUFFIX else None

    def _move(self, path: Path, base: str, folder: Path, name: str) -> None:
        """Move a request, with its stored response, or a folder, under a name that is free."""
        moves = [(path, folder / (name + path.name.removeprefix(base)))]
        companion = self._companion(path, base)
        if companion is None:
            carry_all(moves)
            return
        target = companion.target(folder, name)
        if target == companion.path or is_same(companion.path, target):
            carry_all(moves)
        elif not companion.shared:
            carry_all([(companion.path, target), *moves])
        else:
            copy(companion, target)
            try:
                carry_all(moves)
            except WorkbenchError:
                target.unlink(missing_ok=True)
                raise

    def _free(self, parent: NodeId, name: str) -> str:
        """Return a name as it is, or changed if the folder has one like it."""
        taken = self._tree.taken(parent)
        return slug(name, taken) if same(name) in {same(one) for one in taken} else name

    def _unlist(self, parent: NodeId, order: list[str], name: str) -> None:
        if name in order:
            self._folders.write_order(parent, [other for other in order if other != name])


def _hidden(_: str, names: list[str]) -> list[str]:
    return [name for name in names if name.startswith(".")]

"""A collection on disk: load it, save single requests, rearrange what is in it.

Every change goes through `files.py`, which never writes over content that this store has
not loaded. Changes of structure keep the `order` lists right.
"""

import shutil
import threading
from dataclasses import replace
from pathlib import Path

from workbench.errors import Problem, WorkbenchError
from workbench.formats.request_edit import edit_request
from workbench.formats.request_toml import decode_request, encode_request
from workbench.formats.text import decode_text
from workbench.model import Collection, NodeId, RequestSpec

from .files import content_hash, read_file, refuse, remove_stale, sync_folder, write_file
from .folder_files import FolderFiles
from .paths import collection_key, state_dir
from .scan import Scan
from .slug import same, slug
from .trash import Deleted, carry, throw_away
from .tree import Tree, join, split


class CollectionStore:
    """The files of one collection. Several threads may call it; they take turns."""

    def __init__(self, root: Path, trash: Path | None = None) -> None:
        self._tree = Tree(root)
        self._folders = FolderFiles(self._tree)
        self._trash = trash
        self._hashes: dict[NodeId, str] = {}
        self._lock = threading.RLock()

    @property
    def root(self) -> Path:
        """The directory of the collection."""
        return self._tree.root

    def load(self) -> Collection:
        """Read everything. A file that cannot be read becomes Broken and stops nothing else."""
        with self._lock:
            scan = Scan(self.root)
            collection = scan.collection()
            self._hashes = scan.hashes
            for path in scan.litter:
                remove_stale(path)
            return collection

    def base_hash(self, node: NodeId) -> str | None:
        """Return the hash of a request's file as it was last loaded or saved."""
        return self._hashes.get(node)

    def save(self, node: NodeId, spec: RequestSpec, *, base: str | None = None) -> None:
        """Change the lines of a request's file that the spec changes.

        Refused when the file is not what was loaded, or not what `base` is the hash of:
        a draft from an earlier start tells so what it was made from.
        """
        with self._lock:
            path, text = self._read(node, base)
            self._replace(node, path, text, edit_request(text, spec))

    def create(self, parent: NodeId, spec: RequestSpec) -> NodeId:
        """Write a new request into a folder and return its id, made from its name."""
        with self._lock:
            self._folders.order(parent)  # a list that cannot be kept right stops this here
            name = slug(spec.name, self._tree.taken(parent))
            node = self._write_new(parent, name, encode_request(spec))
            self._folders.add(parent, name)
            return node

    def create_folder(self, parent: NodeId, name: str) -> NodeId:
        """Make a folder and return its id, made from its name."""
        with self._lock:
            self._folders.order(parent)
            base = slug(name, self._tree.taken(parent))
            path = self._tree.folder(parent) / base
            with self._tree.guarded(path):
                path.mkdir()
            node = join(parent, base)
            self._folders.write_name(node, name)
            self._folders.add(parent, base)
            return node

    def rename(self, node: NodeId, name: str) -> NodeId:
        """Give a request or folder a name, and its file the name that follows from it.

        The id follows the file, so it may change; the new one is returned.
        """
        with self._lock:
            if self._tree.is_folder(node):
                self._folders.write_name(node, name)
                return self._follow(node, name) if node else node
            path, text = self._read(node)
            spec = decode_request(text, self._tree.where(path))
            if spec.name == name:
                return node
            self._replace(node, path, text, edit_request(text, replace(spec, name=name)))
            return self._follow(node, name)

    def duplicate(self, node: NodeId) -> NodeId:
        """Copy a request or folder, comments and all, right behind itself; return the new id."""
        with self._lock:
            parent, base = split(node)
            order = self._folders.order(parent)
            is_folder = self._tree.is_folder(node)
            copy = self._copy_folder(node) if is_folder else self._copy_request(node)
            if base in order:
                order.insert(order.index(base) + 1, split(copy)[1])
                self._folders.write_order(parent, order)
            return copy

    def move(self, node: NodeId, parent: NodeId, before: str | None = None) -> NodeId:
        """Move a request or folder before a child of a folder, or to its end; return its id."""
        with self._lock:
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
        with self._lock:
            path = self._tree.item(node)
            parent, base = split(node)
            order = self._folders.order(parent)
            trash = self._trash or state_dir() / "trash"
            place = throw_away(path, trash / collection_key(self.root))
            self._unlist(parent, order, base)
            self._move_hashes(node, None)
            return Deleted(node, place, order.index(base) if base in order else None)

    def restore(self, deleted: Deleted) -> NodeId:
        """Put something deleted back, byte for byte, and return its id."""
        with self._lock:
            parent, base = split(deleted.id)
            order = self._folders.order(parent)
            name = self._free(parent, base)
            suffix = deleted.place.name.removeprefix(base)
            carry(deleted.place, self._tree.folder(parent) / (name + suffix))
            if deleted.position is not None:
                order.insert(deleted.position, name)
                self._folders.write_order(parent, order)
            return self._learned(join(parent, name))

    def _read(self, node: NodeId, base: str | None = None) -> tuple[Path, str]:
        """Return a request's real file and its text, if it is as it was loaded."""
        path = self._tree.request_file(node)
        where = self._tree.where(path)
        real = self._tree.real(path)
        known = base or self._hashes.get(node)
        if known is None:
            decode_request(decode_text(read_file(real, where), where), where)  # says why not
            raise WorkbenchError(Problem("the request has not been loaded", where))
        refuse(real, where, known)
        return real, decode_text(read_file(real, where), where)

    def _replace(self, node: NodeId, path: Path, old: str, new: str) -> None:
        replaces = content_hash(old.encode())
        write_file(path, new.encode(), self._tree.where(path), replaces=replaces)
        self._hashes[node] = content_hash(new.encode())

    def _write_new(self, parent: NodeId, name: str, text: str) -> NodeId:
        node = join(parent, name)
        path = self._tree.request_file(node)
        write_file(path, text.encode(), self._tree.where(path), replaces=None)
        self._hashes[node] = content_hash(text.encode())
        return node

    def _copy_request(self, node: NodeId) -> NodeId:
        parent, base = split(node)
        path, text = self._read(node)
        spec = decode_request(text, self._tree.where(path))
        copied = replace(spec, name=f"{spec.name or base} copy")
        name = slug(copied.name, self._tree.taken(parent))
        return self._write_new(parent, name, edit_request(text, copied))

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
        copy = self._learned(join(parent, target.name))
        self._folders.write_name(copy, name)
        return copy

    def _follow(self, node: NodeId, name: str) -> NodeId:
        """Give a file or directory the file name that follows from its new name."""
        parent, base = split(node)
        path = self._tree.item(node)
        order = self._folders.order(parent)
        fresh = slug(name, self._tree.taken(parent) - {path.name, base})
        if fresh == base:
            return node
        with self._tree.guarded(path):
            path.rename(path.with_name(fresh + path.name.removeprefix(base)))
            sync_folder(path.parent)
        if base in order:
            self._folders.write_order(parent, [fresh if old == base else old for old in order])
        renamed = join(parent, fresh)
        self._move_hashes(node, renamed)
        return renamed

    def _carry(self, node: NodeId, parent: NodeId) -> NodeId:
        old_parent, base = split(node)
        order = self._folders.order(old_parent)
        path = self._tree.item(node)
        name = self._free(parent, base)
        carry(path, self._tree.folder(parent) / (name + path.name.removeprefix(base)))
        self._unlist(old_parent, order, base)
        moved = join(parent, name)
        self._move_hashes(node, moved)
        return moved

    def _free(self, parent: NodeId, name: str) -> str:
        """Return a name as it is, or changed if the folder has one like it."""
        taken = self._tree.taken(parent)
        return slug(name, taken) if same(name) in {same(one) for one in taken} else name

    def _unlist(self, parent: NodeId, order: list[str], name: str) -> None:
        if name in order:
            self._folders.write_order(parent, [other for other in order if other != name])

    def _move_hashes(self, node: NodeId, moved: NodeId | None) -> None:
        for known in [known for known in self._hashes if _is_in(known, node)]:
            value = self._hashes.pop(known)
            if moved is not None:
                self._hashes[moved + known[len(node) :]] = value

    def _learned(self, node: NodeId) -> NodeId:
        """Take in what came into the collection by copying, as if it had been loaded."""
        scan = Scan(self.root)
        scan.collection()
        self._hashes |= {known: h for known, h in scan.hashes.items() if _is_in(known, node)}
        return node


def _is_in(node: NodeId, outer: NodeId) -> bool:
    return node == outer or node.startswith(f"{outer}/")


def _hidden(_: str, names: list[str]) -> list[str]:
    return [name for name in names if name.startswith(".")]

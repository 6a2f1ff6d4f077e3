"""A collection on disk: load it, save single requests, rearrange what is in it.

Every change goes through `files.py`, which never writes over content that this store has
not loaded. Changes of structure keep the `order` lists right.
"""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from workbench.errors import Problem, WorkbenchError
from workbench.formats import (
    FolderFile,
    decode_folder,
    decode_request,
    decode_text,
    edit_folder_name,
    edit_order,
    edit_request,
    encode_folder,
    encode_request,
)
from workbench.model import Collection, NodeId, RequestSpec

from .files import content_hash, failed, read_file, remove_stale, write_file
from .paths import collection_key, state_dir
from .scan import SUFFIX, Scan, displayed, folder_file, inside
from .slug import same, slug
from .trash import Deleted, carry, throw_away

Order = list[str]


class CollectionStore:
    """The files of one collection. Safe to use from several threads, one call at a time."""

    def __init__(self, root: Path, trash: Path | None = None) -> None:
        self._root = root.absolute()
        self._trash = trash
        self._hashes: dict[NodeId, str] = {}
        self._lock = threading.RLock()

    @property
    def root(self) -> Path:
        """The directory of the collection."""
        return self._root

    def load(self) -> Collection:
        """Read everything. A file that cannot be read becomes Broken and stops nothing else."""
        with self._lock:
            scan = Scan(self._root)
            collection = scan.collection()
            self._hashes = scan.hashes
            for path in scan.litter:
                remove_stale(path)
            return collection

    def content_hash(self, node: NodeId) -> str | None:
        """Return the hash of a request's file as it was last loaded or saved."""
        return self._hashes.get(node)

    def save(self, node: NodeId, spec: RequestSpec, *, base: str | None = None) -> None:
        """Change the lines of a request's file that the spec changes.

        Refused when the file is not what was loaded, or what `base` is the hash of:
        a draft from an earlier start says so what it was made from.
        """
        with self._lock:
            path, text, known = self._read(node, base)
            data = edit_request(text, spec).encode()
            write_file(path, data, self._where(path), replaces=known)
            self._hashes[node] = content_hash(data)

    def create(self, parent: NodeId, spec: RequestSpec) -> NodeId:
        """Write a new request into a folder and return its id, made from its name."""
        with self._lock:
            folder = self._folder(parent)
            order = self._order(parent)
            name = slug(spec.name, self._taken(folder))
            node = self._write_new(parent, name, encode_request(spec))
            self._list(parent, order, name)
            return node

    def create_folder(self, parent: NodeId, name: str) -> NodeId:
        """Make a folder and return its id, made from its name."""
        with self._lock:
            folder = self._folder(parent)
            order = self._order(parent)
            base = slug(name, self._taken(folder))
            with self._located(folder / base):
                (folder / base).mkdir()
            if base != name:
                self._write(folder / base / "folder.toml", encode_folder(FolderFile(name)), None)
            self._list(parent, order, base)
            return _join(parent, base)

    def rename(self, node: NodeId, name: str) -> NodeId:
        """Give a request or folder a name, and its file the name that follows from it.

        The id follows the file, so it may change; the new one is returned.
        """
        with self._lock:
            if self._is_folder(node):
                return self._rename_folder(node, name)
            path, text, known = self._read(node)
            spec = decode_request(text, self._where(path))
            data = edit_request(text, replace(spec, name=name)).encode()
            write_file(path, data, self._where(path), replaces=known)
            self._hashes[node] = content_hash(data)
            return self._change_name(node, name)

    def duplicate(self, node: NodeId) -> NodeId:
        """Copy a request or folder, comments and all, right behind itself; return the copy's id."""
        with self._lock:
            parent, base = _split(node)
            order = self._order(parent)
            if self._is_folder(node):
                copy = self._copy_folder(node)
            else:
                path, text, _ = self._read(node)
                spec = decode_request(text, self._where(path))
                copied = replace(spec, name=f"{spec.name or base} copy")
                name = slug(copied.name, self._taken(self._folder(parent)))
                copy = self._write_new(parent, name, edit_request(text, copied))
            if base in order:
                self._write_order(parent, _inserted(order, _split(copy)[1], order.index(base) + 1))
            return copy

    def move(self, node: NodeId, parent: NodeId, before: str | None = None) -> NodeId:
        """Move a request or folder before a child of a folder, or to its end; return its id."""
        with self._lock:
            old_parent, base = _split(node)
            if f"{parent}/".startswith(f"{node}/"):
                raise WorkbenchError(Problem("a folder cannot be moved into itself", node))
            old_order, listed = self._order(old_parent), self._displayed(parent)
            if before is not None and before not in listed:
                raise WorkbenchError(Problem(f'"{before}" is not in this folder', parent))
            moved = node
            if parent != old_parent:
                moved = self._carry(node, parent, base)
                self._write_order(old_parent, [name for name in old_order if name != base])
            name = _split(moved)[1]
            others = [other for other in listed if other != name]
            if before is not None or parent == old_parent:
                at = others.index(before) if before in others else len(others)
                self._write_order(parent, _inserted(others, name, at))
            else:
                self._list(parent, self._order(parent), name)
            return moved

    def delete(self, node: NodeId) -> Deleted:
        """Move a request or folder into the trash; what is returned can be restored."""
        with self._lock:
            parent, base = _split(node)
            path = self._path(node)
            order = self._order(parent)
            trash = self._trash or state_dir() / "trash"
            place = throw_away(path, trash / collection_key(self._root), path.name)
            position = order.index(base) if base in order else None
            self._write_order(parent, [name for name in order if name != base])
            self._rename_hashes(node, None)
            return Deleted(node, place, position)

    def restore(self, deleted: Deleted) -> NodeId:
        """Put something deleted back, byte for byte, and return its id."""
        with self._lock:
            parent, base = _split(deleted.id)
            folder = self._folder(parent)
            order = self._order(parent)
            suffix = SUFFIX if deleted.place.name == base + SUFFIX else ""
            taken = self._taken(folder)
            name = slug(base, taken) if same(base) in {same(one) for one in taken} else base
            carry(deleted.place, folder / (name + suffix))
            if deleted.position is not None:
                self._write_order(parent, _inserted(order, name, deleted.position))
            node = _join(parent, name)
            self._learn(node)
            return node

    # Paths. An id is data: it must not lead anywhere but into the collection.

    def _path(self, node: NodeId) -> Path:
        """Return the file or folder of a node that must be there."""
        parent, base = _split(node)
        if not node:
            raise WorkbenchError(Problem("the collection itself cannot be changed like this"))
        folder = self._folder(parent)
        for name in (base, base + SUFFIX):
            path = folder / name
            if os.path.lexists(path) and (name != base or self._is_folder(node)):
                return path
        raise WorkbenchError(Problem("there is no such request or folder", node))

    def _folder(self, node: NodeId) -> Path:
        """Return the directory of a folder, reached without following any link."""
        path = self._root
        for part in node.split("/") if node else ():
            path = path / part
            bad = part in {"", ".", ".."} or part.startswith(".") or "\0" in part
            if bad or path.is_symlink() or not path.is_dir():
                raise WorkbenchError(Problem("there is no such folder", node))
        return path

    def _is_folder(self, node: NodeId) -> bool:
        try:
            self._folder(node)
        except WorkbenchError:
            return False
        return True

    def _file(self, node: NodeId) -> Path:
        """Return the real place of a request's file."""
        parent, base = _split(node)
        path = self._folder(parent) / (base + SUFFIX)
        if "\0" in base or not base or base.startswith("."):
            raise WorkbenchError(Problem("there is no such request", node))
        return inside(self._root, path, self._where(path))

    def _where(self, path: Path) -> str:
        root = self._root if path.is_relative_to(self._root) else self._root.resolve()
        return str(self._root.name / path.relative_to(root))

    def _taken(self, folder: Path) -> set[str]:
        with self._located(folder):
            names = [path.name for path in folder.iterdir()]
        return {*names, *(name.removesuffix(SUFFIX) for name in names)}

    @contextmanager
    def _located(self, path: Path) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise failed("write", error, self._where(path)) from None

    # Files.

    def _read(self, node: NodeId, base: str | None = None) -> tuple[Path, str, str]:
        """Return a request's file, its text and its hash, if it is as it was loaded."""
        path = self._file(node)
        where = self._where(path)
        known = base or self._hashes.get(node)
        if known is None:
            decode_request(decode_text(read_file(path, where), where), where)  # says why not
            raise WorkbenchError(Problem("the request has not been loaded", where))
        data = read_file(path, where) if path.exists() else b""
        if content_hash(data) != known:
            write_file(path, b"", where, replaces=known)  # says how it differs
        return path, decode_text(data, where), known

    def _write(self, path: Path, text: str, replaces: str | None) -> None:
        write_file(path, text.encode(), self._where(path), replaces=replaces)

    def _write_new(self, parent: NodeId, name: str, text: str) -> NodeId:
        self._write(self._folder(parent) / (name + SUFFIX), text, None)
        node = _join(parent, name)
        self._hashes[node] = content_hash(text.encode())
        return node

    def _change_name(self, node: NodeId, name: str) -> NodeId:
        """Move a file or folder to the file name that follows from a new name."""
        parent, base = _split(node)
        path = self._path(node)
        taken = self._taken(path.parent) - {path.name, base}
        fresh = slug(name, taken)
        if fresh == base:
            return node
        order = self._order(parent)
        suffix = "" if path.is_dir() and not path.is_symlink() else SUFFIX
        with self._located(path):
            path.rename(path.with_name(fresh + suffix))
        self._write_order(parent, [fresh if old == base else old for old in order])
        renamed = _join(parent, fresh)
        self._rename_hashes(node, renamed)
        return renamed

    def _rename_folder(self, node: NodeId, name: str) -> NodeId:
        path = self._folder(node)
        place = folder_file(path, root=not node)
        found = self._folder_text(node)
        if found is not None:
            text, known = found
            self._write(self._real(place), edit_folder_name(text, name), known)
        elif slug(name) != name:
            self._write(place, encode_folder(FolderFile(name)), None)
        return self._change_name(node, name) if node else node

    def _copy_folder(self, node: NodeId) -> NodeId:
        parent, base = _split(node)
        path = self._folder(node)
        found = self._folder_text(node)
        old = decode_folder(found[0], node, root=False).name if found else ""
        name = f"{old or base} copy"
        fresh = slug(name, self._taken(path.parent))
        with self._located(path):
            shutil.copytree(path, path.with_name(fresh), symlinks=True, ignore=_hidden)
        copy = _join(parent, fresh)
        self._learn(copy)
        if found is not None or fresh != name:
            self._rename_copy(copy, name)
        return copy

    def _rename_copy(self, node: NodeId, name: str) -> None:
        place = folder_file(self._folder(node), root=False)
        found = self._folder_text(node)
        if found is None:
            self._write(place, encode_folder(FolderFile(name)), None)
        else:
            self._write(self._real(place), edit_folder_name(found[0], name), found[1])

    def _carry(self, node: NodeId, parent: NodeId, base: str) -> NodeId:
        path, folder = self._path(node), self._folder(parent)
        self._order(parent)  # a list that cannot be kept right stops the move before it starts
        taken = self._taken(folder)
        name = slug(base, taken) if same(base) in {same(one) for one in taken} else base
        suffix = path.name[len(base) :]
        carry(path, folder / (name + suffix))
        moved = _join(parent, name)
        self._rename_hashes(node, moved)
        return moved

    def _rename_hashes(self, node: NodeId, moved: NodeId | None) -> None:
        for known in list(self._hashes):
            if known == node or known.startswith(f"{node}/"):
                value = self._hashes.pop(known)
                if moved is not None:
                    self._hashes[moved + known[len(node) :]] = value

    def _learn(self, node: NodeId) -> None:
        """Take in what came into the collection by copying, as if it had been loaded."""
        scan = Scan(self._root)
        scan.collection()
        for known, value in scan.hashes.items():
            if known == node or known.startswith(f"{node}/"):
                self._hashes[known] = value

    # Order lists.

    def _real(self, place: Path) -> Path:
        return inside(self._root, place, self._where(place))

    def _folder_text(self, node: NodeId) -> tuple[str, str] | None:
        """Return the text and hash of a folder's file if it has one; it must be readable."""
        place = folder_file(self._folder(node), root=not node)
        if not os.path.lexists(place):
            return None
        where = self._where(place)
        data = read_file(self._real(place), where)
        text = decode_text(data, where)
        decode_folder(text, where, root=not node)
        return text, content_hash(data)

    def _order(self, node: NodeId) -> Order:
        found = self._folder_text(node)
        return list(decode_folder(found[0], node, root=not node).order) if found else []

    def _displayed(self, node: NodeId) -> Order:
        folders, files = Scan(self._root).children(node, self._folder(node))
        return displayed(folders | files.keys(), folders, self._order(node))

    def _list(self, node: NodeId, order: Order, name: str) -> None:
        """Add a new name to a list that was complete; others leave it to natural order."""
        others = {other for other in self._displayed(node) if other != name}
        if order and others <= set(order):
            self._write_order(node, [*order, name])

    def _write_order(self, node: NodeId, order: Order) -> None:
        place = folder_file(self._folder(node), root=not node)
        found = self._folder_text(node)
        if found is not None:
            self._write(self._real(place), edit_order(found[0], order), found[1])
        elif order:
            self._write(place, encode_folder(FolderFile(order=tuple(order))), None)


def _split(node: NodeId) -> tuple[NodeId, str]:
    parent, _, base = node.rpartition("/")
    return parent, base


def _join(parent: NodeId, name: str) -> NodeId:
    return f"{parent}/{name}" if parent else name


def _inserted(order: Order, name: str, at: int) -> Order:
    return [*order[:at], name, *order[at:]]


def _hidden(_: str, names: list[str]) -> list[str]:
    return [name for name in names if name.startswith(".")]

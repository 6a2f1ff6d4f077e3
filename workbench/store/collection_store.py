"""A collection on disk: load it, save single requests, rearrange what is in it.

Every change goes through `files.py`, which never writes over content that this store has
not loaded. Changes of structure keep the `order` lists right.
"""

import threading
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.formats.folder_toml import FolderFile
from workbench.formats.request_toml import encode_request
from workbench.model import Collection, Environment, NodeId, RequestSpec

from .changes import Refreshed
from .files import remove_stale
from .paths import collection_key, state_dir
from .request_files import RequestFiles
from .scan import Scan
from .slug import slug
from .tree import Tree, join
from .watch import Watch

if TYPE_CHECKING:
    from workbench.formats.merge_choices import Conflict, Side

    from .arrangement import Arrangement
    from .baselines import Baselines
    from .clash import ClashError
    from .environment_files import EnvironmentFiles
    from .folder_files import FolderFiles
    from .trash import Deleted
    from .undo import Undo


class CollectionStore:
    """The files of one collection. Several threads may call it; they take turns."""

    def __init__(self, root: Path, trash: Path | None = None) -> None:
        self._tree = Tree(root)
        self._trash = trash or state_dir() / "trash"
        self._bin = self._trash / collection_key(self._tree.root)
        self._requests = RequestFiles(self._tree)
        self._watch = Watch(self.root)
        self._collection: Collection | None = None
        self._lock = threading.RLock()

    # What changes files is imported with the first change: a start only reads.

    @cached_property
    def _folders(self) -> "FolderFiles":
        from .folder_files import FolderFiles

        return FolderFiles(self._tree, self._bin)

    @cached_property
    def _environments(self) -> "EnvironmentFiles":
        from .environment_files import EnvironmentFiles

        return EnvironmentFiles(self._tree, self._bin)

    @cached_property
    def _baselines(self) -> "Baselines":
        from .baselines import Baselines

        return Baselines(self._tree)

    @cached_property
    def _arrangement(self) -> "Arrangement":
        from .arrangement import Arrangement

        return Arrangement(self._tree, self._folders, self._requests, self._trash)

    @property
    def root(self) -> Path:
        """The directory of the collection."""
        return self._tree.root

    def load(self) -> Collection:
        """Read everything. A file that cannot be read becomes Broken and stops nothing else."""
        return self.refresh(everything=True).collection

    def outline(self, most: int) -> Collection:
        """Return the collection with its first `most` requests, to be shown before `load`.

        The others are Unread: 5,000 of them take as long as loading 200. Nothing can be
        saved before `load`.
        """
        return Scan(self.root, most=most).collection()

    def refresh(self, *, everything: bool = False) -> Refreshed:
        """Read what looks different from when it was last read, and tell what has changed.

        With `everything`, what looks the same is read again, too, and litter goes. What this
        store saved or moved itself is in the collection, not among the changes.
        """
        with self._lock:
            self._collection, changes, litter = self._requests.scan(everything=everything)
            for path in litter if everything else ():
                remove_stale(path)
            return Refreshed(self._collection, changes)

    def poll(self) -> Refreshed | None:
        """Look for changes on disk; to be called about once a second, in any thread.

        Returns what has changed once it has settled: two looks agree, and git is not at
        work. None if there is nothing new. A look takes `stat` calls only.
        """
        with self._lock:
            known = self._collection
            if not self._watch.look():
                return None
            found = self.refresh()
            return found if found.changes or found.collection != known else None

    def remember(self, text: str) -> str:
        """Know a text that a draft was made from, for a merge; returns its hash."""
        with self._lock:
            return self._requests.remember(text)

    def base_hash(self, node: NodeId) -> str | None:
        """Return the hash of a request's file as it was last loaded or saved."""
        return self._requests.hash(node)

    def hashes(self) -> Mapping[NodeId, str]:
        """Return the hash of each request's file as it was last loaded or saved."""
        with self._lock:
            return self._requests.hashes()

    def save(self, node: NodeId, spec: RequestSpec, *, base: str | None = None) -> RequestSpec:
        """Change the lines of a request's file that the spec changes; return what it says then.

        `base` is the hash of what the edits were made from, if not of what was last loaded.
        If the file holds something else by now, both changes are merged by field, and what
        is returned has them all. Raises a ClashError if both changed the same field; the
        file is as it was, as with every other WorkbenchError.
        """
        with self._lock:
            return self._requests.save(node, spec, base)

    def rebase(
        self, node: NodeId, spec: RequestSpec, *, base: str
    ) -> "tuple[RequestSpec, tuple[Conflict, ...]]":
        """Return unsaved edits on top of what was last loaded, and the fields that conflict.

        `base` is the hash of what they were made from; from now on they are made from
        `base_hash(node)`. In a conflict the edits count. Nothing is written.
        """
        with self._lock:
            return self._requests.rebase(node, spec, base)

    def resolve(self, clash: "ClashError", chosen: "Mapping[str, Side]") -> RequestSpec:
        """Save both changes of a clash; `chosen` names a side for each field in conflict.

        A field that is not named is as in ours. Raises if the file has changed again.
        """
        with self._lock:
            return self._requests.resolve(clash, chosen)

    def replaced(self) -> tuple[str, str]:
        """Return what the last save has replaced in its file, and what it wrote."""
        with self._lock:
            return self._requests.replaced()

    def put_back(self, node: NodeId, before: str, after: str) -> None:
        """Put a former content of a request's file in the place of the one that was written."""
        with self._lock:
            self._requests.put_back(node, before, after)

    def baseline(self, node: NodeId, file: str = "") -> str | None:
        """Return the text of a request's stored response, None if there is none yet.

        `file` is the name that the request gives it, if not the usual one.
        """
        with self._lock:
            return self._baselines.load(node, file)

    def save_baseline(self, node: NodeId, text: str, *, old: str | None, file: str = "") -> None:
        """Store a response's text in the place of the `old` one that was loaded."""
        with self._lock:
            self._baselines.save(node, text, old=old, file=file)

    def create(self, parent: NodeId, spec: RequestSpec) -> NodeId:
        """Write a new request into a folder and return its id, made from its name."""
        with self._lock:
            self._folders.order(parent)  # a list that cannot be kept right stops this here
            name = slug(spec.name, self._tree.taken(parent))
            node = self._requests.write_new(parent, name, encode_request(spec))
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

    def folder_file(self, node: NodeId) -> FolderFile:
        """Return what the file of a folder, or of the collection, says now."""
        with self._lock:
            return self._folders.read(node)

    def edit_folder(self, node: NodeId, change: Callable[[FolderFile], FolderFile]) -> "Undo":
        """Write what `change` makes of what a folder's file says now, its defaults above all."""
        with self._lock:
            return self._in_turn(self._folders.edit(node, change))

    def environment_file(self, name: str, *, local: bool = False) -> Environment | None:
        """Return what one file of an environment says now; None if there is no such file."""
        with self._lock:
            return self._environments.read(name, local=local)

    def edit_environment(
        self, name: str, change: Callable[[Environment], Environment], *, local: bool = False
    ) -> "Undo":
        """Write what `change` makes of what an environment's file says now.

        With `local` it is the one that stays out of git. A file that is not there is made.
        `change` is given one file's values: those of a loaded environment are of both.
        """
        with self._lock:
            return self._in_turn(self._environments.edit(name, change, local=local))

    def duplicate_environment(self, name: str, copy: str) -> "Undo":
        """Write an environment's shared file under another name."""
        with self._lock:
            return self._in_turn(self._environments.duplicate(name, copy))

    def rename_environment(self, name: str, new: str) -> "Undo":
        """Give an environment another name."""
        with self._lock:
            return self._in_turn(self._environments.rename(name, new))

    def delete_environment(self, name: str) -> "Undo":
        """Move an environment, its local file too, into the trash."""
        with self._lock:
            return self._in_turn(self._environments.delete(name))

    def _in_turn(self, undo: "Undo") -> "Undo":
        def undo_alone() -> None:
            with self._lock:
                undo()

        return undo_alone

    def rename(self, node: NodeId, name: str) -> NodeId:
        """Give a request or folder a name, and its file the name that follows from it.

        The id follows the file, so it may change; the new one is returned.
        """
        with self._lock:
            return self._arrangement.rename(node, name)

    def duplicate(self, node: NodeId) -> NodeId:
        """Copy a request or folder, comments and all, right behind itself; return the new id."""
        with self._lock:
            return self._arrangement.duplicate(node)

    def move(self, node: NodeId, parent: NodeId, before: str | None = None) -> NodeId:
        """Move a request or folder before a child of a folder, or to its end; return its id."""
        with self._lock:
            return self._arrangement.move(node, parent, before)

    def delete(self, node: NodeId) -> "Deleted":
        """Move a request or folder into the trash; what is returned can be restored."""
        with self._lock:
            return self._arrangement.delete(node)

    def restore(self, deleted: "Deleted") -> NodeId:
        """Put something deleted back, byte for byte, and return its id."""
        with self._lock:
            return self._arrangement.restore(deleted)

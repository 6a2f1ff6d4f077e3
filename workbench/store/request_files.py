"""The request files of a collection, as they were loaded: nothing else may be replaced."""

from collections.abc import Mapping
from pathlib import Path

from workbench.errors import Problem, WorkbenchError
from workbench.formats.request_toml import decode_request
from workbench.formats.text import decode_text
from workbench.model import NodeId

from .files import content_hash, read_file, refuse, write_file
from .scan import Scan
from .tree import Tree, join


class RequestFiles:
    """Reads and changes request files, and knows which content of each has been seen."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._hashes: dict[NodeId, str] = {}

    def hash(self, node: NodeId) -> str | None:
        """Return the hash of a request's file as it was last loaded or written."""
        return self._hashes.get(node)

    def know(self, hashes: Mapping[NodeId, str]) -> None:
        """Take in what a scan of the whole collection has met."""
        self._hashes = dict(hashes)

    def read(self, node: NodeId, base: str | None = None) -> tuple[Path, str]:
        """Return a request's real file and its text, if that is as it was loaded.

        `base` is the hash of the content that the caller knows, if not of the last one.
        """
        path = self._tree.request_file(node)
        where = self._tree.where(path)
        real = self._tree.real(path)
        known = base or self._hashes.get(node)
        if known is None:
            decode_request(decode_text(read_file(real, where), where), where)  # says why not
            raise WorkbenchError(Problem("the request has not been loaded", where))
        refuse(real, where, known)
        return real, decode_text(read_file(real, where), where)

    def replace(self, node: NodeId, path: Path, old: str, new: str) -> None:
        """Put a new text in the place of the one that was read."""
        replaces = content_hash(old.encode())
        write_file(path, new.encode(), self._tree.where(path), replaces=replaces)
        self._hashes[node] = content_hash(new.encode())

    def write_new(self, parent: NodeId, name: str, text: str) -> NodeId:
        """Write a request that is not there yet, and return its id."""
        node = join(parent, name)
        path = self._tree.request_file(node)
        write_file(path, text.encode(), self._tree.where(path), replaces=None)
        self._hashes[node] = content_hash(text.encode())
        return node

    def follow(self, node: NodeId, moved: NodeId | None) -> None:
        """Know a request, or all in a folder, at its new place; None: it is gone."""
        for known in [known for known in self._hashes if _is_in(known, node)]:
            value = self._hashes.pop(known)
            if moved is not None:
                self._hashes[moved + known[len(node) :]] = value

    def learn(self, node: NodeId) -> NodeId:
        """Take in what was copied to an id, as if it had been loaded; returns the id."""
        scan = Scan(self._tree.root)
        scan.collection()
        self._hashes |= {known: h for known, h in scan.hashes.items() if _is_in(known, node)}
        return node


def _is_in(node: NodeId, outer: NodeId) -> bool:
    return node == outer or node.startswith(f"{outer}/")

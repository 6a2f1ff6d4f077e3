"""The request files of a collection, as they were loaded: nothing else may be replaced."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import Problem, WorkbenchError
from workbench.formats.request_toml import decode_request, encode_request
from workbench.formats.text import decode_text
from workbench.model import Collection, NodeId, RequestSpec

from .changes import Changes, Seen, compare
from .files import ChangedError, content_hash, read_file, refuse, write_file
from .readings import Readings
from .scan import Scan
from .tree import Tree, join

if TYPE_CHECKING:
    from workbench.formats.merge_choices import Conflict, Side

    from .clash import ClashError

# Earlier contents that drafts may have been made from: so many characters of them.
REMEMBERED = 16 * 1024 * 1024
NO_INODE = 0  # of a file just written: the next scan tells


class RequestFiles:
    """Reads and changes request files, and knows which content of each has been seen.

    What merges and edits texts is imported with the first change: a start only reads.
    """

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._readings = Readings()
        self._seen: dict[NodeId, Seen] = {}
        self._older: dict[str, str] = {}
        self._replaced: tuple[str, str] = ("", "")  # by the last change, and what it wrote

    def hash(self, node: NodeId) -> str | None:
        """Return the hash of a request's file as it was last loaded or written."""
        seen = self._seen.get(node)
        return seen.hash if seen and seen.readable else None

    def hashes(self) -> dict[NodeId, str]:
        """Return the hashes of all request files that can be read."""
        return {node: seen.hash for node, seen in self._seen.items() if seen.readable}

    def text(self, node: NodeId, hash_: str) -> str | None:
        """Return the content of a request's file that has a hash, if it is still known."""
        seen = self._seen.get(node)
        return seen.text if seen and seen.hash == hash_ else self._older.get(hash_)

    def remember(self, text: str) -> str:
        """Know a content that a draft was made from, and return its hash."""
        hash_ = content_hash(text.encode())
        self._older[hash_] = text
        excess = sum(map(len, self._older.values())) - REMEMBERED
        while excess > 0:
            excess -= len(self._older.pop(next(iter(self._older))))
        return hash_

    def scan(self, *, everything: bool = False) -> tuple[Collection, Changes, list[Path]]:
        """Read the collection, take it in, and return it with what has changed and litter.

        Files that look as they did are not read again, unless `everything` is to be.
        """
        readings = Readings() if everything else self._readings
        scan = Scan(self._tree.root, readings)
        collection = scan.collection()
        changes = compare(self._seen, scan.seen)
        gone = {*changes.changed, *changes.removed, *(old for old, _ in changes.renamed)}
        for seen in [self._seen[node] for node in gone if node in self._seen]:
            self.remember(seen.text)
        self._readings, self._seen = readings, scan.seen
        return collection, changes, scan.litter

    def read(self, node: NodeId, base: str | None = None) -> tuple[Path, str]:
        """Return a request's real file and its text, if that is as it was loaded.

        `base` is the hash of the content that the caller knows, if not of the last one.
        """
        path = self._tree.request_file(node)
        where = self._tree.where(path)
        real = self._tree.real(path)
        known = base or self.hash(node)
        if known is None:
            decode_request(decode_text(read_file(real, where), where), where)  # says why not
            raise WorkbenchError(Problem("the request has not been loaded", where))
        refuse(real, where, known)
        return real, decode_text(read_file(real, where), where)

    def save(self, node: NodeId, spec: RequestSpec, base: str | None = None) -> RequestSpec:
        """Change the lines of a request's file that the spec changes, and return what it says.

        If the file is not what the edits were made from, both changes are merged by
        field. Raises a ClashError, and writes nothing, if they are about the same field.
        """
        from workbench.formats.request_edit import edit_request

        try:
            real, text = self.read(node, base)
        except ChangedError:
            clash = self._clash(node, spec, base)
            if clash.base is None or clash.conflicts:
                raise clash from None
            return self.resolve(clash, {})
        self.replace(node, real, text, edit_request(text, spec))
        return spec

    def resolve(self, clash: "ClashError", chosen: "Mapping[str, Side]") -> RequestSpec:
        """Save both changes of a clash, with a side chosen for each conflict; else ours counts.

        Raises an error if the file has changed again.
        """
        from workbench.formats.merge import merge_request_texts

        path = self._tree.request_file(clash.node)
        merged = merge_request_texts(clash.base or "", clash.ours, clash.theirs, chosen).text
        spec = decode_request(merged, self._tree.where(path))
        self.replace(clash.node, self._tree.real(path), clash.theirs, merged)
        return spec

    def rebase(
        self, node: NodeId, spec: RequestSpec, base: str
    ) -> "tuple[RequestSpec, tuple[Conflict, ...]]":
        """Return edits made from `base` on top of what was last loaded, and what conflicts.

        In a conflict the edits count. Nothing is written.
        """
        from workbench.formats.merge_specs import merge_specs

        where = self._tree.where(self._tree.request_file(node))
        seen = self._seen.get(node)
        if seen is None or not seen.readable:
            raise WorkbenchError(Problem("the request has not been loaded", where))
        old = decode_request(self.text(node, base) or "", where)
        return merge_specs(old, spec, decode_request(seen.text, where))

    def _clash(self, node: NodeId, spec: RequestSpec, base: str | None) -> "ClashError":
        from workbench.formats.merge import merge_request_texts
        from workbench.formats.request_edit import edit_request

        from .clash import ClashError

        path = self._tree.request_file(node)
        where = self._tree.where(path)
        theirs = decode_text(read_file(self._tree.real(path), where), where)
        decode_request(theirs, where)  # what is no request, such as a conflict, says so
        old = self.text(node, base or self.hash(node) or "")
        ours = encode_request(spec) if old is None else edit_request(old, spec)
        conflicts = merge_request_texts(old or "", ours, theirs).conflicts
        return ClashError(node, where, old, ours, theirs, conflicts)

    def replace(self, node: NodeId, path: Path, old: str, new: str) -> None:
        """Put a new text in the place of the one that was read."""
        replaces = content_hash(old.encode())
        write_file(path, new.encode(), self._tree.where(path), replaces=replaces)
        self.remember(old)
        self._replaced = (old, new)
        self._wrote(node, new)

    def replaced(self) -> tuple[str, str]:
        """Return what the last change of a file has replaced, and what it wrote."""
        return self._replaced

    def put_back(self, node: NodeId, before: str, after: str) -> None:
        """Put a former text of a request's file in the place of the one that was written."""
        self.replace(node, self._tree.real(self._tree.request_file(node)), after, before)

    def write_new(self, parent: NodeId, name: str, text: str) -> NodeId:
        """Write a request that is not there yet, and return its id."""
        from .schemas import with_schema_line

        node = join(parent, name)
        path = self._tree.request_file(node)
        text = with_schema_line(self._tree.root, path, text, "request")
        write_file(path, text.encode(), self._tree.where(path), replaces=None)
        self._wrote(node, text)
        return node

    def follow(self, node: NodeId, moved: NodeId | None) -> None:
        """Know a request, or all in a folder, at its new place; None: it is gone."""
        for known in [known for known in self._seen if _is_in(known, node)]:
            seen = self._seen.pop(known)
            if moved is not None:
                self._seen[moved + known[len(node) :]] = seen

    def learn(self, node: NodeId) -> NodeId:
        """Take in what was copied to an id, as if it had been loaded; returns the id."""
        scan = Scan(self._tree.root, self._readings)
        scan.collection()
        self._seen |= {known: seen for known, seen in scan.seen.items() if _is_in(known, node)}
        return node

    def _wrote(self, node: NodeId, text: str) -> None:
        self._seen[node] = Seen(content_hash(text.encode()), NO_INODE, text)


def _is_in(node: NodeId, outer: NodeId) -> bool:
    return node == outer or node.startswith(f"{outer}/")

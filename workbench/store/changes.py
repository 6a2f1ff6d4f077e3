"""What is different between two scans of a collection's requests. Pure."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass

from workbench.model import Collection, NodeId

# An inode is used again for other files, so it shows a rename only if the text is alike.
ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Seen:
    """What a scan saw of one request's file. One that is no request is not `readable`."""

    hash: str
    inode: int
    text: str
    readable: bool = True


UNREADABLE = Seen("", 0, "", readable=False)  # a file that could not even be opened


@dataclass(frozen=True, slots=True)
class Changes:
    """How the requests on disk differ from those known before; false if they do not.

    A renamed request is neither added nor removed; if its content changed as well, it is
    in `changed` under its new id. `renamed` holds pairs of an old and a new id.
    """

    added: tuple[NodeId, ...] = ()
    changed: tuple[NodeId, ...] = ()
    removed: tuple[NodeId, ...] = ()
    renamed: tuple[tuple[NodeId, NodeId], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.renamed)


@dataclass(frozen=True, slots=True)
class Refreshed:
    """A collection as it is on disk now, and what changed there since it was last read."""

    collection: Collection
    changes: Changes


def compare(before: Mapping[NodeId, Seen], after: Mapping[NodeId, Seen]) -> Changes:
    """Return how one scan differs from another; ids come in the order of the scans."""
    removed = [node for node in before if node not in after]
    added = [node for node in after if node not in before]
    renamed = _renamed({n: before[n] for n in removed}, {n: after[n] for n in added})
    old_ids = {new: old for old, new in renamed.items()}
    changed = [
        node
        for node, seen in after.items()
        if (old := before.get(old_ids.get(node, node))) and old.hash != seen.hash
    ]
    return Changes(
        added=tuple(node for node in added if node not in old_ids),
        changed=tuple(changed),
        removed=tuple(node for node in removed if node not in renamed),
        renamed=tuple(renamed.items()),
    )


def _renamed(removed: Mapping[NodeId, Seen], added: Mapping[NodeId, Seen]) -> dict[NodeId, NodeId]:
    """Return new ids by old ones: of the same content first, then of the same file."""
    by_hash: dict[str, list[NodeId]] = {}
    for node, seen in added.items():
        if seen.hash:
            by_hash.setdefault(seen.hash, []).append(node)
    found: dict[NodeId, NodeId] = {}
    for old, seen in removed.items():
        if same := by_hash.get(seen.hash):
            # Equal files that moved together keep their inodes or at least their names.
            inode, name = seen.inode, _name(old)
            best = max(same, key=lambda n: (added[n].inode == inode, _name(n) == name))
            same.remove(best)
            found[old] = best
    taken = set(found.values())
    by_inode = {s.inode: node for node, s in added.items() if s.inode and node not in taken}
    for old, seen in removed.items():
        new = by_inode.get(seen.inode)
        if old not in found and new is not None and _are_alike(seen.text, added[new].text):
            found[old] = new
            del by_inode[seen.inode]
    return found


def _are_alike(text: str, other: str) -> bool:
    matcher = difflib.SequenceMatcher(None, text.splitlines(), other.splitlines())
    return matcher.quick_ratio() >= ALIKE


def _name(node: NodeId) -> str:
    return node.rpartition("/")[2]

"""What is different between two scans of a collection's requests. Pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from workbench.model import Collection, NodeId

# A file with so many of its lines the same is the same file, as it is for git: renaming a
# request changes its name as well, and a checkout gives every file a new inode.
ALIKE = 0.5
MOST_PAIRS = 10_000  # beyond, only equal contents are followed


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
    """Return new ids by old ones: of the same content first, then of content that is alike."""
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
    old_lines = {node: _lines(seen) for node, seen in removed.items() if node not in found}
    new_lines = {node: _lines(seen) for node, seen in added.items() if node not in taken}
    if len(old_lines) * len(new_lines) > MOST_PAIRS:
        return found
    pairs = [
        (_likeness(lines, others), removed[old].inode == added[new].inode, old, new)
        for old, lines in old_lines.items()
        for new, others in new_lines.items()
    ]
    for likeness, _, old, new in sorted(pairs, reverse=True):
        if likeness >= ALIKE and old not in found and new not in taken:
            found[old] = new
            taken.add(new)
    return found


def _lines(seen: Seen) -> Counter[str]:
    return Counter(seen.text.splitlines() if seen.text else [])


def _likeness(lines: Counter[str], others: Counter[str]) -> float:
    total = lines.total() + others.total()
    return 2 * (lines & others).total() / total if total else 0.0


def _name(node: NodeId) -> str:
    return node.rpartition("/")[2]

"""What the commands of the tree do to files. Everything runs in a thread."""

from __future__ import annotations  # what changes files is imported with the first change

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from workbench.errors import Problem
from workbench.model import Collection, NodeId, RequestSpec
from workbench.store.changes import Refreshed
from workbench.store.collection_store import CollectionStore
from workbench.store.drafts import Draft, Drafts
from workbench.tui.apart import apart
from workbench.tui.in_turn import InTurn
from workbench.tui.state import is_in, moved_id

if TYPE_CHECKING:
    from workbench.engine.order import Order
    from workbench.engine.stored import StoredResponses
    from workbench.formats.merge_choices import Conflict, Side
    from workbench.model import Exchange
    from workbench.store.clash import ClashError
    from workbench.store.trash import Deleted

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rebased:
    """Unsaved edits with what the file has got meanwhile, and the fields that both changed.

    `base` is the content that they start from then.
    """

    spec: RequestSpec
    conflicts: tuple[Conflict, ...]
    base: str


class Filing:
    """The collection's files and the drafts beside them, one operation at a time.

    Each goes on to its end, even if nobody waits for it any more.
    """

    def __init__(self, store: CollectionStore, drafts: Drafts) -> None:
        self._store, self._drafts = store, drafts
        self._turns = InTurn()
        self._shown: dict[NodeId, str] = {}  # which contents were handed out last
        self._bases: dict[NodeId, str] = {}  # which content the edits of a draft started from

    @cached_property
    def stored(self) -> StoredResponses:
        """The responses that are stored beside requests."""
        from workbench.engine.stored import StoredResponses

        return StoredResponses(self._store)

    async def _do(self, work: Callable[[], T]) -> T:
        return await self._turns.do(lambda: apart(work))

    async def outline(self, most: int) -> Collection:
        """Find out what the collection holds, and read its first `most` requests."""
        return await self._do(lambda: self._store.outline(most))

    async def load(self) -> Collection:
        """Read the collection from disk."""
        return (await self.reload()).collection

    async def reload(self) -> Refreshed:
        """Read the collection from disk again, and tell what others have changed in it."""
        found, hashes = await self._do(
            lambda: (self._store.refresh(everything=True), self._store.hashes())
        )
        return self._handed_out(found, hashes)

    async def poll(self) -> Refreshed | None:
        """Look whether the files have changed, and return the collection if they have."""
        found, hashes = await self._do(lambda: (self._store.poll(), self._store.hashes()))
        return None if found is None else self._handed_out(found, hashes)

    def _handed_out(self, found: Refreshed, hashes: Mapping[NodeId, str]) -> Refreshed:
        self._shown = dict(hashes)
        for old, new in found.changes.renamed:
            self._follow(old, new)
        return found

    def begin_edit(self, node: NodeId) -> None:
        """Remember which content a request's edits start from, now that there is a first one.

        It is what was handed out last; more may have been read since, in a thread.
        """
        self._bases[node] = self._shown.get(node, "")

    async def rebase(self, drafts: Mapping[NodeId, RequestSpec]) -> Mapping[NodeId, Rebased]:
        """Return the drafts whose file has changed, on top of what is on disk now."""

        def rebase() -> dict[NodeId, Rebased]:
            changed = {}
            for node, spec in drafts.items():
                base, now = self._bases.get(node), self._store.base_hash(node)
                if base is not None and now is not None and base != now:
                    changed[node] = Rebased(*self._store.rebase(node, spec, base=base), now)
            return changed

        return await self._do(rebase)

    def rebased(self, node: NodeId, found: Rebased) -> None:
        """Remember that a request's edits are on top of what is on disk now."""
        self._bases[node] = found.base

    async def restore_drafts(self) -> tuple[Mapping[NodeId, Draft], tuple[Problem, ...]]:
        """Return the unsaved edits that an earlier session left behind, and what is unreadable."""
        drafts = await self._do(self._drafts.load)
        for node, draft in drafts.items():
            self._bases[node] = draft.base_hash
            if draft.base_text:
                self._store.remember(draft.base_text)
        return drafts, self._drafts.problems

    async def keep_drafts(self, drafts: Mapping[NodeId, RequestSpec | None]) -> None:
        """Write unsaved edits to the state directory; None forgets those of a request.

        What is to be kept is on disk before anything is forgotten: it may be the same edits
        under another id.
        """

        def write() -> None:
            for node, spec in drafts.items():
                if spec is not None:
                    self._drafts.keep(node, spec, base_hash=self._bases.get(node))
            for node, spec in drafts.items():
                if spec is None:
                    self._drafts.drop(node)

        await self._do(write)

    async def save(self, node: NodeId, spec: RequestSpec) -> RequestSpec:
        """Write a request's edited lines, forget its draft, and return what the file says.

        The draft is forgotten when the file is on disk. Edits that were made meanwhile go on
        from what the file says.
        """
        base = self._bases.get(node)  # as known with these edits: a later one is of others

        def write() -> RequestSpec:
            saved = self._store.save(node, spec, base=base)
            self._saved(node)
            return saved

        return await self._do(write)

    def way_back(self, node: NodeId) -> Callable[[], Awaitable[None]]:
        """Return what puts back the file that the last save of a request has replaced.

        It raises WorkbenchError if the file holds something else by then.
        """
        before, after = self._store.replaced()

        def write() -> None:
            self._store.put_back(node, before, after)
            self._bases[node] = self._shown[node] = self._store.base_hash(node) or ""

        async def put_back() -> None:
            await self._do(write)

        return put_back

    async def resolve(self, clash: ClashError, chosen: Mapping[str, Side]) -> RequestSpec:
        """Write both changes of a clash, forget the draft, and return what the file says."""

        def write() -> RequestSpec:
            saved = self._store.resolve(clash, chosen)
            self._saved(clash.node)
            return saved

        return await self._do(write)

    def _saved(self, node: NodeId) -> None:
        self._drafts.drop(node)
        self._bases[node] = self._shown[node] = self._store.base_hash(node) or ""

    async def accept_response(self, order: Order, exchange: Exchange) -> Exchange:
        """Store a response as its request's baseline; returns its record judged by that."""
        return await self._do(lambda: self.stored.accept(order, exchange))

    async def create(self, parent: NodeId, spec: RequestSpec) -> NodeId:
        """Create a request in a folder; edits of it start from what is in its file then."""

        def write() -> NodeId:
            node = self._store.create(parent, spec)
            self._bases[node] = self._shown[node] = self._store.base_hash(node) or ""
            return node

        return await self._do(write)

    async def create_folder(self, parent: NodeId, name: str) -> NodeId:
        """Create a folder in a folder."""
        return await self._do(lambda: self._store.create_folder(parent, name))

    async def rename(self, node: NodeId, name: str) -> NodeId:
        """Rename a request or folder, and the file with it."""
        before = self._store.base_hash(node)
        renamed = self._follow(node, await self._do(lambda: self._store.rename(node, name)))
        if before is not None and self._bases.get(renamed) == before:
            self._bases[renamed] = self._store.base_hash(renamed) or ""  # its name is new in it
        return renamed

    async def duplicate(self, node: NodeId) -> NodeId:
        """Copy a request or folder beside itself."""
        return await self._do(lambda: self._store.duplicate(node))

    async def move(self, node: NodeId, parent: NodeId, before: str | None = None) -> NodeId:
        """Move a request or folder into a folder, before a neighbour or to the end."""
        return self._follow(node, await self._do(lambda: self._store.move(node, parent, before)))

    def _follow(self, old: NodeId, new: NodeId) -> NodeId:
        """Let what edits started from stay with them at their new place."""
        if old != new:
            bases = {node: base for node, base in self._bases.items() if not is_in(node, new)}
            self._bases = {moved_id(node, old, new): base for node, base in bases.items()}
        return new

    async def delete(self, node: NodeId) -> Deleted:
        """Move a request or folder to the trash; what is returned brings it back."""
        return await self._do(lambda: self._store.delete(node))

    async def restore(self, deleted: Deleted) -> NodeId:
        """Bring back what was deleted."""
        return await self._do(lambda: self._store.restore(deleted))

    async def over(self) -> None:
        """Wait until nothing is read or written any more."""
        await self._turns.over()

"""What the commands of the tree do to files. Everything runs in a thread."""

from __future__ import annotations  # what changes files is imported with the first change

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from workbench.errors import Problem
from workbench.model import Collection, Exchange, NodeId, RequestSpec
from workbench.store.changes import Refreshed
from workbench.store.collection_store import CollectionStore
from workbench.store.drafts import Draft, Drafts

if TYPE_CHECKING:
    from workbench.engine.order import Order
    from workbench.engine.stored import StoredResponses
    from workbench.formats.merge_choices import Conflict, Side
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
    """The collection's files and the drafts beside them, one operation at a time."""

    def __init__(self, store: CollectionStore, drafts: Drafts) -> None:
        self._store, self._drafts = store, drafts
        self._lock = asyncio.Lock()
        self._deleted: list[Deleted] = []
        self._bases: dict[NodeId, str] = {}  # which content the edits of a draft started from

    @cached_property
    def stored(self) -> StoredResponses:
        """The responses that are stored beside requests."""
        from workbench.engine.stored import StoredResponses

        return StoredResponses(self._store)

    async def _do(self, work: Callable[[], T]) -> T:
        async with self._lock:
            return await asyncio.to_thread(work)

    async def load(self) -> Collection:
        """Read the collection from disk."""
        return await self._do(self._store.load)

    def begin_edit(self, node: NodeId) -> None:
        """Remember which content a request's edits start from, now that there is a first one."""
        self._bases[node] = self._store.base_hash(node) or ""

    async def poll(self) -> Refreshed | None:
        """Look whether the files have changed, and return the collection if they have."""
        return await self._do(self._store.poll)

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
        """Write unsaved edits to the state directory; None forgets those of a request."""

        def write() -> None:
            for node, spec in drafts.items():
                if spec is None:
                    self._forget(node)
                else:
                    self._drafts.keep(node, spec, base_hash=self._bases.get(node))

        await self._do(write)

    async def save(self, node: NodeId, spec: RequestSpec) -> RequestSpec:
        """Write a request's edited lines, forget its draft, and return what the file says."""

        def write() -> RequestSpec:
            saved = self._store.save(node, spec, base=self._bases.get(node))
            self._forget(node)
            return saved

        return await self._do(write)

    async def resolve(self, clash: ClashError, chosen: Mapping[str, Side]) -> RequestSpec:
        """Write both changes of a clash, forget the draft, and return what the file says."""

        def write() -> RequestSpec:
            saved = self._store.resolve(clash, chosen)
            self._forget(clash.node)
            return saved

        return await self._do(write)

    def _forget(self, node: NodeId) -> None:
        self._bases.pop(node, None)
        self._drafts.drop(node)

    async def accept_response(self, order: Order, exchange: Exchange) -> Exchange:
        """Store a response as its request's baseline; returns its record judged by that."""
        return await self._do(lambda: self.stored.accept(order, exchange))

    async def create(self, parent: NodeId, spec: RequestSpec) -> NodeId:
        """Create a request in a folder."""
        return await self._do(lambda: self._store.create(parent, spec))

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
        for node in [n for n in self._bases if n == old or n.startswith(f"{old}/")]:
            self._bases[new + node[len(old) :]] = self._bases.pop(node)
        return new

    async def delete(self, node: NodeId) -> None:
        """Move a request or folder to the trash."""
        self._deleted.append(await self._do(lambda: self._store.delete(node)))

    async def undelete(self) -> NodeId | None:
        """Bring back what was deleted last; None when nothing was."""
        if not self._deleted:
            return None
        deleted = self._deleted[-1]
        node = await self._do(lambda: self._store.restore(deleted))
        self._deleted.pop()
        return node

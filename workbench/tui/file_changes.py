"""Changes to the files of environments and folders, one after the other, each to be undone."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from workbench.store.collection_store import CollectionStore
from workbench.store.undo import Undo

T = TypeVar("T")


class FileChanges:
    """Does the work in a thread, then has the collection read again."""

    def __init__(self, store: CollectionStore, reload: Callable[[], Awaitable[None]]) -> None:
        self._store, self._reload = store, reload
        self._lock = asyncio.Lock()
        self._undos: list[tuple[str, Undo]] = []

    async def read(self, ask: Callable[[CollectionStore], T]) -> T:
        """Return what the files say."""
        async with self._lock:
            return await asyncio.to_thread(ask, self._store)

    async def make(self, what: str, change: Callable[[CollectionStore], Undo]) -> None:
        """Make a change; `what` it was is told when it is undone. Raises WorkbenchError."""
        async with self._lock:
            undo = await asyncio.to_thread(change, self._store)
            self._undos.append((what, undo))
            await self._reload()

    async def undo(self) -> str | None:
        """Take the last change back and tell what it was; None if there is none.

        Raises WorkbenchError if its files have changed since; it is forgotten then.
        """
        async with self._lock:
            if not self._undos:
                return None
            what, undo = self._undos.pop()
            await asyncio.to_thread(undo)
            await self._reload()
            return what

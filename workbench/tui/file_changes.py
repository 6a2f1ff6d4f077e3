"""Changes to the files of environments and folders, one after the other, each to be undone."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from workbench.store.collection_store import CollectionStore
from workbench.store.undo import Undo

from .apart import apart
from .in_turn import InTurn

T = TypeVar("T")


class FileChanges:
    """Does the work in a thread, in turn with others, then has the collection read again."""

    def __init__(
        self, store: CollectionStore, reload: Callable[[], Awaitable[None]], turns: InTurn
    ) -> None:
        self._store, self._reload, self._turns = store, reload, turns
        self._undos: list[tuple[str, Undo]] = []

    async def read(self, ask: Callable[[CollectionStore], T]) -> T:
        """Return what the files say."""
        return await self._turns.do(lambda: apart(lambda: ask(self._store)))

    async def make(self, what: str, change: Callable[[CollectionStore], Undo]) -> None:
        """Make a change; `what` it was is told when it is undone. Raises WorkbenchError."""

        async def make() -> None:
            undo = await apart(lambda: change(self._store))
            self._undos.append((what, undo))
            await self._reload()

        await self._turns.do(make, f"change {what}")

    async def undo(self) -> str | None:
        """Take the last change back and tell what it was; None if there is none.

        Raises WorkbenchError if its files have changed since; it is forgotten then.
        """

        async def undo() -> str | None:
            if not self._undos:
                return None
            what, take_back = self._undos.pop()
            await apart(take_back)
            await self._reload()
            return what

        return await self._turns.do(undo, "undo")

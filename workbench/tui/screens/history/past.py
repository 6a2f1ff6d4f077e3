"""The history of a collection as its screen reads and changes it: in threads."""

import asyncio
from array import array
from collections.abc import Callable, Sequence
from typing import TypeVar

from workbench.engine.history import latest_other, masked_record
from workbench.engine.met_secrets import MetSecrets
from workbench.errors import WorkbenchError
from workbench.store.history import Entry, Filter, History, Record

from .entry_list import Numbers

T = TypeVar("T")

MOST_DELETED = 20  # entries that can be brought back


class Past:
    """What was sent, without the secrets that were `met` since, and what was deleted of it.

    Whatever cannot be read or written is told to `complain` and comes to nothing.
    """

    def __init__(
        self, history: History, met: MetSecrets, complain: Callable[[WorkbenchError], None]
    ) -> None:
        self._history, self._met, self._complain = history, met, complain
        self._deleted: list[tuple[int, Record] | None] = []  # the last ones; None is all of it

    async def find(self, wanted: Filter) -> "array[int]":
        """Return the numbers of what a filter lets through, newest first."""
        found = await self._done(lambda: self._history.find(wanted))
        return array("q") if found is None else found

    async def entries(self, numbers: Numbers) -> Sequence[Entry]:
        """Return the entries of some numbers."""
        return await self._done(lambda: self._history.entries(numbers)) or ()

    async def record(self, number: int) -> Record | None:
        """Return the record of a number, if it is there."""
        return await self._masked(lambda: self._history.record(number))

    async def latest_other(self, record: Record) -> Record | None:
        """Return the latest record of the same request, if there is another one."""
        return await self._masked(lambda: latest_other(self._history, record))

    async def delete(self, number: int) -> None:
        """Delete an entry; it can be restored."""
        record = await self._done(lambda: self._history.record(number))
        await self._done(lambda: self._history.delete([number]))
        if record is not None:
            self._note((number, record))

    async def clear(self) -> None:
        """Delete everything; it can be brought back until the program is closed."""
        await self._done(self._history.clear)
        self._note(None)

    def last_deleted(self) -> tuple[int, Record] | None:
        """Return what was deleted last, for once; None if that was everything, or nothing."""
        return self._deleted.pop() if self._deleted else None

    async def restore(self, number: int, record: Record) -> None:
        """Put a deleted entry back into its place."""
        await self._done(lambda: self._history.restore(number, record))

    async def bring_back(self) -> bool:
        """Bring everything back that was deleted at once, and tell whether there was any."""
        return bool(await self._done(self._history.bring_back))

    async def can_come_back(self) -> bool:
        """Tell whether everything was deleted at once and can be brought back."""
        return bool(await self._done(self._history.can_come_back))

    def _note(self, deleted: tuple[int, Record] | None) -> None:
        self._deleted = [*self._deleted[1 - MOST_DELETED :], deleted]

    async def _masked(self, read: Callable[[], Record | None]) -> Record | None:
        def masked() -> Record | None:
            record = read()
            return None if record is None else masked_record(record, self._met.redactor)

        return await self._done(masked)

    async def _done(self, work: Callable[[], T]) -> T | None:
        try:
            return await asyncio.to_thread(work)
        except WorkbenchError as error:
            self._complain(error)
            return None

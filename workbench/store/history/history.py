"""The sends of one collection, newest first."""

import json
import sqlite3
import time
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from workbench.model import NodeId

from . import cleared
from .database import BrokenError, Database, Tell
from .entries import Entry, Record
from .filters import Filter
from .packing import Column, columns_of, contents_of, entry_of, record_of, storable

Work = Callable[[sqlite3.Connection], None]

MIB = 1024 * 1024

INSERT_ENTRY = "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
INSERT_CONTENTS = "INSERT INTO contents VALUES (?, ?, ?, ?, ?)"
ENTRIES = "SELECT * FROM entries WHERE number IN (SELECT value FROM json_each(?))"
WHOLE = "SELECT * FROM entries JOIN contents USING (number) WHERE number = ?"
LATEST = f"""
SELECT number FROM entries WHERE request = ? AND {cleared.IN_SIGHT} ORDER BY number DESC LIMIT 1
"""  # noqa: S608 - made of our words alone
IS_THERE = "SELECT 1 FROM entries WHERE number = ?"
NEWEST = "SELECT max(number) FROM entries"
DELETE = "DELETE FROM entries WHERE number IN (SELECT value FROM json_each(?))"
TRIM_COUNT = """
DELETE FROM entries WHERE number <=
    (SELECT number FROM entries ORDER BY number DESC LIMIT 1 OFFSET ?)
"""
TRIM_OCTETS = """
DELETE FROM entries WHERE number <= (SELECT max(number) FROM
    (SELECT number, sum(weight) OVER (ORDER BY number DESC) AS kept FROM entries) WHERE kept > ?)
"""
FOLLOW = """
UPDATE entries SET request = :new || substr(request, length(:old) + 1)
WHERE request = :old OR substr(request, 1, length(:old) + 1) = :old || '/'
"""
CONTENTS = 4  # columns of that table behind the number
NOT_IN_ENTRY = 1  # the column `weight`, the last of its table
_EVERYTHING = Filter()
_FETCHED = 1000  # rows between two chances for another thread
_SHRUNK = 1000  # pages between two chances for another process


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is kept: of the newest so many entries, and so many bytes in all."""

    entries: int = 10_000
    octets: int = 256 * MIB


class History:
    """One collection's history in a folder of its own, for this user alone.

    All methods may be called from any thread, and read or write files. They raise
    WorkbenchError where the history cannot be used; a broken one is replaced, and `tell` is
    given the Problem. Other processes may use it at the same time.
    """

    def __init__(
        self,
        folder: Path,
        limits: Limits = Limits(),
        *,
        tell: Tell = lambda _: None,
        patience: float = 5.0,
        holder: str = cleared.THIS_PROCESS,
    ) -> None:
        """What was cleared can be brought back by the same `holder`."""
        self._limits = limits
        self._database = Database(folder, tell, patience)
        self._holder = holder

    def add(self, records: Iterable[Record]) -> None:
        """Add records, all or none, and let go of the oldest if there are too many."""
        rows = [(columns_of(record), contents_of(record)) for record in records]

        def write(connection: sqlite3.Connection) -> None:
            for columns, contents in rows:
                _insert(connection, None, columns, contents)
            _trim(connection, self._limits)

        self._database.run(lambda connection: _whole(connection, write))

    def find(
        self, wanted: Filter = _EVERYTHING, *, after: int = 0, with_cleared: bool = False
    ) -> "array[int]":
        """Return the numbers of all entries that a filter lets through, newest first.

        Of entries up to number `after` none is returned, nor of those that were cleared.
        """
        condition, parameters = wanted.conditions()
        where = f"number > ? AND {condition}"  # made of our words alone
        if not with_cleared:
            where += f" AND {cleared.IN_SIGHT}"
        query = f"SELECT number FROM entries WHERE {where} ORDER BY number DESC"  # noqa: S608

        def read(connection: sqlite3.Connection) -> "array[int]":
            numbers = array("q")
            cursor = connection.execute(query, [after, *parameters])
            while rows := cursor.fetchmany(_FETCHED):
                numbers.extend(number for (number,) in rows)
            return numbers

        return self._database.run(read)

    def entries(self, numbers: Sequence[int]) -> list[Entry]:
        """Return the entries of these numbers, in their order; those that are gone are not."""

        def read(connection: sqlite3.Connection) -> list[Entry]:
            rows = connection.execute(ENTRIES, (json.dumps([*numbers]),))
            found = {row[0]: _entry(row[:-NOT_IN_ENTRY]) for row in rows}
            return [found[number] for number in numbers if number in found]

        return self._database.run(read)

    def record(self, number: int) -> Record | None:
        """Return all that is kept of an entry, None if it is gone.

        Raises WorkbenchError if it cannot be read.
        """

        def read(connection: sqlite3.Connection) -> tuple[Entry, tuple[Column, ...]] | None:
            row = connection.execute(WHOLE, (number,)).fetchone()
            if row is None:
                return None
            contents = row[-CONTENTS:]
            return _entry(row[: -CONTENTS - NOT_IN_ENTRY]), contents

        found = self._database.run(read)
        return None if found is None else record_of(*found)

    def latest(self, request: NodeId) -> Record | None:
        """Return the newest record of a request, None if there is none."""

        def read(connection: sqlite3.Connection) -> int | None:
            row = connection.execute(LATEST, (storable(request),)).fetchone()
            return None if row is None else row[0]

        number = self._database.run(read)
        return None if number is None else self.record(number)

    def newest(self) -> int:
        """Return the number of the newest entry, 0 if there is none."""

        def read(connection: sqlite3.Connection) -> int:
            return connection.execute(NEWEST).fetchone()[0] or 0

        return self._database.run(read)

    def amend(self, number: int, record: Record) -> None:
        """Replace what is kept of an entry, unless it is gone; nothing of the old is left."""
        columns, contents = columns_of(record), contents_of(record)

        def write(connection: sqlite3.Connection) -> None:
            if connection.execute(DELETE, (json.dumps([number]),)).rowcount:
                _insert(connection, number, columns, contents)

        self._remove(write)

    def delete(self, numbers: Sequence[int]) -> None:
        """Delete entries; nothing of them is left in the file."""

        def write(connection: sqlite3.Connection) -> None:
            connection.execute(DELETE, (json.dumps([*numbers]),))

        self._remove(write)

    def restore(self, number: int, record: Record) -> None:
        """Bring back an entry that was deleted, to where it was; one that is there stays."""
        columns, contents = columns_of(record), contents_of(record)

        def write(connection: sqlite3.Connection) -> None:
            if connection.execute(IS_THERE, (number,)).fetchone() is None:
                _insert(connection, number, columns, contents)

        self._database.run(lambda connection: _whole(connection, write))

    def clear(self) -> None:
        """Take all entries out of sight. They can be brought back until they are forgotten."""
        self._database.run(
            lambda connection: _whole(connection, lambda c: cleared.clear(c, self._holder))
        )

    def bring_back(self) -> bool:
        """Undo the last clear of this session; tells whether there was one."""
        return self._database.run(lambda c: cleared.bring_back(c, self._holder))

    def can_come_back(self) -> bool:
        """Tell whether something that was cleared can be brought back."""
        return self._database.run(lambda c: cleared.can_come_back(c, self._holder))

    def forget(self, *, own: bool, seconds: float = float("inf")) -> bool:
        """Delete what sessions cleared that are over; nothing of it is left in the file.

        With `own` this session is over as well. It goes on for so many seconds at most, and
        returns whether all is gone.
        """
        until = time.monotonic() + seconds
        if not self._database.is_begun:
            return True
        holders = self._database.run(lambda c: cleared.over(c, self._holder, own=own))
        done = not holders

        def some(connection: sqlite3.Connection) -> None:
            nonlocal done
            done = cleared.delete_some(connection, holders)

        while not done and time.monotonic() < until:
            self._database.run(lambda connection: _whole(connection, some))
        while holders and time.monotonic() < until and self._database.run(_shrink_some):
            pass  # others have their turn between
        if holders:
            self._database.run(_empty_log)
        return done

    def follow(self, old: NodeId, new: NodeId) -> None:
        """Let the entries of a request, or of all in a folder, go on under its new id."""
        given = {"old": storable(old), "new": storable(new)}
        self._database.run(lambda connection: connection.execute(FOLLOW, given))

    def interrupt(self) -> None:
        """Let what is going on in another thread fail now."""
        self._database.interrupt()

    def close(self) -> None:
        """Close the file; the next call opens it again."""
        self._database.close()

    def _remove(self, write: Work) -> None:
        def work(connection: sqlite3.Connection) -> None:
            _whole(connection, write)
            connection.executescript("PRAGMA incremental_vacuum")  # one row for each page
            _empty_log(connection)

        self._database.run(work)


def _whole(connection: sqlite3.Connection, work: Work) -> None:
    """Do some work in one transaction: all of it or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        work(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _shrink_some(connection: sqlite3.Connection) -> bool:
    """Give back some of the room of what was deleted; tells whether there is more."""
    connection.executescript(f"PRAGMA incremental_vacuum({_SHRUNK})")  # one row for each page
    return bool(connection.execute("PRAGMA freelist_count").fetchone()[0])


def _empty_log(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _insert(
    connection: sqlite3.Connection,
    number: int | None,
    columns: Sequence[Column],
    contents: Sequence[Column],
) -> None:
    weight = sum(len(each) for each in (*columns, *contents) if isinstance(each, str | bytes))
    added = connection.execute(INSERT_ENTRY, [number, *columns, weight])
    connection.execute(INSERT_CONTENTS, [added.lastrowid, *contents])


def _trim(connection: sqlite3.Connection, limits: Limits) -> None:
    count, octets = connection.execute("SELECT count(*), total(weight) FROM entries").fetchone()
    if count > limits.entries:
        connection.execute(TRIM_COUNT, (limits.entries,))
    if octets > limits.octets:
        connection.execute(TRIM_OCTETS, (limits.octets,))


def _entry(row: tuple[Column, ...]) -> Entry:
    try:
        return entry_of(row)
    except (TypeError, ValueError, msgspec.ValidationError) as error:
        raise BrokenError(str(error)) from None

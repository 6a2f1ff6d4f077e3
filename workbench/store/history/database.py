"""A SQLite database that nobody has to care for: made when it is first used, replaced when
it is broken.

Its files are numbered, and no number is used twice: another process that still has a broken
one open takes away only that one's log when it closes it.
"""

import os
import re
import sqlite3
import stat
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from workbench.errors import Problem, WorkbenchError
from workbench.store.files import entries, private_folder, remove_stale

from . import cleared

T = TypeVar("T")
Tell = Callable[[Problem], None]

FORMAT = 1
APPLICATION = 0x576B6248  # "WkbH": what `file` and we know it by
SCHEMA = f"""
PRAGMA auto_vacuum = INCREMENTAL;
PRAGMA journal_mode = WAL;
CREATE TABLE entries (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    started REAL NOT NULL, environment TEXT NOT NULL, request TEXT NOT NULL,
    name TEXT NOT NULL, method TEXT NOT NULL, url TEXT NOT NULL, status INTEGER,
    elapsed REAL NOT NULL, size INTEGER NOT NULL, failure TEXT NOT NULL,
    passed INTEGER NOT NULL, failed INTEGER NOT NULL, weight INTEGER NOT NULL
);
CREATE TABLE contents (
    number INTEGER PRIMARY KEY REFERENCES entries ON DELETE CASCADE,
    details BLOB NOT NULL, spec BLOB NOT NULL, sent BLOB, received BLOB
);
CREATE INDEX by_request ON entries (request, number);
{cleared.TABLE};
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {FORMAT};
"""
PROBE = "SELECT * FROM entries JOIN contents USING (number) LIMIT 1"
_FILE = re.compile(r"history-(\d+)(\..+)?\.db")
_LOGS = ("-wal", "-shm")
_BROKEN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_UNREACHABLE = {
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM,
}  # fmt: skip

_making = threading.Lock()  # two threads of one process share the name of the unfinished file


class BrokenError(Exception):
    """A database holds what was never written to it."""


class Database:
    """One connection, used by one thread at a time; any thread may wait for its turn.

    `tell` is given the Problem when a broken file was set aside. `patience` is how many
    seconds to wait for another process.
    """

    def __init__(self, folder: Path, tell: Tell, patience: float) -> None:
        self._folder, self._tell, self._patience = folder, tell, patience
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._path = folder
        self._inode = 0

    def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Return what some work comes to. It is done again on an empty database if this one
        turns out to be broken. Raises WorkbenchError if there is none to be had."""
        with self._lock:
            try:
                return work(self._current())
            except (sqlite3.Error, BrokenError) as error:
                if not _is_broken(error):
                    raise self._failed(error) from None
                self._set_aside()
            try:
                return work(self._current())
            except (sqlite3.Error, BrokenError) as error:
                raise self._failed(error) from None

    @property
    def is_begun(self) -> bool:
        """Whether there is a file; work would make one."""
        return os.path.lexists(self._newest()[1])

    def interrupt(self) -> None:
        """Let what is being done fail now, from another thread."""
        connection = self._connection
        if connection is not None:
            with suppress(sqlite3.Error):
                connection.interrupt()

    def close(self) -> None:
        """Close the connection; the next work opens another."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(sqlite3.Error):
                connection.close()

    def _current(self) -> sqlite3.Connection:
        """Return a connection to the file that is there now."""
        if self._connection is not None and _inode(self._path) == self._inode:
            return self._connection
        self._close()
        private_folder(self._folder)
        number, self._path = self._newest()
        if not os.path.lexists(self._path):
            self._path = self._folder / f"history-{number + 1}.db"
            self._make(self._path)
        self._inode = _inode(self._path)
        self._connection = self._opened()
        return self._connection

    def _newest(self) -> tuple[int, Path]:
        """Return the highest number there is by now, and where its database would be."""
        found = [_FILE.fullmatch(path.name) for path in entries(self._folder)]
        number = max((int(match[1]) for match in found if match), default=0)
        return number, self._folder / f"history-{number}.db"

    def _make(self, path: Path) -> None:
        """Put a whole, empty database in a place, unless somebody else does so first."""
        unfinished = self._folder / f".history.tmp-{os.getpid()}"
        with _making:
            for stale in entries(self._folder):
                remove_stale(stale)
            try:
                unfinished.unlink(missing_ok=True)
                flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC
                os.close(os.open(unfinished, flags, 0o600))  # its logs get the same mode
                connection = sqlite3.connect(unfinished, isolation_level=None)
                try:
                    connection.executescript(SCHEMA)
                finally:
                    connection.close()
                with suppress(FileExistsError):
                    os.link(unfinished, path)
                unfinished.unlink()
            except OSError as error:
                what = f"no history can be kept: {error.strerror or error}".lower()
                raise WorkbenchError(Problem(what, str(self._folder))) from None

    def _opened(self) -> sqlite3.Connection:
        if not stat.S_ISREG(self._path.lstat().st_mode):
            raise BrokenError("not a regular file")
        if self._path.stat().st_size == 0:
            raise BrokenError("empty")
        connection = sqlite3.connect(
            self._path, timeout=self._patience, isolation_level=None, check_same_thread=False
        )
        try:
            connection.text_factory = lambda octets: octets.decode(errors="replace")
            connection.create_function("folded", 1, str.casefold, deterministic=True)
            for pragma in ("foreign_keys = ON", "secure_delete = ON", "synchronous = NORMAL"):
                connection.execute(f"PRAGMA {pragma}")
            ours = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in _MARKS]
            if ours != [*_MARKS.values()]:
                raise BrokenError("not one of ours")
            connection.execute(PROBE).fetchone()
            connection.execute(cleared.TABLE)  # which older ones lack
            connection.execute(cleared.PROBE).fetchone()
        except sqlite3.Error as error:
            connection.close()
            if _code(error) in _UNREACHABLE:
                raise
            raise BrokenError(str(error)) from None
        except BrokenError:
            connection.close()
            raise
        return connection

    def _set_aside(self) -> None:
        """Give the broken file a name under which nobody looks for it, and say so."""
        self._close()
        stamp = time.strftime("%Y%m%d-%H%M%S")
        aside = self._path.with_name(f"{self._path.stem}.corrupt-{stamp}.db")
        try:
            self._path.rename(aside)
        except FileNotFoundError:
            return  # another process was first
        except OSError as error:
            what = f"the broken history cannot be set aside: {error.strerror or error}".lower()
            raise WorkbenchError(Problem(what, str(self._path))) from None
        for log in _LOGS:
            with suppress(OSError):
                Path(f"{self._path}{log}").rename(f"{aside}{log}")
        hint = "a new one was begun; the old one is kept under this name"
        self._tell(Problem("the history was broken", str(aside), hint))

    def _failed(self, error: Exception) -> WorkbenchError:
        where = str(self._path)
        match _code(error):
            case sqlite3.SQLITE_FULL:
                problem = Problem("no room for history: the disk is full", where)
            case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
                hint = "another process is writing to it"
                problem = Problem("the history is locked", where, hint)
            case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
                problem = Problem("no permission to use the history", where)
            case _:
                problem = Problem(f"the history cannot be used: {error}".lower(), where)
        return WorkbenchError(problem)


_MARKS = {"application_id": APPLICATION, "user_version": FORMAT}


def _is_broken(error: Exception) -> bool:
    return isinstance(error, BrokenError) or _code(error) in _BROKEN


def _code(error: Exception) -> int:
    """Return SQLite's own code of an error, without its extension; 0 if it has none."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _inode(path: Path) -> int:
    try:
        return path.lstat().st_ino
    except OSError:
        return 0

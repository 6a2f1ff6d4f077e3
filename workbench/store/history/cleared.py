"""Entries that were cleared: out of sight at once, deleted when their session is over.

A clear writes down one range of numbers, so that it takes no longer for 100,000 entries than for
one. Whoever cleared holds the range: while that process lives, it can bring the entries back.
"""

import json
import os
import sqlite3
import time

from workbench.store.files import is_alive

TABLE = """
CREATE TABLE IF NOT EXISTS cleared (
    number INTEGER PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL,
    holder TEXT NOT NULL
)
"""
PROBE = "SELECT number, first, last, holder FROM cleared LIMIT 1"
IN_SIGHT = """
NOT EXISTS (SELECT 1 FROM cleared WHERE entries.number BETWEEN cleared.first AND cleared.last)
"""
CLEAR = f"""
INSERT INTO cleared (first, last, holder)
SELECT min(number), max(number), ? FROM entries WHERE {IN_SIGHT} HAVING count(*) > 0
"""  # noqa: S608 - made of our words alone
BRING_BACK = """
DELETE FROM cleared WHERE number = (SELECT max(number) FROM cleared WHERE holder = ?)
"""
CAN_COME_BACK = "SELECT count(*) FROM cleared WHERE holder = ?"
HOLDERS = "SELECT DISTINCT holder FROM cleared"
_HELD = """
EXISTS (SELECT 1 FROM cleared WHERE entries.number BETWEEN cleared.first AND cleared.last
    AND holder {} (SELECT value FROM json_each(:over)))
"""
DELETE_SOME = f"""
DELETE FROM entries WHERE number IN (SELECT number FROM entries
    WHERE {_HELD.format("IN")} AND NOT {_HELD.format("NOT IN")} LIMIT :most)
"""  # noqa: S608
LET_GO = "DELETE FROM cleared WHERE holder IN (SELECT value FROM json_each(:over))"

MOST_AT_ONCE = 200  # entries that are deleted while others wait for the file

THIS_PROCESS = f"{os.getpid()} {time.time_ns()}"  # a number of a process alone may come again


def clear(connection: sqlite3.Connection, holder: str) -> None:
    """Take all entries out of sight."""
    connection.execute(CLEAR, (holder,))


def bring_back(connection: sqlite3.Connection, holder: str) -> bool:
    """Undo the last clear of a holder; tells whether there was one."""
    return connection.execute(BRING_BACK, (holder,)).rowcount > 0


def can_come_back(connection: sqlite3.Connection, holder: str) -> bool:
    """Tell whether there is something that a holder can bring back."""
    return bool(connection.execute(CAN_COME_BACK, (holder,)).fetchone()[0])


def over(connection: sqlite3.Connection, holder: str, *, own: bool) -> list[str]:
    """Return who will bring nothing back any more; with `own`, the holder is among them."""
    holders = [each for (each,) in connection.execute(HOLDERS)]
    return [each for each in holders if (own if each == holder else _is_over(each))]


def delete_some(connection: sqlite3.Connection, holders: list[str]) -> bool:
    """Delete some of what these cleared; tells whether it was the rest."""
    given = {"over": json.dumps(holders), "most": MOST_AT_ONCE}
    if connection.execute(DELETE_SOME, given).rowcount == MOST_AT_ONCE:
        return False
    connection.execute(LET_GO, {"over": given["over"]})
    return True


def _is_over(holder: str) -> bool:
    number, _, _ = holder.partition(" ")
    mine, _, _ = THIS_PROCESS.partition(" ")
    return number == mine or not number.isdecimal() or not is_alive(int(number))

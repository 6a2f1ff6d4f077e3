"""What the user has granted to which collection, in their state directory and nowhere else.

A grant belongs to one collection at one place: its canonical path, the directory itself
(its inode) and its name. A copy, a moved collection or another one in its place has
none. What cannot be read grants nothing.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from workbench.errors import Problem, WorkbenchError
from workbench.model import Capabilities

from .files import content_hash, private_folder, read_file, write_file
from .paths import collection_key


class _Stored(msgspec.Struct, forbid_unknown_fields=True):
    path: str
    inode: int
    name: str
    granted: Mapping[str, list[Any]]


class Trust:
    """The grants to one collection. Nothing is cached: another process may add or revoke."""

    def __init__(self, directory: Path, root: Path, name: str) -> None:
        """`directory` holds the grants to all collections; `name` is the collection's own."""
        self._file = directory / f"{collection_key(root)}.json"
        self._root = root
        self._name = name

    def granted(self) -> Capabilities:
        """Return what was granted; raises a WorkbenchError if the record cannot be read.

        Whoever catches that has to go on as if nothing was granted.
        """
        if not os.path.lexists(self._file):
            return Capabilities()
        stored = self._read()
        if (stored.path, stored.inode, stored.name) != self._identity():
            return Capabilities()
        return _decoded(stored, str(self._file))

    def grant(self, capabilities: Capabilities) -> None:
        """Add to what is granted; safe on disk when this returns.

        A record that cannot be read, or is of another collection, is replaced.
        """
        try:
            known = self.granted()
        except WorkbenchError:
            known = Capabilities()
        path, inode, name = self._identity()
        stored = _Stored(path, inode, name, _encoded(known | capabilities))
        private_folder(self._file.parent)
        where = str(self._file)
        old = content_hash(read_file(self._file, where)) if os.path.lexists(self._file) else None
        data = json.dumps(msgspec.to_builtins(stored)).encode()
        write_file(self._file, data, where, replaces=old, mode=0o600)

    def revoke(self) -> None:
        """Forget everything that was granted."""
        try:
            self._file.unlink(missing_ok=True)
        except NotADirectoryError:
            return  # where no grant can be kept, there is none
        except OSError as error:
            what = f"cannot revoke the trust: {error.strerror}".lower()
            raise WorkbenchError(Problem(what, str(self._file))) from None

    def _read(self) -> _Stored:
        where = str(self._file)
        try:
            return msgspec.convert(json.loads(read_file(self._file, where)), _Stored)
        except (ValueError, RecursionError, msgspec.ValidationError) as error:
            raise _unreadable(error, where) from None

    def _identity(self) -> tuple[str, int, str]:
        path = os.fsencode(self._root.resolve()).decode(errors="backslashreplace")
        return path, self._root.stat().st_ino, self._name


def _encoded(capabilities: Capabilities) -> dict[str, list[Any]]:
    return {
        name: sorted(getattr(capabilities, name))
        for name in Capabilities.__dataclass_fields__
        if getattr(capabilities, name)
    }


def _decoded(stored: _Stored, where: str) -> Capabilities:
    granted: dict[str, Any] = dict(stored.granted)
    try:
        pairs = msgspec.convert(granted.pop("secret_hosts", []), list[tuple[str, str]])
        texts = msgspec.convert(granted, dict[str, list[str]])
        sets: dict[str, Any] = {name: frozenset(members) for name, members in texts.items()}
        return Capabilities(secret_hosts=frozenset(pairs), **sets)
    except (TypeError, msgspec.ValidationError) as error:
        raise _unreadable(error, where) from None


def _unreadable(error: Exception, where: str) -> WorkbenchError:
    what = f"what you trusted cannot be read: {error}".lower()
    return WorkbenchError(Problem(what, where, "you will be asked again"))

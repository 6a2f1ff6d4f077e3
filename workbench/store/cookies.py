"""The cookies of a collection's environments, kept for this user alone between sessions.

Those without an expiry are kept as well, as a browser does that restores its tabs: whoever
logged in yesterday is still logged in. They go when the server, or the user, deletes them.
"""

import hashlib
import json
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from workbench.errors import Problem, WorkbenchError
from workbench.model import KeptCookie

from .files import content_hash, private_folder, read_file, write_file
from .paths import collection_key

SET_ASIDE = ".unreadable"


class _Stored(msgspec.Struct):
    environment: str | None
    cookies: list[KeptCookie]


class CookieFiles:
    """The cookies of one collection, a file for each environment. Writing is all or nothing."""

    def __init__(self, directory: Path, root: Path, clock: Callable[[], float] = time.time) -> None:
        self._folder = directory / collection_key(root)
        self._clock = clock

    def load(self, environment: str | None) -> tuple[KeptCookie, ...]:
        """Return the cookies of an environment that have not expired.

        Raises a WorkbenchError if they cannot be read; the file is set aside then, so that
        nothing writes over it.
        """
        path = self._path(environment)
        if not os.path.lexists(path):
            return ()
        try:
            stored = msgspec.convert(json.loads(read_file(path, str(path))), _Stored)
        except (ValueError, RecursionError, msgspec.ValidationError) as error:
            raise self._unreadable(path, error) from None
        now = self._clock()
        return tuple(c for c in stored.cookies if c.expires is None or c.expires > now)

    def save(self, environment: str | None, cookies: Sequence[KeptCookie]) -> None:
        """Write the cookies of an environment; safe on disk when this returns."""
        path = self._path(environment)
        where = str(path)
        private_folder(path.parent)
        old = content_hash(read_file(path, where)) if os.path.lexists(path) else None
        data = json.dumps(msgspec.to_builtins(_Stored(environment, list(cookies)))).encode()
        write_file(path, data, where, replaces=old, mode=0o600)

    def _path(self, environment: str | None) -> Path:
        name = "none"
        if environment is not None:
            octets = environment.encode(errors="surrogateescape")
            name = hashlib.sha256(octets).hexdigest()[:32]
        return self._folder / f"{name}.json"

    def _unreadable(self, path: Path, error: Exception) -> WorkbenchError:
        aside = path.with_suffix(SET_ASIDE)
        try:
            path.replace(aside)
        except OSError as trouble:
            what = f"the cookies can neither be read nor set aside: {trouble.strerror}".lower()
            return WorkbenchError(Problem(what, str(path)))
        kind = type(error).__name__
        what = f"the cookies cannot be read ({kind}): it goes on without them"
        return WorkbenchError(Problem(what, str(path), f"they are set aside as {aside.name}"))

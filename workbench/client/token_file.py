"""Keep a token in a file that only its owner can read."""

import json
import os
from contextlib import suppress
from pathlib import Path

from .auth import Token


class FileTokenStore:
    """A token in a JSON file of mode 0600, replaced as a whole.

    A file that others may read is refused with PermissionError; one that holds no token
    counts as none.
    """

    def __init__(self, path: str | Path) -> None:
        self._path = Path(path)

    def load(self) -> Token | None:
        """Return the token of the file, or None."""
        try:
            with self._path.open("rb") as file:
                if os.fstat(file.fileno()).st_mode & 0o077:
                    raise PermissionError(f"others may read {self._path}; make its mode 0600")
                said = json.loads(file.read(1 << 20))
        except (FileNotFoundError, ValueError, RecursionError):
            return None
        return token_from(said)

    def save(self, token: Token | None) -> None:
        """Write a token, or delete the file."""
        if token is None:
            self._path.unlink(missing_ok=True)
            return
        said = {
            "access_token": token.access_token,
            "expires_at": token.expires_at,
            "refresh_token": token.refresh_token,
            "scope": token.scope,
        }
        beside = self._path.with_name(f".{self._path.name}.{os.urandom(6).hex()}")
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(said, file)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self._path)
        except BaseException:
            with suppress(FileNotFoundError):
                beside.unlink()
            raise


def token_from(said: object) -> Token | None:
    """Return the token that a file's JSON describes, or None."""
    if not isinstance(said, dict):
        return None
    access, expires = said.get("access_token"), said.get("expires_at")
    refresh, scope = said.get("refresh_token"), said.get("scope")
    if not isinstance(access, str) or not isinstance(expires, int | float | None):
        return None
    return Token(
        access,
        expires,
        refresh if isinstance(refresh, str) else None,
        scope if isinstance(scope, str) else None,
    )

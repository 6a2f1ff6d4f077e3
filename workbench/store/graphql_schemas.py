"""The schemas that GraphQL servers told, so that they need not be asked each time.

Nothing depends on them: what cannot be read counts as never fetched.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from workbench.errors import Problem, WorkbenchError

from .files import content_hash, private_folder, read_file, write_file
from .paths import collection_key, state_dir

MOST_OCTETS = 16 * 1024 * 1024  # of one schema
MOST_KEPT = 20  # of a collection


@dataclass(frozen=True, slots=True)
class KeptSchema:
    """What a server told of its schema, and when (seconds since the epoch)."""

    data: Mapping[str, Any]
    fetched: float


class GraphQLSchemas:
    """The schemas of one collection, by the URL that told them."""

    def __init__(self, root: Path, directory: Path | None = None) -> None:
        self._root, self._directory = root, directory

    @cached_property
    def _folder(self) -> Path:
        return (self._directory or state_dir() / "schemas") / collection_key(self._root)

    def load(self, url: str) -> KeptSchema | None:
        """Return what was kept of a URL, or None."""
        path = self._path(url)
        try:
            said = json.loads(read_file(path, str(path)))
            fetched = path.stat().st_mtime
        except (WorkbenchError, OSError, ValueError, RecursionError):
            return None
        return KeptSchema(said, fetched) if isinstance(said, dict) else None

    def save(self, url: str, data: Mapping[str, Any]) -> KeptSchema:
        """Keep what a URL told, and only the newest; raises WorkbenchError if that fails."""
        encoded = json.dumps(data, separators=(",", ":")).encode()
        if len(encoded) > MOST_OCTETS:
            raise WorkbenchError(Problem(f"the schema is larger than {MOST_OCTETS:,} bytes"))
        path = self._path(url)
        private_folder(path.parent)
        try:
            old = content_hash(read_file(path, str(path))) if path.exists() else None
            write_file(path, encoded, str(path), replaces=old, mode=0o600)
            self._forget_oldest()
            return KeptSchema(data, path.stat().st_mtime)
        except OSError as error:
            raise WorkbenchError(Problem(f"cannot keep the schema: {error}".lower())) from None

    def _forget_oldest(self) -> None:
        kept = sorted(self._folder.glob("*.json"), key=lambda path: path.stat().st_mtime)
        for path in kept[:-MOST_KEPT]:
            path.unlink(missing_ok=True)

    def _path(self, url: str) -> Path:
        return self._folder / f"{hashlib.sha256(url.encode(errors='replace')).hexdigest()}.json"

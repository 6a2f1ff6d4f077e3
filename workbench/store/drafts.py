"""Unsaved edits, kept outside of the collection until they are saved or dropped."""

import hashlib
import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from workbench.errors import Problem, WorkbenchError
from workbench.formats.request_toml import decode_request, encode_request
from workbench.formats.text import decode_text
from workbench.model import NodeId, RequestSpec

from .files import (
    LARGEST,
    content_hash,
    entries,
    private_folder,
    read_file,
    remove_stale,
    write_file,
)
from .names import SUFFIX
from .paths import collection_key

_FILE = ".json"


@dataclass(frozen=True, slots=True)
class Draft:
    """A request with unsaved edits. `base_hash` is of the file they were made from, "" if none.

    `base_text` is that file's content, for a merge with what the file holds by then; it
    is empty if the file had changed before the first edit was kept.
    """

    spec: RequestSpec
    base_hash: str
    saved_at: float
    base_text: str = ""


class _Stored(msgspec.Struct):
    id: str
    base_hash: str
    saved_at: float
    unsupported: list[str]
    request: str
    base_text: str = ""


class Drafts:
    """The drafts of one collection, a file each; nobody else can read them."""

    def __init__(
        self, directory: Path, collection_root: Path, clock: Callable[[], float] = time.time
    ) -> None:
        self._folder = directory / collection_key(collection_root)
        self._root = collection_root
        self._clock = clock
        self._problems: tuple[Problem, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the last `load` had to skip."""
        return self._problems

    def keep(self, node: NodeId, spec: RequestSpec, *, base_hash: str | None = None) -> None:
        """Keep a draft in the place of the one before; safe on disk when this returns.

        `base_hash` tells which content the edits started from; without it, that of
        the request's file now.
        """
        now = self._text_now(node)
        hash_now = content_hash(now.encode()) if now is not None else ""
        base = hash_now if base_hash is None else base_hash
        private_folder(self._folder)
        path = self._path(node)
        old = read_file(path, str(path), LARGEST) if os.path.lexists(path) else None
        base_text = (now or "") if base == hash_now else _base_in(old, base)
        request = encode_request(spec, LARGEST)
        stored = _Stored(node, base, self._clock(), list(spec.unsupported), request, base_text)
        plain = json.dumps(msgspec.to_builtins(stored), ensure_ascii=False)
        data = plain.encode(errors="surrogatepass")  # of odd file names' bytes
        replaces = None if old is None else content_hash(old)
        write_file(path, data, str(path), replaces=replaces, mode=0o600)

    def drop(self, node: NodeId) -> None:
        """Forget a draft, if there is one."""
        try:
            self._path(node).unlink(missing_ok=True)
        except NotADirectoryError:
            return  # where no draft can be kept, there is none
        except OSError as error:
            what = f"cannot drop the draft: {error.strerror}".lower()
            raise WorkbenchError(Problem(what, str(self._path(node)))) from None

    def load(self) -> dict[NodeId, Draft]:
        """Return all drafts; those that cannot be read are left in place and in `problems`."""
        found: dict[NodeId, Draft] = {}
        problems: list[Problem] = []
        paths: list[Path] = []
        try:
            paths = entries(self._folder)
        except WorkbenchError as error:
            problems += error.problems
        for path in paths:
            if path.name.startswith("."):
                remove_stale(path)
            elif path.suffix == _FILE:
                try:
                    node, draft = _read(path)
                    found[node] = draft
                except WorkbenchError as error:
                    problems += error.problems
        self._problems = tuple(problems)
        return found

    def _path(self, node: NodeId) -> Path:
        name = hashlib.sha256(node.encode(errors="surrogateescape")).hexdigest()[:32]
        return self._folder / f"{name}{_FILE}"

    def _text_now(self, node: NodeId) -> str | None:
        path = self._root / f"{node}{SUFFIX}"
        try:
            return decode_text(read_file(path, node), node)
        except WorkbenchError:
            return None  # a new request has no file


def _base_in(data: bytes | None, base_hash: str) -> str:
    """Return the base that the draft before this one kept, if that was the same."""
    if data is None:
        return ""
    try:
        stored = _decoded(data, "")
    except WorkbenchError:
        return ""
    return stored.base_text if stored.base_hash == base_hash else ""


def _read(path: Path) -> tuple[NodeId, Draft]:
    where = str(path)
    stored = _decoded(read_file(path, where, LARGEST), where)
    spec = decode_request(stored.request, where, LARGEST)
    spec = replace(spec, unsupported=tuple(stored.unsupported))
    return stored.id, Draft(spec, stored.base_hash, stored.saved_at, stored.base_text)


def _decoded(data: bytes, where: str) -> _Stored:
    try:
        return msgspec.convert(json.loads(data), _Stored)
    except (ValueError, RecursionError, msgspec.ValidationError) as error:
        raise WorkbenchError(Problem(f"the draft cannot be read: {error}".lower(), where)) from None

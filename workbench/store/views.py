"""How the screen of each collection was left, in the user's state directory.

Nothing depends on it: what cannot be read counts as never written.
"""

import json
import os
from pathlib import Path

import msgspec

from workbench.errors import WorkbenchError
from workbench.model import View

from .files import content_hash, private_folder, read_file, write_file
from .paths import collection_key, state_dir

MOST_FOLDED = 10_000
MOST_TABS = 1_000
MOST_FILTERS = 100


class _Stored(msgspec.Struct):
    folded: list[str] = []
    sidebar: int | None = None
    share: int | None = None
    tabs: list[str] = []
    active: str | None = None
    preview: str | None = None
    filters: list[str] = []
    pinned: dict[str, str] = {}


def load_view(root: Path, directory: Path | None = None) -> View:
    """Return how a collection's screen was left; as new if that is not known."""
    path = _path(root, directory)
    try:
        stored = msgspec.convert(json.loads(read_file(path, str(path))), _Stored)
    except (WorkbenchError, ValueError, RecursionError, msgspec.ValidationError):
        return View()
    tabs = tuple(dict.fromkeys(stored.tabs))
    active = stored.active if stored.active in tabs else next(iter(tabs), None)
    preview = stored.preview if stored.preview in tabs else None
    folded, filters = frozenset(stored.folded), tuple(stored.filters)
    sizes = stored.sidebar, stored.share
    return View(folded, *sizes, tabs, active, preview, filters, stored.pinned)


def save_view(root: Path, view: View, directory: Path | None = None) -> None:
    """Remember how a collection's screen is; raises WorkbenchError if it cannot be written."""
    path = _path(root, directory)
    private_folder(path.parent)
    stored = _Stored(
        sorted(view.folded)[:MOST_FOLDED],
        view.sidebar,
        view.share,
        list(view.tabs[:MOST_TABS]),
        view.active,
        view.preview,
        list(view.filters[-MOST_FILTERS:]),
        dict(view.pinned),
    )
    data = json.dumps(msgspec.to_builtins(stored)).encode()  # escapes odd file names' bytes
    old = content_hash(read_file(path, str(path))) if os.path.lexists(path) else None
    write_file(path, data, str(path), replaces=old, mode=0o600)


def _path(root: Path, directory: Path | None) -> Path:
    return (directory or state_dir() / "views") / f"{collection_key(root)}.json"

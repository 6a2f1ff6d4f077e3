"""The tour: a demo server, and the user's own copy of the collection made for it."""

import itertools
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from workbench.demo import DemoServer
from workbench.store.paths import state_dir
from workbench.store.shipped import shipped_collections


@contextmanager
def open_demo(*, port: int = 0, fresh: bool = False) -> Iterator[tuple[Path, Mapping[str, str]]]:
    """Serve the demo meanwhile; yields the collection's root and the variables it needs.

    `fresh` starts over with the collection as it is shipped; a changed copy is kept
    beside it under another name.
    """
    with DemoServer(port) as server:
        root = place(shipped_collections() / "demo", state_dir() / "demo", fresh=fresh)
        yield root, {"base_url": server.wait_for_url()}


def place(shipped: Path, wanted: Path, *, fresh: bool) -> Path:
    """Return the user's own copy of a shipped collection, copied if it is not there yet."""
    if wanted.exists() and fresh:
        names = (wanted.with_name(f"{wanted.name}.backup-{n}") for n in itertools.count(1))
        wanted.rename(next(name for name in names if not name.exists()))
    if not wanted.exists():
        wanted.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Renamed when complete: half a collection would never be completed.
        with tempfile.TemporaryDirectory(dir=wanted.parent) as nearby:
            copy = Path(nearby) / wanted.name
            # copyfile leaves permissions behind: the shipped files may be read-only.
            shutil.copytree(shipped, copy, copy_function=shutil.copyfile)
            copy.rename(wanted)
    return wanted

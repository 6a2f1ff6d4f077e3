"""The file that goes where a request's file goes: its stored response, if it has one.

One with a name of its own keeps that name, for the request says it. It stays for others that
say the same one, and is copied then.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import WorkbenchError
from workbench.formats.request_toml import decode_request
from workbench.formats.text import decode_text

from .baselines import baseline_of
from .files import entries, read_file, write_file
from .names import BASELINE, SUFFIX


@dataclass(frozen=True, slots=True)
class Companion:
    """A stored response that is there; `name` is the one that its request gives it, if any."""

    path: Path
    name: str
    shared: bool = False

    def target(self, folder: Path, base: str) -> Path:
        """Return its place when the request is in a folder, with `base` for its file's name."""
        return folder / (self.name or base + BASELINE)


def companion_of(request: Path) -> Companion | None:
    """Return the stored response beside a request's file, None if there is none."""
    name = _name_in(request)
    path = request.with_name(name) if name else baseline_of(request)
    if not os.path.lexists(path):
        return None
    return Companion(path, name, bool(name) and _is_shared(name, request))


def copy(companion: Companion, target: Path) -> None:
    """Write a copy of a stored response to a free place."""
    data = read_file(companion.path, str(companion.path))
    write_file(target, data, str(target), replaces=None)


def is_same(path: Path, other: Path) -> bool:
    """Tell whether two files are there and hold the same."""
    try:
        return read_file(path, str(path)) == read_file(other, str(other))
    except WorkbenchError:
        return False


def _is_shared(name: str, request: Path) -> bool:
    others = (path for path in entries(request.parent) if path.name != request.name)
    return any(path.name.endswith(SUFFIX) and _name_in(path) == name for path in others)


def _name_in(request: Path) -> str:
    """Return the name that a request's file gives its stored response; empty without one."""
    try:
        text = decode_text(read_file(request, str(request)), str(request))
        if "baseline" not in text:
            return ""
        baseline = decode_request(text, str(request)).baseline
    except WorkbenchError:
        return ""  # whoever opens it says what is wrong
    name = baseline.file if baseline else ""
    is_name = name.endswith(BASELINE) and not name.startswith(".") and not {"/", "\0"} & set(name)
    return name if is_name else ""

"""Stored responses beside their requests: `users/list.baseline.toml` of `users/list.toml`.

They are files of the collection, but no requests. Here they are texts; what they mean is
for who compares a response with one.
"""

import os
from pathlib import Path

from workbench.errors import Problem, WorkbenchError
from workbench.formats.text import MAX_BYTES, decode_text, too_large
from workbench.model import NodeId

from .files import content_hash, read_file, write_file
from .names import BASELINE, SUFFIX
from .tree import Tree


class Baselines:
    """The baseline files of one collection.

    `file` is what the request's `[baseline]` calls it, a name beside the request's file;
    by default the request's own name with `.baseline.toml`.
    """

    def __init__(self, tree: Tree) -> None:
        self._tree = tree

    def load(self, node: NodeId, file: str = "") -> str | None:
        """Return the text of a request's baseline, None if there is none yet."""
        path = self._path(node, file)
        if not os.path.lexists(path):
            return None
        where = self._tree.where(path)
        return decode_text(read_file(self._tree.real(path), where), where)

    def save(self, node: NodeId, text: str, *, old: str | None, file: str = "") -> None:
        """Write a request's baseline in the place of the `old` text that was loaded.

        Raises a WorkbenchError if something else is there, and leaves it as it is.
        """
        path = self._path(node, file)
        where = self._tree.where(path)
        data = text.encode()
        if len(data) > MAX_BYTES:
            raise too_large(where)
        replaces = None if old is None else content_hash(old.encode())
        write_file(self._tree.real(path), data, where, replaces=replaces)

    def _path(self, node: NodeId, file: str) -> Path:
        request = self._tree.request_file(node)
        if not file:
            return baseline_of(request)
        if not file.endswith(BASELINE) or file.startswith(".") or {"/", "\0"} & set(file):
            what = f'"{file}" is no name for a baseline'
            hint = f"it is a name beside the request, ending in {BASELINE}"
            raise WorkbenchError(Problem(what, self._tree.where(request), hint))
        return request.with_name(file)


def baseline_of(request: Path) -> Path:
    """Return where the baseline of a request's file is, or would be."""
    return request.with_name(request.name.removesuffix(SUFFIX) + BASELINE)

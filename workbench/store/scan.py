"""Read a collection's directory: folders, requests, environments, and what is wrong there.

Reading has no effects and never fails for a single file. Folders that are links are not
followed, hidden ones are not entered, and files must be regular ones inside the root.
"""

import os
from functools import partial
from pathlib import Path

from workbench.errors import Problem, WorkbenchError, did_you_mean
from workbench.formats.environment_toml import decode_environment
from workbench.formats.folder_toml import FolderFile, decode_folder
from workbench.formats.request_toml import decode_request
from workbench.model import (
    Broken,
    Collection,
    Environment,
    Folder,
    Node,
    NodeId,
    SavedRequest,
    Unread,
)

from .changes import UNREADABLE, Seen
from .environments import read_environments
from .files import follow, is_temporary
from .names import (
    COLLECTION_FILE,
    ENVIRONMENTS,
    SUFFIX,
    displayed,
    folder_file,
    is_request,
    natural,
)
from .readings import Readings
from .slug import same

MAX_DEPTH = 32


def is_collection(path: Path) -> bool:
    """Tell whether a directory is the root of a collection."""
    try:
        return (path / COLLECTION_FILE).is_file()
    except OSError:  # a directory that may not be looked into is none to us
        return False


def inside(root: Path, path: Path, where: str) -> Path:
    """Return the real place of a file; a link out of the collection is refused."""
    real = follow(path, where)
    if real is not path and not real.is_relative_to(root.resolve()):
        raise WorkbenchError(Problem("a link to a file outside of the collection", where))
    return real


class Scan:
    """One reading of a collection.

    `seen` tells what every request file held; `litter` are temporary files met on the way.
    With the `readings` of an earlier scan only files that have changed are read. Of the
    requests it is the first `most`, in display order; the others are Unread.
    """

    def __init__(
        self, root: Path, readings: Readings | None = None, *, most: int | None = None
    ) -> None:
        self._root, self._base, self._most = root, str(root / "_")[:-1], most
        self._readings = readings or Readings()
        self._problems: list[Problem] = []
        self.seen: dict[NodeId, Seen] = {}
        self.litter: list[Path] = []

    def collection(self) -> Collection:
        """Return all that the directory says."""
        if not is_collection(self._root):
            hint = f"a collection has a {COLLECTION_FILE} at its root"
            raise WorkbenchError(Problem("not a collection", str(self._root), hint))
        root = self._folder("", self._root, 0)
        environments = self._environments()
        self._readings.turn()
        return Collection(root, environments, tuple(self._problems))

    def children(self, node: NodeId, path: Path) -> tuple[set[str], dict[str, str]]:
        """Return the names of a folder's folders, and file names of its requests by name."""
        folders, files = set(), {}
        for entry in self._entries(path):
            name = entry.name
            if entry.is_dir(follow_symlinks=False):
                if node or name != ENVIRONMENTS:
                    folders.add(name)
            elif name.endswith(SUFFIX):
                if is_request(name):
                    files[name.removesuffix(SUFFIX)] = name
            elif entry.is_dir():
                self._problems.append(
                    Problem("a link to a folder is not followed", self.where(path / name))
                )
        for name in folders & files.keys():
            # The id would be the folder's; the request stays visible under its file name.
            file = files.pop(name)
            files[file] = file
        self._check_case([*folders, *files.values()], path)
        return folders, files

    def where(self, path: Path) -> str:
        """Return a path as problems name it, starting at the collection's own directory."""
        inner = str(path)[len(self._base) :]
        return (
            f"{self._root.name}/{inner}" if self._root.name and inner else inner or self._root.name
        )

    def _entries(self, path: Path) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(path) as found:
                entries = list(found)
        except OSError as error:
            what = f"cannot read the folder: {error.strerror}".lower()
            self._problems.append(Problem(what, self.where(path)))
            return []
        self.litter += (path / entry.name for entry in entries if is_temporary(entry.name))
        return [entry for entry in entries if not entry.name.startswith(".")]

    def _folder(self, node: NodeId, path: Path, depth: int) -> Folder:
        file, text = self._folder_file(node, path)
        if depth == MAX_DEPTH:
            what = f"folders more than {MAX_DEPTH} deep are not read"
            self._problems.append(Problem(what, self.where(path)))
            folders, files = set[str](), dict[str, str]()
        else:
            folders, files = self.children(node, path)
        if file.order:
            where = self.where(folder_file(path, root=not node))
            self._check_order(file.order, folders | files.keys(), where, text)
        children: list[Node] = []
        for name in displayed(folders | files.keys(), folders, file.order):
            inner = f"{node}/{name}" if node else name
            if name in folders:
                children.append(self._folder(inner, path / name, depth + 1))
            else:
                children.append(self._request(inner, path, files[name]))
        return Folder(
            id=node,
            name=file.name or path.name or str(path),
            description=file.description,
            defaults=file.defaults,
            order=file.order,
            children=tuple(children),
            unsupported=file.unsupported,
        )

    def _folder_file(self, node: NodeId, path: Path) -> tuple[FolderFile, str]:
        place = folder_file(path, root=not node)
        if not os.path.lexists(place):
            return FolderFile(), ""
        where = self.where(place)
        try:
            decode = partial(decode_folder, root=not node)
            reading = self._readings.read(inside(self._root, place, where), where, decode)
            return reading.value(), reading.text
        except WorkbenchError as error:
            self._problems += error.problems
            # Without its defaults a request would be another one, so none may be sent.
            return FolderFile(unsupported=(f"{place.name}, which cannot be read",)), ""

    def _request(self, node: NodeId, folder: Path, file: str) -> Node:
        if len(self.seen) == self._most:
            return Unread(node)
        path = folder / file
        where = self.where(path)
        self.seen[node] = UNREADABLE
        if node.rpartition("/")[2] == file:
            what = "a folder has the same name as this file"
            return Broken(node, Problem(what, where, "rename one of the two"))
        try:
            real = inside(self._root, path, where)
            reading = self._readings.read(real, where, decode_request)
        except WorkbenchError as error:
            return Broken(node, error.problems[0])
        spec = reading.decoded
        readable = not isinstance(spec, WorkbenchError)
        self.seen[node] = Seen(reading.hash, reading.stamp.inode, reading.text, readable)
        if isinstance(spec, WorkbenchError):
            return Broken(node, spec.problems[0])
        return SavedRequest(node, spec)

    def _check_order(self, order: tuple[str, ...], names: set[str], where: str, text: str) -> None:
        from workbench.formats.layout import line_of  # not needed for a file that is right

        for number, name in enumerate(order):
            if name not in names:
                what = f'"order" names "{name}", which is not there'
            elif name in order[:number]:
                what = f'"order" names "{name}" twice'
            else:
                continue
            hint = did_you_mean(name, names.difference(order), "take it out of the list")
            place = f"{where}:{line_of(text, ('order',), number)}"
            self._problems.append(Problem(what, place, hint))

    def _check_case(self, names: list[str], path: Path) -> None:
        """Tell names that are different here and one and the same on other systems."""
        known: dict[str, str] = {}
        for name in sorted(names):
            twin = known.setdefault(same(name), name)
            if twin != name:
                what = f'"{twin}" and "{name}" are one name on systems that ignore case'
                self._problems.append(Problem(what, self.where(path), "rename one of the two"))

    def _environments(self) -> dict[str, Environment]:
        folder = self._root / ENVIRONMENTS
        if folder.is_symlink():
            what = "a link to a folder is not followed"
            self._problems.append(Problem(what, self.where(folder)))
        if folder.is_symlink() or not folder.is_dir():
            return {}
        entries = [e for e in self._entries(folder) if not e.is_dir(follow_symlinks=False)]
        files = sorted((e.name for e in entries if e.name.endswith(SUFFIX)), key=natural)
        found, problems = read_environments(files, self._environment)
        self._problems += problems
        return {name: found[name] for name in sorted(found, key=natural)}

    def _environment(self, file: str, name: str) -> Environment:
        path = self._root / ENVIRONMENTS / file
        where = self.where(path)
        decode = partial(decode_environment, name=name)
        return self._readings.read(inside(self._root, path, where), where, decode).value()

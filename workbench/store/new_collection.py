"""Start a collection: the files that every collection has. Nothing that is there changes.

The only files added to are `.gitignore` and `.gitattributes`, by lines at their ends.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import Problem, WorkbenchError
from workbench.formats.environment_toml import encode_environment
from workbench.formats.file_kinds import FileKind
from workbench.formats.folder_toml import FolderFile, encode_folder
from workbench.formats.request_toml import decode_request, encode_request
from workbench.formats.text import decode_text
from workbench.model import Environment, RequestSpec, Variable

from .env_file import ENV_FILE
from .files import content_hash, failed, read_file, write_file
from .names import COLLECTION_FILE, ENVIRONMENTS, LOCAL, SUFFIX
from .scan import is_collection
from .schemas import schema_files, with_schema_line

IGNORED = (f"*{LOCAL}", ENV_FILE)
ATTRIBUTES = (f"*{SUFFIX} merge=workbench",)
_LOCAL = Environment("local", (Variable("base_url", "http://127.0.0.1:8000"),))
_SAMPLE = RequestSpec(
    name="Hello",
    description="The first request. `base_url` comes from the environment.",
    url="{{base_url}}/",
)
_README = """\
# {name}

Requests for Workbench, one in each TOML file.

    workbench .                    # open them
    workbench run . --env local    # send them all

Values that are yours alone belong in `environments/NAME.local.toml` or in `.env`; both stay
out of git. Secrets are named by where they come from and never written into a file:

    [secrets]
    token = "env:API_TOKEN"

Once in each clone, so that git merges two versions of a request by field:

    git config merge.workbench.name "merge requests by field"
    git config merge.workbench.driver "workbench merge-driver %O %A %B %P"
    echo "*.toml merge=workbench" >> .gitattributes    # done here already
"""


@dataclass(frozen=True, slots=True)
class Begun:
    """What the start of a collection did, as paths from its root."""

    added: tuple[str, ...] = ()
    extended: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def create_collection(root: Path, name: str) -> None:
    """Make a directory a collection with a local environment; what is there already stays."""
    beginning = _Beginning(root)
    beginning.environment()
    beginning.extend(".gitignore", IGNORED)
    beginning.collection(name)


def init_collection(root: Path, name: str) -> Begun:
    """Make a directory a collection for a team: with a first request and a README too.

    Refused inside of another collection, and where files would be taken for requests
    that are none.
    """
    place = root.resolve()
    outer = next((folder for folder in place.parents if is_collection(folder)), None)
    if outer is not None:
        what = f"this is inside of the collection {outer}"
        raise WorkbenchError(Problem(what, str(root), "folders need no start: make a directory"))
    beginning = _Beginning(root)
    beginning.refuse_strangers()
    beginning.schemas()
    beginning.environment()
    beginning.extend(".gitignore", IGNORED)
    beginning.extend(".gitattributes", ATTRIBUTES)
    beginning.add("README.md", _README.format(name=" ".join(name.split())))
    beginning.request(f"hello{SUFFIX}", _SAMPLE)
    beginning.collection(name)
    return beginning.done()


class _Beginning:
    """Writes the files of one new collection, and remembers which."""

    def __init__(self, root: Path) -> None:
        if is_collection(root):
            hint = "open it, or choose another directory"
            raise WorkbenchError(Problem("there is a collection already", str(root), hint))
        self._root = root
        self._added: list[str] = []
        self._extended: list[str] = []
        self._kept: list[str] = []

    def refuse_strangers(self) -> None:
        """Raise if TOML files lie here that no request is in."""
        try:
            names = sorted(path.name for path in self._root.glob(f"*{SUFFIX}"))
        except OSError as error:
            raise failed("read", error, str(self._root)) from None
        hint = f"begin in a folder of its own, such as {self._root / 'requests'}"
        strangers = [
            Problem("this would be taken for a request", name, hint)
            for name in names
            if not name.startswith(".") and not self._is_request(name)
        ]
        if strangers:
            raise WorkbenchError(*strangers)

    def schemas(self) -> None:
        """Add what the first lines of the other files name, so that editors complete them."""
        for name, text in schema_files().items():
            self.add(name, text)

    def environment(self) -> None:
        """Add the environment for one's own machine."""
        name = f"{ENVIRONMENTS}/local{SUFFIX}"
        self.add(name, self._named(name, encode_environment(_LOCAL), "environment"))

    def request(self, name: str, spec: RequestSpec) -> None:
        """Add a request."""
        self.add(name, self._named(name, encode_request(spec), "request"))

    def collection(self, name: str) -> None:
        """Add the file that makes a directory a collection; it comes last."""
        text = encode_folder(FolderFile(name), root=True)
        self.add(COLLECTION_FILE, self._named(COLLECTION_FILE, text, "collection"))

    def _named(self, name: str, text: str, kind: FileKind) -> str:
        return with_schema_line(self._root, self._root / name, text, kind)

    def add(self, name: str, text: str) -> None:
        """Write a file unless there is one."""
        path = self._root / name
        if os.path.lexists(path):
            self._kept.append(name)
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise failed("write", error, str(path.parent)) from None
        write_file(path, text.encode(), str(path), replaces=None)
        self._added.append(name)

    def extend(self, name: str, lines: tuple[str, ...]) -> None:
        """Add lines to a file that lacks them, and the file if there is none."""
        path = self._root / name
        if not os.path.lexists(path):
            self.add(name, "".join(f"{line}\n" for line in lines))
            return
        data = read_file(path, str(path))
        text = decode_text(data, str(path))
        missing = [line for line in lines if line not in text.splitlines()]
        if not missing:
            self._kept.append(name)
            return
        end = "\r\n" if "\r\n" in text else "\n"
        gap = "" if not text or text.endswith("\n") else end
        added = text + gap + "".join(f"{line}{end}" for line in missing)
        write_file(path, added.encode(), str(path), replaces=content_hash(data))
        self._extended.append(name)

    def done(self) -> Begun:
        """Return what was done."""
        return Begun(tuple(self._added), tuple(self._extended), tuple(self._kept))

    def _is_request(self, name: str) -> bool:
        path = self._root / name
        try:
            return bool(decode_request(decode_text(read_file(path, name), name), name).url)
        except WorkbenchError:
            return False

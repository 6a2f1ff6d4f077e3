"""Start a collection: the files that every collection has."""

from pathlib import Path

from workbench.errors import Problem, WorkbenchError
from workbench.formats.environment_toml import encode_environment
from workbench.formats.folder_toml import FolderFile, encode_folder
from workbench.formats.text import decode_text
from workbench.model import Environment, Variable

from .files import content_hash, failed, read_file, write_file
from .names import COLLECTION_FILE, ENVIRONMENTS
from .scan import is_collection

_IGNORED = "*.local.toml"
_LOCAL = Environment("local", (Variable("base_url", "http://127.0.0.1:8000"),))


def create_collection(root: Path, name: str) -> None:
    """Make a directory a collection; files that are there already stay as they are."""
    if is_collection(root):
        raise WorkbenchError(Problem("there is a collection already", str(root)))
    try:
        (root / ENVIRONMENTS).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise failed("write", error, str(root)) from None
    local = root / ENVIRONMENTS / "local.toml"
    if not local.exists():
        write_file(local, encode_environment(_LOCAL).encode(), str(local), replaces=None)
    _ignore(root / ".gitignore")
    file = root / COLLECTION_FILE
    write_file(file, encode_folder(FolderFile(name), root=True).encode(), str(file), replaces=None)


def _ignore(path: Path) -> None:
    """Keep environments with local values out of git."""
    if not path.exists():
        write_file(path, f"{_IGNORED}\n".encode(), str(path), replaces=None)
        return
    data = read_file(path, str(path))
    text = decode_text(data, str(path))
    if _IGNORED not in text.splitlines():
        gap = "" if not text or text.endswith("\n") else "\n"
        added = f"{text}{gap}{_IGNORED}\n".encode()
        write_file(path, added, str(path), replaces=content_hash(data))

"""collection.toml and folder.toml: a name, the order of what is inside, and defaults."""

from dataclasses import dataclass, field
from typing import Any

import msgspec

from workbench.model import Defaults, InheritAuth

from .auth_table import decode_auth, encode_auth
from .notations import ROWS, VARIABLES
from .options_table import decode_options, encode_options
from .rows import Notations, decode_tables, encode_rows
from .toml import parse
from .typed import Path, Source
from .write import document

FORMAT = 1
DEFAULT_ROWS: Notations = {"headers": ROWS, "variables": VARIABLES}


@dataclass(frozen=True, slots=True)
class FolderFile:
    """What the file of a folder says. An empty name means: as the directory is called."""

    name: str = ""
    description: str = ""
    order: tuple[str, ...] = ()
    defaults: Defaults = field(default_factory=Defaults)
    unsupported: tuple[str, ...] = ()


class _Folder(msgspec.Struct):
    name: str = ""
    description: str = ""
    order: list[str] = []
    auth: dict[str, Any] = {}
    options: dict[str, Any] = {}


def decode_folder(text: str, where: str, root: bool) -> FolderFile:
    """Return what a folder.toml says, or with `root` a collection.toml, which needs a format."""
    table = parse(text, where)
    source = Source(text, where)
    if root:
        _check_format(table, source)
    return folder_from(table, source)


def folder_from(table: dict[str, Any], source: Source) -> FolderFile:
    """Return what a parsed file says of a folder; the format of a collection is not looked at."""
    read = source.convert(table, _Folder)
    auth, unsupported = decode_auth(read.auth, source)
    rows = decode_tables(table, source, DEFAULT_ROWS)
    defaults = Defaults(auth=auth, options=decode_options(read.options, source), **rows)
    return FolderFile(read.name, read.description, tuple(read.order), defaults, unsupported)


def encode_folder(file: FolderFile, root: bool = False) -> str:
    """Return the text of a new folder.toml, or with `root` of a new collection.toml."""
    values: dict[str, Any] = {"format": FORMAT} if root else {}
    named = {"name": file.name, "description": file.description, "order": list(file.order)}
    values |= {key: value for key, value in named.items() if value}
    sections: dict[Path, Any] = {("headers",): encode_rows(file.defaults.headers, ROWS)}
    if file.defaults.auth != InheritAuth():
        sections["auth",] = encode_auth(file.defaults.auth)
    sections["options",] = encode_options(file.defaults.options)
    sections["variables",] = encode_rows(file.defaults.variables, VARIABLES)
    return document(values, sections)


def _check_format(table: dict[str, Any], source: Source) -> None:
    if "format" not in table:
        raise source.error((), "the collection names no format", f"add a line: format = {FORMAT}")
    number = source.convert(table["format"], int, ("format",))
    if number != FORMAT:
        hint = "a newer version of workbench may read it"
        raise source.error(("format",), f"format {number} is not known here", hint)

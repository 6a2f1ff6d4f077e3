"""collection.toml and folder.toml: a name, the order of what is inside, and defaults."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from workbench.model import Defaults, InheritAuth

from .auth_table import decode_auth, encode_auth
from .edit import Document, Order
from .layout import Path
from .notations import ROWS, VARIABLES
from .options_table import decode_options, encode_options
from .rows import decode_rows, encode_rows
from .text import BOM
from .toml import parse
from .typed import Source
from .write import document

FORMAT = 1
_ORDER: Order = {
    (): ("format", "name", "description", "order", "headers", "auth", "options", "variables")
}


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
    read = source.convert(table, _Folder)
    auth, unsupported = decode_auth(read.auth, source)
    defaults = Defaults(
        headers=decode_rows(table.get("headers", {}), source, ("headers",), ROWS),
        auth=auth,
        options=decode_options(read.options, source),
        variables=decode_rows(table.get("variables", {}), source, ("variables",), VARIABLES),
    )
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


def edit_order(text: str, order: Sequence[str]) -> str:
    """Return a folder file's text with its order list changed, item by item."""
    old = parse(text, "order").get("order", [])
    if list(order) == old:
        return text
    edited = _opened(text)
    edited.set_list(("order",), old, order)
    return _closed(edited, text)


def edit_folder_name(text: str, name: str) -> str:
    """Return a folder file's text with the name changed."""
    if parse(text, "name").get("name") == name:
        return text
    edited = _opened(text)
    edited.set(("name",), name)
    return _closed(edited, text)


def _opened(text: str) -> Document:
    return Document(text.removeprefix(BOM), _ORDER)


def _closed(edited: Document, original: str) -> str:
    mark = BOM if original.startswith(BOM) else ""
    parse(edited.text, "folder")  # nothing that cannot be read back may reach a file
    return mark + edited.text


def _check_format(table: dict[str, Any], source: Source) -> None:
    if "format" not in table:
        raise source.error((), "the collection names no format", f"add a line: format = {FORMAT}")
    number = source.convert(table["format"], int, ("format",))
    if number != FORMAT:
        hint = "a newer version of workbench may read it"
        raise source.error(("format",), f"format {number} is not known here", hint)

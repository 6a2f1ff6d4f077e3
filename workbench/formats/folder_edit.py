"""Change a collection.toml or folder.toml where what it says has changed, and nowhere else."""

from dataclasses import fields, replace

from workbench.model import Options

from .auth_table import auth_values
from .edit import Document, Order
from .edit_fields import edit_fields
from .edit_rows import edit_tables, rewrite_tables
from .fields import field_values
from .folder_toml import DEFAULT_ROWS, FolderFile, folder_from
from .toml import parse
from .typed import Source
from .write import unwritable

ORDER: Order = {
    (): ("format", "name", "description", "order", "headers", "auth", "options", "variables"),
    ("auth",): ("type",),
    ("options",): tuple(field.name for field in fields(Options)),
}


def edit_folder(text: str, file: FolderFile) -> str:
    """Return a folder file's text, changed so that it says what `file` says.

    It serves a folder.toml and a collection.toml, whose format stays as it is.
    """
    table = parse(text, "folder")
    old = folder_from(table, Source(text, "folder"))
    document = Document(text, ORDER)
    before, after = old.defaults, file.defaults
    for key in ("name", "description"):
        wanted = getattr(file, key)
        if wanted != getattr(old, key):
            document.set((key,), wanted) if wanted else document.remove((key,))
    if old.order != file.order:
        document.set_list(("order",), list(old.order), list(file.order))
    edit_tables(document, table, before, after, DEFAULT_ROWS)
    if before.auth != after.auth:
        edit_fields(document, ("auth",), auth_values(before.auth), auth_values(after.auth))
    edit_fields(document, ("options",), field_values(before.options), field_values(after.options))
    if document.text != text and not _says(document.text, file):
        rewrite_tables(document, before, after, DEFAULT_ROWS)
        if not _says(document.text, file):
            raise unwritable()
    return document.text


def _says(text: str, file: FolderFile) -> bool:
    read = folder_from(parse(text, "folder"), Source(text, "folder"))
    return replace(read, unsupported=file.unsupported) == file

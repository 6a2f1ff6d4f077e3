"""Text ⇄ model, purely: the files of a collection, environments, themes and settings.

`decode_…(text, where)` returns the noun or raises a WorkbenchError with one Problem that
names the file and line; no input whatever makes it raise anything else. `encode_…`
writes a new file, `edit_…` changes an existing text where the noun differs from it and
keeps every other byte: comments, order, spacing, unknown keys, line endings.
"""

from .environment_toml import decode_environment, encode_environment
from .folder_toml import (
    FORMAT,
    FolderFile,
    decode_folder,
    edit_folder_name,
    edit_order,
    encode_folder,
)
from .layout import line_of
from .request_edit import edit_request
from .request_toml import decode_request, encode_request
from .settings_toml import decode_settings, edit_settings, encode_settings
from .text import MAX_BYTES, decode_text, too_large
from .theme_toml import decode_theme

__all__ = [
    "FORMAT",
    "MAX_BYTES",
    "FolderFile",
    "decode_environment",
    "decode_folder",
    "decode_request",
    "decode_settings",
    "decode_text",
    "decode_theme",
    "edit_folder_name",
    "edit_order",
    "edit_request",
    "edit_settings",
    "encode_environment",
    "encode_folder",
    "encode_request",
    "encode_settings",
    "line_of",
    "too_large",
]

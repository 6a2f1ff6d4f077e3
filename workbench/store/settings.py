"""The user's settings.toml, written by this program and by hand."""

import os
from pathlib import Path

from workbench.errors import Problem, WorkbenchError
from workbench.formats.settings_toml import decode_settings
from workbench.formats.text import decode_text
from workbench.preferences import Settings

from .files import content_hash, follow, private_folder, read_file, write_file
from .paths import config_dir

NAME = "settings.toml"


def load_settings(folder: Path | None = None) -> tuple[Settings, tuple[Problem, ...]]:
    """Return the settings and what could not be used of them. No file means all defaults."""
    path = _path(folder)
    where = str(path)
    if not os.path.lexists(path):
        return Settings(), ()
    try:
        text = decode_text(read_file(follow(path, where), where), where)
    except WorkbenchError as error:
        return Settings(), error.problems
    return decode_settings(text, where)


def save_settings(settings: Settings, folder: Path | None = None) -> None:
    """Write the settings that differ, keeping comments and everything else in the file."""
    from workbench.formats.settings_edit import edit_settings, encode_settings

    path = _path(folder)
    where = str(path)
    if not os.path.lexists(path):
        private_folder(path.parent)
        write_file(path, encode_settings(settings).encode(), where, replaces=None)
        return
    path = follow(path, where)  # people keep their settings elsewhere and link to them
    data = read_file(path, where)
    text = edit_settings(decode_text(data, where), settings)
    write_file(path, text.encode(), where, replaces=content_hash(data))


def place_in_settings(path: tuple[str, ...], folder: Path | None = None) -> str:
    """Return where a key of the settings stands, as `settings.toml:7`."""
    from workbench.formats.layout import line_of

    where = str(_path(folder))
    try:
        text = decode_text(read_file(follow(Path(where), where), where), where)
    except WorkbenchError:
        return where
    return f"{where}:{line_of(text, path)}"


def _path(folder: Path | None) -> Path:
    return (folder or config_dir()) / NAME

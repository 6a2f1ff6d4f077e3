"""The user's settings.toml, written by this program and by hand."""

from pathlib import Path

from workbench.errors import Problem, WorkbenchError
from workbench.formats import decode_settings, decode_text, edit_settings, encode_settings
from workbench.model import Settings

from .files import content_hash, private_folder, read_file, write_file
from .paths import config_dir

NAME = "settings.toml"


def load_settings(folder: Path | None = None) -> tuple[Settings, tuple[Problem, ...]]:
    """Return the settings and what could not be used of them. No file means all defaults."""
    path = _path(folder)
    if not path.exists():
        return Settings(), ()
    where = str(path)
    try:
        text = decode_text(read_file(path, where), where)
    except WorkbenchError as error:
        return Settings(), error.problems
    return decode_settings(text, where)


def save_settings(settings: Settings, folder: Path | None = None) -> None:
    """Write the settings that differ, keeping comments and everything else in the file."""
    path = _path(folder)
    where = str(path)
    if not path.exists():
        private_folder(path.parent)
        write_file(path, encode_settings(settings).encode(), where, replaces=None)
        return
    data = read_file(path, where)
    text = edit_settings(decode_text(data, where), settings)
    write_file(path, text.encode(), where, replaces=content_hash(data))


def _path(folder: Path | None) -> Path:
    # People keep their settings elsewhere and link to them; the link must survive a save.
    return ((folder or config_dir()) / NAME).resolve()

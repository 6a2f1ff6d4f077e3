"""All themes: those that come with the program, and the user's own in their folder."""

from contextlib import suppress
from pathlib import Path

from workbench.errors import Problem, WorkbenchError
from workbench.formats.text import decode_text
from workbench.formats.theme_toml import decode_theme
from workbench.preferences import Theme

from .files import Stamp, entries, follow, read_file, stamp_of
from .paths import config_dir, themes_dir
from .settings import NAME as SETTINGS
from .shipped import shipped_themes


def load_themes(user_dir: Path | None = None) -> tuple[list[Theme], list[Problem]]:
    """Return the themes by name, and why others could not be read.

    A theme of the user takes the place of a shipped one with the same name.
    """
    themes: dict[str, Theme] = {}
    problems: list[Problem] = []
    for folder in (shipped_themes(), user_dir or themes_dir()):
        try:
            paths = entries(folder)
        except WorkbenchError as error:
            problems += error.problems
            continue
        for path in paths:
            if path.suffix != ".toml" or path.name.startswith("."):
                continue
            try:
                theme = _load(path)
            except WorkbenchError as error:
                problems += error.problems
            else:
                themes[theme.name] = theme
    return [themes[name] for name in sorted(themes)], problems


def stamps(config: Path | None = None) -> dict[str, Stamp]:
    """Return what tells without reading that the user's settings or themes have changed."""
    found = {}
    folder = config or config_dir()
    with suppress(WorkbenchError):
        for path in (folder / SETTINGS, *entries(folder / "themes")):
            with suppress(OSError):
                found[path.name] = stamp_of(path.stat())
    return found


def _load(path: Path) -> Theme:
    where = str(path)
    return decode_theme(decode_text(read_file(follow(path, where), where), where), where)

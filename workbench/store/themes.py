"""All themes: those that come with the program, and the user's own in their folder."""

from collections.abc import Iterator
from pathlib import Path

from workbench.errors import Problem, WorkbenchError
from workbench.formats import decode_text, decode_theme
from workbench.model import Theme

from .files import read_file
from .paths import themes_dir
from .shipped import shipped_themes


def load_themes(user_dir: Path | None = None) -> tuple[list[Theme], list[Problem]]:
    """Return the themes by name, and why others could not be read.

    A theme of the user takes the place of a shipped one with the same name.
    """
    themes: dict[str, Theme] = {}
    problems: list[Problem] = []
    for folder in (shipped_themes(), user_dir or themes_dir()):
        for path in _theme_files(folder):
            try:
                text = decode_text(read_file(path.resolve(), str(path)), str(path))
                theme = decode_theme(text, str(path))
            except WorkbenchError as error:
                problems += error.problems
            else:
                themes[theme.name] = theme
    return [themes[name] for name in sorted(themes)], problems


def _theme_files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(p for p in folder.glob("*.toml") if not p.name.startswith("."))

"""settings.toml → Settings. A wrong setting costs that setting, never the start."""

from typing import cast, get_args

from workbench.errors import Problem, WorkbenchError
from workbench.model import Layout, Settings

from .toml import parse
from .typed import Source


def decode_settings(text: str, where: str) -> tuple[Settings, tuple[Problem, ...]]:
    """Return the settings, with defaults for what cannot be used, and why it cannot."""
    try:
        table = parse(text, where)
    except WorkbenchError as error:
        return Settings(), error.problems
    source = Source(text, where)
    settings = Settings()
    problems: list[Problem] = []
    theme, layout = settings.theme, settings.layout
    try:
        theme = source.convert(table.get("theme", theme), str, ("theme",))
    except WorkbenchError as error:
        problems += error.problems
    try:
        word = source.convert(table.get("layout", layout), str, ("layout",))
        source.choice(word, get_args(Layout), ("layout",), "layout")
        layout = cast(Layout, word)
    except WorkbenchError as error:
        problems += error.problems
    return Settings(theme, layout), tuple(problems)

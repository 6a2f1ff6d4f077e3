"""settings.toml ⇄ Settings. A wrong setting costs that setting, never the start."""

from typing import cast, get_args

from workbench.errors import Problem, WorkbenchError
from workbench.model import Layout, Settings

from .edit import Document, Order
from .text import BOM
from .toml import parse
from .typed import Source
from .write import document

_ORDER: Order = {(): ("theme", "layout")}


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


def encode_settings(settings: Settings) -> str:
    """Return the text of a new settings file."""
    return document({"theme": settings.theme, "layout": settings.layout}, {})


def edit_settings(text: str, settings: Settings) -> str:
    """Return a settings file's text with the lines changed that differ."""
    table = parse(text, "settings.toml")
    mark = BOM if text.startswith(BOM) else ""
    edited = Document(text.removeprefix(BOM), _ORDER)
    for key in ("theme", "layout"):
        wanted = getattr(settings, key)
        if table.get(key, getattr(Settings(), key)) != wanted:
            edited.set((key,), wanted)
    return mark + edited.text

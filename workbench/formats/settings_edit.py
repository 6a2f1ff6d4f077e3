"""Settings → settings.toml, apart from its reading, which every start waits for."""

from workbench.model import Settings

from .edit import Document, Order
from .toml import parse
from .write import document

_ORDER: Order = {(): ("theme", "layout")}


def encode_settings(settings: Settings) -> str:
    """Return the text of a new settings file."""
    return document({"theme": settings.theme, "layout": settings.layout}, {})


def edit_settings(text: str, settings: Settings) -> str:
    """Return a settings file's text with the lines changed that differ."""
    table = parse(text, "settings.toml")
    edited = Document(text, _ORDER)
    for key in ("theme", "layout"):
        wanted = getattr(settings, key)
        if table.get(key, getattr(Settings(), key)) != wanted:
            edited.set((key,), wanted)
    return edited.text

"""Settings → settings.toml, apart from its reading, which every start waits for."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from workbench.preferences import Settings

from .edit import Document, Order
from .settings_toml import PROGRAMS, decode_settings
from .toml import parse
from .write import document

TABLES = ("filters", "openers", "keys")
NAMES = tuple(each.name for each in fields(Settings) if each.name not in TABLES)
_ORDER: Order = {(): (*NAMES, *TABLES)}


def encode_settings(settings: Settings) -> str:
    """Return the text of a new settings file: what is not as it would be without one."""
    usual = Settings()
    changed = {name: getattr(settings, name) for name in NAMES}
    values = {name: plain for name, plain in changed.items() if plain != getattr(usual, name)}
    tables: dict[tuple[str, ...], Any] = {
        (name,): dict(getattr(settings, name)) for name in PROGRAMS
    }
    return document(values, {**tables, ("keys",): _plain(settings.keys)})


def edit_settings(text: str, settings: Settings) -> str:
    """Return a settings file's text with the lines changed that differ."""
    parse(text, "settings.toml")  # what cannot be read must not be written over
    before, _ = decode_settings(text, "settings.toml")
    edited = Document(text, _ORDER)
    for name in NAMES:
        if getattr(before, name) != (wanted := getattr(settings, name)):
            edited.set((name,), wanted)
    for table in PROGRAMS:
        old, new = getattr(before, table), getattr(settings, table)
        for name in old.keys() - new.keys():
            edited.remove((table, name))
        for name, command in new.items():
            if old.get(name) != command:
                edited.set((table, name), command)
    for name in before.keys.keys() - settings.keys.keys():
        edited.remove(("keys", name))
    for name, keys in _plain(settings.keys).items():
        if before.keys.get(name) != settings.keys[name]:
            edited.set(("keys", name), keys)
    return edited.text


def _plain(keys: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    return {name: each[0] if len(each) == 1 else list(each) for name, each in keys.items()}

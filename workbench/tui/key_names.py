"""The names of keys: as people write them, as Textual gives them, as they are shown.

Pure. A name is what Textual calls a key (`ctrl+s`, `question_mark`); several with spaces
between them are pressed one after the other (`ctrl+x s`).
"""

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

MODIFIERS = ("ctrl", "alt", "shift", "super", "hyper", "meta")
NAMED = frozenset(f"f{number}" for number in range(1, 25)) | {
    *("escape", "enter", "tab", "space", "backspace", "delete", "insert", "home", "end"),
    *("pageup", "pagedown", "up", "down", "left", "right", "menu", "pause", "print_screen"),
}
# Where Textual leaves the Unicode name.
SHORT = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
OTHER_WORDS = {
    "esc": "escape",
    "return": "enter",
    "del": "delete",
    "ins": "insert",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "control": "ctrl",
    "option": "alt",
}
# What a terminal sends for these is what it sends for another key.
AMBIGUOUS = {
    "ctrl+m": "enter",
    "ctrl+i": "tab",
    "ctrl+h": "backspace",
    "ctrl+j": "a new line",
    "ctrl+left_square_bracket": "escape",
    "alt+f": "ctrl+right",
    "alt+b": "ctrl+left",
}
TAKEN = {"ctrl+c": "copies", "f11": "belongs to most terminals"}


class KeyHint(NamedTuple):
    """A key as people write it, what it does in a word, and the id of that command."""

    key: str
    what: str
    command: str = ""


def key_name(text: str) -> str | None:
    """Return the name of a key as a person wrote it (`Ctrl+S`, `?`, `^s`), or None."""
    if text.startswith("^") and len(text) > 1:
        text = f"ctrl+{text[1:].lower()}"
    head, _, last = text.rpartition("+")
    if not last and head.endswith("+"):  # ctrl++
        head, last = head[:-1], "+"
    if text == "+":
        head, last = "", "+"
    modifiers = [OTHER_WORDS.get(part.lower(), part.lower()) for part in head.split("+") if head]
    if any(part not in MODIFIERS for part in modifiers) or not last:
        return None
    if len(last) == 1:
        last = _of_character(last.lower() if modifiers else last)
    else:
        last = OTHER_WORDS.get(last.lower(), last.lower())
        if last not in NAMED and character(last) is None:
            return None
    return "+".join([part for part in MODIFIERS if part in modifiers] + [last])


def sequence_name(text: str) -> str | None:
    """Return the name of keys to be pressed one after the other, or None if one is no key."""
    names = [key_name(part) for part in text.split()]
    return " ".join(name or "" for name in names) if names and all(names) else None


def pressed(name: str) -> str:
    """Return the one name of a key for which Textual has two: ctrl+space is `ctrl+@` as well."""
    return "ctrl+space" if name in ("ctrl+@", "ctrl+at") else name


def spelled(names: Iterable[str]) -> str:
    """Return keys as Textual takes them for a binding, with both names where it has two."""
    return ",".join("ctrl+space,ctrl+@" if name == "ctrl+space" else name for name in names)


def character(name: str) -> str | None:
    """Return the character that a key stands for: `question_mark` is `?`."""
    if len(name) == 1:
        return name
    if name in NAMED:
        return None
    if name in _ASCII:
        return _ASCII[name]
    try:
        return unicodedata.lookup(name.replace("_", " ").upper())
    except KeyError:
        return None


def shown(name: str) -> str:
    """Return a key as the screen shows it: `^s` for `ctrl+s`, `?` for `question_mark`."""
    return " ".join(_shown(part) for part in name.split())


def doubt(name: str) -> str:
    """Return why a key may never arrive from a terminal; empty if it should."""
    for part in name.split():
        if part in AMBIGUOUS:
            return f"most terminals cannot tell {part} from {AMBIGUOUS[part]}"
        if part in TAKEN:
            return f"{part} {TAKEN[part]}"
        modifiers = part.split("+")[:-1]
        if "super" in modifiers or "hyper" in modifiers or "meta" in modifiers:
            return f"only terminals with the Kitty protocol send {part}"
        if {"ctrl", "shift"} <= set(modifiers) and part.rpartition("+")[2] not in NAMED:
            return f"only terminals with the Kitty protocol send {part}"
        if part in ("ctrl+enter", "shift+enter", "ctrl+tab", "ctrl+backspace"):
            return f"only terminals with the Kitty protocol send {part}"
    return ""


def _shown(name: str) -> str:
    head, plus, last = name.rpartition("+")
    last = last if last in NAMED else character(last) or last
    return f"{head}{plus}{last}".replace("ctrl+", "^")


def _of_character(text: str) -> str:
    if text.isalnum():
        return text
    if text == " ":
        return "space"
    name = unicodedata.name(text, "").lower().replace("-", "_").replace(" ", "_")
    return SHORT.get(name, name) or text


_ASCII = {_of_character(chr(number)): chr(number) for number in range(33, 127)}

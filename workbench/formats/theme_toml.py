"""themes/NAME.toml → Theme."""

import re
from typing import Any

import msgspec

from workbench.preferences import Theme

from .toml import parse
from .typed import Source

_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
# [ui] has names of its own (`border`); the others say what they colour (`method-get`).
TABLES = {
    "method": "method-",
    "status": "status-",
    "json": "json-",
    "diff": "diff-",
    "chart": "chart-",
    "ui": "",
}


class _Theme(msgspec.Struct):
    name: str
    dark: bool = True
    colors: dict[str, Any] = {}


def decode_theme(text: str, where: str) -> Theme:
    """Return the theme that a file's text describes. It needs a name and a primary colour."""
    source = Source(text, where)
    table = parse(text, where)
    read = source.convert(table, _Theme)
    if "primary" not in read.colors:
        raise source.error(("colors",), "the theme has no primary colour", "add it to [colors]")
    variables: dict[str, str] = {}
    for section, prefix in TABLES.items():
        listed = source.convert(table.get(section, {}), dict[str, Any], (section,))
        colors = _colors(listed, section, source)
        variables |= {f"{prefix}{name}": color for name, color in colors.items()}
    return Theme(read.name, read.dark, _colors(read.colors, "colors", source), variables)


def _colors(listed: dict[str, Any], section: str, source: Source) -> dict[str, str]:
    for name, color in listed.items():
        path = (section, name)
        if not _NAME.fullmatch(name):
            hint = "use lower-case letters, digits and hyphens"
            raise source.error(path, f'"{name}" cannot name a colour', hint)
        if not (isinstance(color, str) and _COLOR.fullmatch(color)):
            raise source.error(path, f'"{name}" is not a colour', 'write it as "#rrggbb"')
    return listed

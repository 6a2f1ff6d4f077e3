"""Keep what CI servers take as orders to themselves out of a log: `::error::`, `##vso[`.

GitHub, Azure and TeamCity read everything that a build prints, and do what such lines say:
set variables, mask words, fail a step. Text from outside must not.
"""

import re
from collections.abc import Callable

_ORDER = re.compile(
    r"^([^\S\n]*)(:)(?=:)|(#)(?=#(?:\[|vso\[|teamcity\[))", re.MULTILINE | re.IGNORECASE
)


def _apart(character: str) -> str:
    return f"{character} "


def in_json(character: str) -> str:
    """Return a character as JSON, and strings of YAML, may spell it."""
    return f"\\u{ord(character):04x}"


def in_markup(character: str) -> str:
    """Return a character as XML and HTML may spell it."""
    return f"&#{ord(character)};"


def defused(text: str, spelled: Callable[[str], str] = _apart) -> str:
    """Return a text in which no CI server finds an order.

    The first character of each is spelled in another way: with a space behind it, or as a
    format can have it without a change of what it means.
    """
    return _ORDER.sub(lambda found: f"{found[1] or ''}{spelled(found[2] or found[3])}", text)

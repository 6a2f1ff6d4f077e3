"""Texts that try to act on a terminal or an interface, and a look at what an app draws."""

import re
from typing import Any

from textual.app import App

# Each of these goes through every place.
TEXTS = {
    "controls": "A\x1b]0;T\x07\u202eB\x1b[2J\u200bC\nD\x9b31mE\rF\x1b]52;c;eA==\x07G\tH\x1b[6n"
    "I\x1b]8;;http://e\x1b\\J\x00K\x7fL\x85M\u2066N\u2028O\u200fP\x08Q\U000e0041R\x1bPq\x1b\\S\x1b[cT",
    "markup": "[@click=app.quit]x[/]y[/b] [link=file:///x]z[/link] [[a\\[b]",
}

# Written down once more on purpose: not what the program thinks is dangerous.
_ACTS = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060-\u206f\ufeff\U000e0000-\U000e0fff]")


def toml(text: str) -> str:
    """Return a TOML string with every character of a text escaped."""
    return '"' + "".join(f"\\U{ord(character):08x}" for character in text) + '"'


def file_name(text: str) -> str:
    """Return a text as a file may be called."""
    return text.replace("/", "").replace("\0", "")


def beginning(text: str) -> str:
    """Return what must be seen of a text wherever it is shown, even if it is cut short."""
    return text[:12] if text.startswith("[") else text[0]


def look(app: App[Any]) -> str:
    """Return the text on an app's screen; fails if anything drawn could act."""
    lines = []
    for strip in app.screen._compositor.render_strips():
        for text, style, control in strip:
            assert control is None
            assert not _ACTS.search(text), repr(text)
            if style is not None:
                assert style.link is None, repr(text)
                assert "@click" not in style.meta, repr(text)
        lines.append(strip.text.rstrip())
    assert all(widget.tooltip is None for widget in app.screen.query("*"))
    return "\n".join(lines)

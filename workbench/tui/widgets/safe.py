"""Two locks between text from outside and the terminal.

The first is `content`, which every widget uses for text it did not write itself. The second
is `SafeText`, which stands behind all widgets of an app, ours and Textual's: Textual writes
what it is given, escape sequences included.
"""

import re
from collections.abc import Sequence
from typing import Any

from rich.segment import Segment
from textual.app import App
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter
from textual.style import Style

from workbench.bodies.safe import safe_line, safe_text

# What acts on a terminal or reorders a line; lone surrogates cannot even be written.
_DANGEROUS = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def content(text: str, style: Style | str = "") -> Content:
    """Return text from outside as content: made safe, and never read as markup."""
    return Content(safe_text(text)).stylize(style) if style else Content(safe_text(text))


def line_content(text: str, style: Style | str = "") -> Content:
    """Return text from outside as content of one line, with newlines and tabs made visible.

    For names, values and addresses: what comes behind a newline must not be out of sight.
    """
    made = Content(safe_line(text))
    return made.stylize(style) if style else made


class SafeText(LineFilter):
    """Removes control and bidi characters from everything an app draws.

    They are zero cells wide to Textual, so no column moves; what must be seen is made
    visible before, by `safe_text`. A line without any costs 1 us (2 cores, Python 3.11),
    once for each time it is drawn anew.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of a line without the characters that act on a terminal."""
        for text, _, control in segments:
            if not text.isprintable() and not control and _DANGEROUS.search(text):
                return [kept for segment in segments if (kept := _clean(segment)).text]
        return segments


class InOne(LineFilter):
    """Does what several filters do; each by itself would make a strip of its own of each line."""

    def __init__(self, filters: Sequence[LineFilter]) -> None:
        super().__init__()
        self.filters = tuple(filters)

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of a line after all filters."""
        for each in self.filters:
            segments = each.apply(segments, background)
        return segments


def install_safe_text(app: App[Any]) -> None:
    """Put a `SafeText` behind all widgets of an app that has not drawn anything yet."""
    # Textual has no public way to add a filter; a test holds this one against its widgets.
    app._filters.append(SafeText())


def _clean(segment: Segment) -> Segment:
    if segment.control:
        return segment
    return Segment(_DANGEROUS.sub(_stand_in, segment.text), segment.style)


def _stand_in(match: re.Match[str]) -> str:
    return "\ufffd" if "\ud800" <= match[0] <= "\udfff" else ""  # a surrogate is one cell wide

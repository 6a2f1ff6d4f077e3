"""A view of lines in pieces: each is drawn in its colour of the theme."""

from abc import abstractmethod
from collections.abc import Callable, Iterable
from itertools import accumulate
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color, ColorParseError
from textual.strip import Strip

from workbench.bodies.index import Line

from .cursor_view import CursorView

Spans = Callable[[str], Iterable[tuple[int, int]]]
"""Finds what is to be marked in the text of a row."""


class PieceView(CursorView):
    """Makes strips of lines.

    What a theme defines as `json-key`, `json-string`, `json-number`, `json-word` and
    `json-punct` colours the pieces of these kinds.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "body-view--cursor",
        "body-view--empty",
        "body-view--found",
        "body-view--gutter",
        "body-view--key",
        "body-view--more",
        "body-view--number",
        "body-view--offset",
        "body-view--punct",
        "body-view--string",
        "body-view--word",
    }

    DEFAULT_CSS = """
    PieceView {
        background: $surface;
        color: $foreground;
        scrollbar-gutter: stable;
        & .body-view--empty { color: $muted; text-style: italic; }
        & .body-view--gutter { color: $faint; }
        & .body-view--cursor { background: $foreground 8%; }
        &:focus .body-view--cursor { background: $cursor; }
        & .body-view--found { background: $warning; color: $background; text-style: bold; }
        & .body-view--offset { color: $muted; }
        & .body-view--key { color: $text-primary; }
        & .body-view--string { color: $text-success; }
        & .body-view--number { color: $text-warning; }
        & .body-view--word { color: $text-secondary; text-style: bold; }
        & .body-view--punct { color: $muted; }
        & .body-view--more { color: $muted; text-style: italic; }
    }
    """

    def __init__(self, *, name: str | None = None, id: str | None = None) -> None:  # noqa: A002
        super().__init__(name=name, id=id)
        self._drawn_styles: dict[str, Style] = {}
        self._marked: Spans | None = None

    @abstractmethod
    def forget_strips(self) -> None:
        """Draw all rows anew."""

    def mark(self, spans: Spans | None) -> None:
        """Mark parts of rows, such as what was searched for."""
        self._marked = spans
        self.forget_strips()

    def notify_style_update(self) -> None:
        """Draw all rows anew in the new colours."""
        super().notify_style_update()
        self._drawn_styles.clear()
        self.forget_strips()

    def drawn(self, line: Line) -> Strip:
        """Return a line with its colours and marks."""
        strip = Strip([Segment(text, self.style_of(kind)) for kind, text in line])
        if self._marked is None:
            return strip
        cells = [0, *accumulate(cell_len(char) for char in strip.text)]
        for start, end in self._marked(strip.text):
            left, found, right = (
                strip.crop(0, cells[start]),
                strip.crop(cells[start], cells[end]),
                strip.crop(cells[end]),
            )
            strip = Strip.join([left, over(found, self.style_of("found")), right])
        return strip

    def style_of(self, kind: str) -> Style:
        """Return the style of a kind of piece; a theme's colour for it comes first."""
        if kind.startswith("#"):
            color, _, behind = kind.partition("/")
            return Style(color=color, bgcolor=behind or None)
        if kind not in self._drawn_styles:
            name = f"body-view--{kind}"
            own = (name,) if name in self.COMPONENT_CLASSES else ()
            style = self.get_visual_style(*own).rich_style
            if named := self.app.theme_variables.get(f"json-{kind}"):
                style += _foreground(named)
            self._drawn_styles[kind] = style
        return self._drawn_styles[kind]


def over(strip: Strip, style: Style) -> Strip:
    """Return a strip with a style laid over its own."""
    return Strip(Segment.apply_style(strip, post_style=style), strip.cell_length)


def lit(strip: Strip, usual: Style, behind: Style) -> Strip:
    """Return a strip with another background where it has the usual one, and underlined like it.

    What has a background of its own, such as a mark or a pixel, keeps it.
    """
    lights = Style(bgcolor=behind.bgcolor, underline=behind.underline or None)
    segments = []
    for text, own, _ in strip:
        style = own or usual
        is_usual = style.bgcolor in (None, usual.bgcolor)
        segments.append(Segment(text, style + lights if is_usual else style))
    return Strip(segments, strip.cell_length)


def _foreground(color: str) -> Style:
    try:
        return Style.from_color(Color.parse(color).rich_color)
    except ColorParseError:  # a theme may say anything, and this is no place to report it
        return Style.null()

"""The colours of the parts of a written text."""

from contextlib import suppress

from rich.style import Style
from textual.color import Color, ColorParseError
from textual.widget import Widget

KINDS = (
    "bad", "comment", "fault", "hit", "key", "name", "number", "punct", "string",
    "template", "type", "word",
)  # fmt: skip
COMPONENTS = {f"code-area--{kind}" for kind in KINDS}
# What a theme may name a colour of its own for, as in a response.
NAMED = ("key", "string", "number", "word", "punct")
CSS = """
CodeArea {
    scrollbar-gutter: stable;  /* else texts are wrapped twice: without the bar, and with it */
    & .code-area--key { color: $text-primary; }
    & .code-area--string { color: $text-success; }
    & .code-area--number { color: $text-warning; }
    & .code-area--word { color: $text-secondary; text-style: bold; }
    & .code-area--type { color: $text-warning; }
    & .code-area--name { color: $foreground; }
    & .code-area--punct { color: $muted; }
    & .code-area--comment { color: $muted; text-style: italic; }
    & .code-area--template { color: $accent; text-style: bold; }
    & .code-area--bad { color: $text-error; text-style: underline; }
    & .code-area--fault { color: $text-error; text-style: underline; }
    & .code-area--hit { background: $warning; color: $background; text-style: bold; }
    & .text-area--gutter { color: $faint; }
    & .text-area--cursor-gutter { color: $foreground 80%; background: $foreground 8%; }
    & .text-area--matching-bracket { background: $cursor; text-style: bold; }
}
"""


def code_style(widget: Widget, kind: str) -> Style:
    """Return what a kind adds to the text around it; a theme's own colour comes first."""
    name = f"code-area--{kind}"
    drawn = widget.get_visual_style(name).rich_style
    style = Style(
        color=drawn.color,
        bgcolor=drawn.bgcolor if widget.get_component_styles(name).background.a else None,
        bold=drawn.bold,
        italic=drawn.italic,
        underline=drawn.underline,
    )
    named = widget.app.theme_variables.get(f"json-{kind}") if kind in NAMED else None
    if named:
        with suppress(ColorParseError):  # a theme may say anything; this is no place to report it
            style += Style.from_color(Color.parse(named).rich_color)
    return style

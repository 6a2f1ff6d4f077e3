"""A comparison of two exchanges as lines: sign and word as well as colour."""

from collections.abc import Iterable

from textual.content import Content

from workbench.engine.comparison import Difference, Part, Sign

from .safe import line_content

COLORS: dict[Sign, str] = {
    " ": "$muted",
    "+": "$success",
    "-": "$error",
    "~": "$warning",
    ">": "$primary",
    "@": "$muted italic",
}


def difference_lines(parts: Iterable[Part]) -> list[Content]:
    """Return the parts one below the other, each with its title and its count."""
    lines: list[Content] = []
    for part in parts:
        if lines:
            lines.append(Content(""))
        count = sum(difference.sign not in " @" for difference in part.differences)
        summary = f"{count} lines" if count > 1 else "1 line" if count else part.note or "the same"
        title = Content.styled(part.title, "$accent bold")
        lines.append(title + line_content(f"  {summary}", "$muted"))
        lines += map(_line, part.differences)
    return lines


def _line(difference: Difference) -> Content:
    if difference.sign == "@":
        return line_content(f"    line {difference.text}", COLORS["@"])
    return line_content(f"  {difference.sign} {difference.text}", COLORS[difference.sign])

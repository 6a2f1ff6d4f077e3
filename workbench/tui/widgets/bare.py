"""Containers that cost next to nothing to draw."""

from textual.containers import Horizontal, Vertical
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Bare(Widget):
    """Something with nothing of its own to be seen but a background.

    Textual draws every line of every container and cuts it at the edges of all that lies over
    it. Of a full screen that is half of the lines, and hardly a cell of them is seen. Here one
    line, drawn and cut once, stands for all.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return one line as often as is asked, unless there is more to be seen."""
        styles = self.styles
        if styles.gutter or styles.outline or styles.tint.a or styles.has_rule("hatch"):
            return super().render_lines(crop)
        line = Strip.blank(crop.width, self.visual_style.rich_style)
        background = self.background_colors[1]
        for line_filter in self.get_line_filters():
            line = line.apply_filter(line_filter, background)
        return [line] * crop.height


# Textual takes the styles of the first base only.
class BareHorizontal(Horizontal, Bare):
    """A horizontal container of that kind."""


class BareVertical(Vertical, Bare):
    """A vertical container of that kind."""

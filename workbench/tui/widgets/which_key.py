"""What may follow a key that begins others, shown to those who hesitate."""

from textual.content import Content
from textual.widgets import Static

from workbench.tui.commands import BY_ID
from workbench.tui.key_names import shown
from workbench.tui.keymap import Keymap

COLUMN = 36  # cells


class WhichKey(Static):
    """A panel above the key bar; it goes when the next key is pressed."""

    DEFAULT_CSS = """
    WhichKey {
        layer: above; dock: bottom; height: auto; max-height: 80%; margin-bottom: 1;
        background: $surface; border-top: solid $accent; padding: 0 1;
        border-title-color: $accent;
    }
    """

    def __init__(self, keymap: Keymap, begun: str) -> None:
        super().__init__()
        self.border_title = f" {shown(begun)} … "
        self._followers = sorted(
            (shown(key), BY_ID[command].title if command else "…")
            for key, command in keymap.sequences[begun].items()
        )

    def render(self) -> Content:
        """Draw the keys in as many columns as there is room for."""
        columns = max(1, self.size.width // COLUMN)
        rows = -(-len(self._followers) // columns)
        lines = []
        for row in range(rows):
            line = Content("")
            for key, title in self._followers[row::rows]:
                cell = Content.assemble((f"{key} ", "$accent bold"), title)
                line += cell.truncate(COLUMN - 2, ellipsis=True).pad_right(
                    max(2, COLUMN - cell.cell_length)
                )
            lines.append(line)
        return Content("\n").join(lines)

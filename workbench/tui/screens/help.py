"""Every command with its keys, made from the command table."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from workbench.tui.commands import COMMANDS, PLACES
from workbench.tui.place_commands import SIDE_PLACES
from workbench.tui.widgets.lines import Lines

KEYS_WIDTH = 22
EXTRA = (
    ("Tables", (("enter", "edit the row, or add one on the last line"), ("space", "send it or not"),
                ("delete", "remove it"), ("alt+up, alt+down", "move it"))),
    ("Response body", (("up, down, page keys", "scroll"), ("home, end", "first and last line"))),
    ("Moving around", (("tab, shift+tab", "next and previous part"),
                       ("left, right", "tabs, folders"))),
)  # fmt: skip


class Help(ModalScreen[None]):
    """The keys, in a box; escape closes it."""

    DEFAULT_CSS = """
    Help {
        align: center middle; background: $background 60%;
        & > Vertical {
            width: 90; max-width: 96%; height: 90%; background: $surface;
            border: round $accent; border-title-color: $accent; border-title-style: bold;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,q", "dismiss(None)", "Close", show=False)
    ]

    def compose(self) -> ComposeResult:
        """A box with the lines in it."""
        with Vertical() as box:
            box.border_title = "Keys"
            yield Lines()

    def on_mount(self) -> None:
        """Fill in the table."""
        lines: list[Content] = []
        places = [(title, [c for c in COMMANDS if c.scope == scope]) for scope, title in PLACES]
        for title, commands in (*places, *SIDE_PLACES):
            lines.append(Content.styled(title, "$accent bold"))
            lines += [_line(", ".join(c.all_keys), c.help) for c in commands]
            lines.append(Content(""))
        for title, keys in EXTRA:
            lines.append(Content.styled(title, "$accent bold"))
            lines += [_line(key, what) for key, what in keys]
            lines.append(Content(""))
        self.query_one(Lines).show(lines)
        self.set_focus(self.query_one(Lines))


def _line(keys: str, what: str) -> Content:
    return Content.assemble((f"  {keys:<{KEYS_WIDTH}} ", "bold"), what)

"""What is shown where there is no collection: ways to begin."""

from pathlib import Path
from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from workbench.tui.key_names import KeyHint
from workbench.tui.screens.paced import PacedScreen
from workbench.tui.widgets.key_bar import KeyBar
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.safe import line_content

Beginning = Literal["demo", "create", "quit"]

WAYS: tuple[tuple[Beginning, str, str], ...] = (
    ("demo", "Try the demo", "a sample collection, with its server"),
    ("create", "Start a collection here", "collection.toml, .gitignore, an environment"),
    ("quit", "Leave", "workbench DIRECTORY opens one elsewhere"),
)


class Ways(LineList):
    """The ways to begin, as a list."""

    DEFAULT_CSS = """
    Ways { height: 3; }
    """

    def on_mount(self) -> None:
        """There are as many lines as ways."""
        self.set_count(len(WAYS))

    def line(self, index: int, width: int) -> Content:
        """Draw one way."""
        _, title, what = WAYS[index]
        line = Content.assemble((f" {title:<25}", "$accent bold"), (what, "$muted"))
        return line.truncate(width, ellipsis=True)


class StartScreen(PacedScreen[None]):
    """Says that there is no collection here, and offers what to do about it."""

    DEFAULT_CSS = """
    StartScreen {
        align: center middle;
        & > Vertical {
            width: 92; max-width: 96%; height: auto; padding: 1 2;
            border: round $accent; border-title-color: $accent; border-title-style: bold;
        }
        & #where { margin-bottom: 1; height: auto; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,ctrl+q", "quit", "Leave", show=False),
    ]

    def __init__(self, directory: Path) -> None:
        super().__init__()
        self._directory = directory

    def compose(self) -> ComposeResult:
        """A box with a sentence and the list."""
        with Vertical() as box:
            box.border_title = "▣ workbench"
            lines = (
                Content.styled("There is no collection here yet.", "bold"),
                line_content(str(self._directory), "$muted"),
                Content("A collection is a folder of requests, kept in git."),
            )
            yield Static(Content("\n").join(lines), id="where")
            yield Ways()
        bar = KeyBar()
        yield bar
        bar.show([KeyHint("enter", "choose"), KeyHint("↑ ↓", "move"), KeyHint("esc", "leave")])

    def on_mount(self) -> None:
        """The list has the focus."""
        self.set_focus(self.query_one(Ways))

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen) -> None:
        self.app.exit(WAYS[event.index][0])

    def action_quit(self) -> None:
        """Leave without a choice."""
        self.app.exit("quit")

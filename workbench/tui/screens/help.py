"""What has the focus and its keys, then every command with its keys; found by typing."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from workbench.tui.key_names import shown
from workbench.tui.keymap import Keymap, listing
from workbench.tui.screens.paced import PacedModal
from workbench.tui.widgets.bindings import bindings
from workbench.tui.widgets.completing_input import CompletingInput
from workbench.tui.widgets.lines import Lines
from workbench.tui.widgets.safe import line_content

KEYS_WIDTH = 26
ABOUT = {
    "CollectionTree": "The collection: folders and requests as they lie on disk",
    "RowLines": "A table of names and values, edited in place",
    "Cell": "The cell that is being edited",
    "BulkArea": "All rows as text: name: value, // before one that is off, # before what it is for",
    "LayoutArea": "The body; {{ offers variables and functions",
    "GraphQLArea": "The query; {{ offers variables and functions",
    "SearchLine": "A search of the body; enter goes on, or replaces one",
    "UrlInput": "The URL with its query; what is typed there goes to the tables, curl is read",
    "FindBar": "A search of the body: a text, or a /pattern/",
    "FilterBar": "What the body is seen through: a JSONPath, or any command that reads it",
    "MessageInput": "The message to send over the open WebSocket",
    "FilterBox": "What the list is narrowed by",
    "TokenView": "The token of OAuth 2: what it says is not verified",
    "SecretInput": "A secret: hidden, unless it is a {{reference}}",
    "CompletingInput": "A line of text; {{ offers variables and functions",
    "TabBar": "Tabs: what of the request or response is shown below",
    "Method": "The method; a letter picks one, enter offers all",
    "BodyView": "The body of the response; what is on the screen is read, no more",
    "RunRows": "The exchanges of a run; enter shows one in full",
    "Input": "A line of text",
    "TextArea": "A text of several lines",
}
NAMED = (Input, CompletingInput)  # what else there is of fields says what it is for
MOVING = (("tab  shift+tab", "Go to the next or the previous part"),)
Entry = tuple[str, str]  # keys, and what they do
Section = tuple[str, Sequence[Entry]]


class Help(PacedModal[None]):
    """The keys, in a box; typing narrows them, escape closes it."""

    DEFAULT_CSS = """
    Help {
        align: center middle; background: $background 60%;
        & > Vertical {
            width: 96; max-width: 96%; height: 90%; background: $surface;
            border: round $accent; border-title-color: $accent; border-title-style: bold;
        }
        & Input, & Input:focus {
            border: none; height: 1; padding: 0 1; margin: 0 1 1 1; background: $background;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1", "dismiss(None)", "Close", show=False, priority=True),
        *bindings("choosing", priority=True),
    ]

    def __init__(self, keymap: Keymap, here: Section | None = None) -> None:
        super().__init__()
        self._sections = [*([here] if here else []), *sections(keymap)]

    def compose(self) -> ComposeResult:
        """What to look for, and the lines."""
        with Vertical() as box:
            box.border_title = "Keys"
            yield Input(placeholder="type to find a key or what it does")
            yield Lines(label=KEYS_WIDTH + 3)

    def on_mount(self) -> None:
        """Show everything."""
        self.query_one(Lines).can_focus = False
        self._show("")

    def action_move(self, by: int) -> None:
        """Move through the lines while the typing goes on."""
        self.query_one(Lines).cursor += by

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        self._show(event.value)

    def _show(self, wanted: str) -> None:
        words = wanted.lower().split()
        lines: list[Content] = []
        for title, entries in self._sections:
            kept = [entry for entry in entries if _matches(entry, words)]
            if kept:
                lines += [Content.styled(title, "$accent bold"), *map(_line, kept), Content("")]
        found = self.query_one(Lines)
        found.show(lines or [Content.styled("nothing matches", "$muted italic")])
        found.cursor = 0


def sections(keymap: Keymap) -> Iterable[Section]:
    """Yield every command of the tables, by where it works."""
    for title, rows in listing(keymap):
        yield title, [(row.keys, row.help) for row in rows]
    yield "Moving around", MOVING


def about_focus(screen: Screen[Any]) -> Section | None:
    """Return what the focused widget is and every key that it takes, or None without one."""
    widget = screen.focused
    if widget is None:
        return None
    keys: dict[str, list[str]] = {}
    for key, active in screen.active_bindings.items():
        if active.node is widget and active.binding.description:
            keys.setdefault(active.binding.description, []).append(shown(key))
    title = next((ABOUT[k.__name__] for k in type(widget).__mro__ if k.__name__ in ABOUT), "Here")
    return f"{title}{_name(widget)}", [("  ".join(each), what) for what, each in keys.items()]


def _name(widget: Widget) -> str:
    return f" ({widget.id})" if type(widget) in NAMED and widget.id else ""


def _matches(entry: Entry, words: Sequence[str]) -> bool:
    text = f"{entry[0]} {entry[1]}".lower()
    return all(word in text for word in words)


def _line(entry: Entry) -> Content:
    keys, what = entry
    return Content.assemble((f"  {keys or 'no key':<{KEYS_WIDTH}} ", "bold"), line_content(what))

"""The URL's input: what is a variable, and whether it is known, shows while it is typed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.highlighter import Highlighter
from rich.text import Text
from textual import events, on
from textual.binding import BindingType
from textual.color import Color, ColorParseError
from textual.message import Message

from workbench.engine.address import pieces
from workbench.engine.library import FUNCTIONS
from workbench.formats.request_text import is_request_text
from workbench.templating import Call, Invalid, Name, Scope, Template, bindings, parse
from workbench.tui.widgets.bindings import bindings as keys_of
from workbench.tui.widgets.completing_input import CompletingInput


class UrlColors(Highlighter):
    """Colours `{{names}}` and `:names`; what is not known is underlined as well."""

    def __init__(self, box: "UrlInput") -> None:
        self._box = box

    def highlight(self, text: Text) -> None:
        """Style a URL's text in place."""
        url, box = text.plain, self._box
        known, bad = box.color("accent"), f"underline {box.color('error')}".strip()
        names = {name for name, found in bindings(box.scopes()).items() if not found.removed}
        for piece in parse(url):
            match piece:
                case Invalid():
                    text.stylize(bad, piece.start, piece.end)
                case Template():
                    good = _is_known(piece, names)
                    text.stylize(known if good else bad, piece.start, piece.end)
        for part in pieces(url):
            if part.is_parameter:
                good = part.text in box.path_values
                style = box.color("secondary") if good else bad
                text.stylize(style, part.column - 1, part.column + len(part.text))


def _is_known(template: Template, names: set[str]) -> bool:
    """Tell whether all that an expression names is there; whether it works is another matter."""
    head, pipes = template.expression.head, template.expression.pipes
    calls = [*pipes, head] if isinstance(head, Call) else list(pipes)
    needed = {name.name for call in calls for name in call.names}
    if isinstance(head, Name):
        needed.add(head.name)
    return needed <= names and all(call.function in FUNCTIONS for call in calls)


class UrlInput(CompletingInput):
    """An input for a URL that knows the variables of `scopes` and the names of `path_values`."""

    BINDINGS: ClassVar[list[BindingType]] = keys_of("url")

    @dataclass
    class RequestGiven(Message):
        """A command or a raw request was given: it is to become the request.

        With `begins` there was none before.
        """

        text: str
        begins: bool = False

    class TakenBack(Message):
        """The user wants the request back as it was before what was pasted."""

    def __init__(self) -> None:
        super().__init__(id="url", placeholder="https://… or {{base_url}}/…", select_on_focus=False)
        self.highlighter = UrlColors(self)
        self.scopes: Callable[[], Sequence[Scope]] = tuple
        self.path_values: frozenset[str] = frozenset()

    @on(events.Paste)
    def _pasted(self, event: events.Paste) -> None:
        if is_request_text(event.text):
            event.stop()
            event.prevent_default()
            self.post_message(self.RequestGiven(event.text))

    async def action_submit(self) -> None:
        """Send; a command becomes the request instead."""
        if is_request_text(self.value):
            self.post_message(self.RequestGiven(self.value))
        else:
            await super().action_submit()

    def action_take_back(self) -> None:
        """Ask for the request as it was before a command was pasted."""
        self.post_message(self.TakenBack())

    def color(self, name: str) -> str:
        """Return a colour of the theme as Rich writes it; nothing if it cannot."""
        written = self.app.theme_variables.get(name, "")
        try:
            return Color.parse(written).rich_color.name
        except ColorParseError:
            return ""

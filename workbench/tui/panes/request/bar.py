"""Method, URL, and what will really be asked for."""

from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from workbench.engine.url_rows import Address
from workbench.tui.theme import method_color
from workbench.tui.widgets.bindings import bindings
from workbench.tui.widgets.safe import line_content

from .url_input import UrlInput

QUICK = {
    "g": "GET", "p": "POST", "u": "PUT", "a": "PATCH", "d": "DELETE", "h": "HEAD", "o": "OPTIONS",
}  # fmt: skip
METHODS = tuple(QUICK.values())


class Method(Widget, can_focus=True):
    """The method; up and down change it, a letter picks one, enter offers all."""

    DEFAULT_CSS = """
    Method {
        width: 11; height: 1; content-align: center middle; background: $surface;
        &:focus { background: $accent; }
        &:hover { background: $panel; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("method")

    method = reactive("GET")

    @dataclass
    class Changed(Message):
        """The user picked another method."""

        method: str

    class Offered(Message):
        """The user wants to see all methods, or type one."""

    def choose(self, method: str) -> None:
        """Take another method as if the user had picked it."""
        if method and method != self.method:
            self.method = method
            self.post_message(self.Changed(method))

    def action_step(self, by: int) -> None:
        """Go to the next method of the common ones."""
        at = METHODS.index(self.method) if self.method in METHODS else 0
        self.choose(METHODS[(at + by) % len(METHODS)])

    def action_offer(self) -> None:
        """Ask the screen for a list."""
        self.post_message(self.Offered())

    @on(events.Key)
    def _pressed(self, event: events.Key) -> None:
        if event.key in QUICK:
            event.stop()
            self.choose(QUICK[event.key])

    @on(events.Click)
    def _clicked(self) -> None:
        self.action_offer()

    def render(self) -> Content:
        """Draw the method in its colour."""
        style = "$background bold" if self.has_focus else f"{method_color(self.method)} bold"
        return line_content(f"{self.method[:8]} ▾", style)


class SendButton(Widget):
    """A click sends; the keyboard has ctrl+r and enter in the URL."""

    DEFAULT_CSS = """
    SendButton {
        width: 10; height: 1; content-align: center middle;
        background: $accent; color: $background; text-style: bold;
        &:hover { background: $accent-lighten-1; }
        &.-busy { background: $error; }
    }
    """

    busy = reactive(False)

    @dataclass
    class Pressed(Message):
        """The user wants to send, or to cancel what is in flight."""

        cancel: bool

    def watch_busy(self, busy: bool) -> None:
        """Look like a way out while a request is in flight."""
        self.set_class(busy, "-busy")

    def render(self) -> Content:
        """Draw what a click would do."""
        return Content("■ Cancel" if self.busy else "▶ Send")

    @on(events.Click)
    def _clicked(self) -> None:
        self.post_message(self.Pressed(self.busy))


class RequestBar(Vertical):
    """Method, URL and send in one line; below, the URL as it will be sent."""

    DEFAULT_CSS = """
    RequestBar {
        height: 2;
        & > Horizontal { height: 1; }
        & #url, & #url:focus {
            width: 1fr; height: 1; border: none; padding: 0 1; background: $surface;
        }
        & #url:focus { background: $panel; }
        & #preview {
            height: 1; padding: 0 1; color: $muted;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
    }
    """

    @dataclass
    class AddressChanged(Message):
        """The user changed the URL; the rows of the query and the path go with it."""

        address: Address

    def __init__(self) -> None:
        super().__init__()
        self._address = self._base = Address("")

    def compose(self) -> ComposeResult:
        """The line of controls, and the preview."""
        with Horizontal():
            yield Method()
            yield UrlInput()
            yield SendButton()
        yield Static(id="preview", markup=False)

    def show(self, method: str, address: Address) -> None:
        """Show a request's method and URL, query included, without telling anybody.

        What is typed stays as it is while it says the same.
        """
        self.query_one(Method).method = method
        box = self.query_one(UrlInput)
        box.path_values = frozenset(r.name for r in address.path if r.enabled and r.value)
        if address != self._address:
            self._address = self._base = address
            self._write(address.shown)
        box.refresh()

    def _write(self, url: str) -> None:
        box = self.query_one(UrlInput)
        if box.value != url:
            box.close_suggestions()
            with box.prevent(Input.Changed):
                box.value = url

    def preview(self, text: Content) -> None:
        """Show what the URL comes to."""
        self.query_one("#preview", Static).update(text, layout=False)

    @on(Input.Changed, "#url")
    def _typed(self, changed: Input.Changed) -> None:
        changed.stop()
        if changed.value != self.query_one(UrlInput).value:
            return  # another request is shown by now
        # From where typing began: what is deleted and typed again gets back what it had.
        address = self._base.typed(changed.value)
        if address != self._address:
            self._address = address
            self.post_message(self.AddressChanged(address))

    @on(Input.Blurred, "#url")
    def _left(self) -> None:
        self._base = self._address
        self._write(self._address.shown)

    @on(Input.Submitted, "#url")
    def _submitted(self, submitted: Input.Submitted) -> None:
        submitted.stop()
        self.post_message(SendButton.Pressed(cancel=False))

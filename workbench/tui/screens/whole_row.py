"""One message of a WebSocket, event or record in full, in a box over the screen."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from workbench.bodies.decoded import Held
from workbench.bodies.events_index import EventsIndex
from workbench.bodies.frames import close_name, read_frame, whole_content
from workbench.bodies.index import RowIndex
from workbench.bodies.kind import Kind
from workbench.bodies.kinds.sse import event_of
from workbench.bodies.recognise import recognise
from workbench.model import Bytes
from workbench.stats import size
from workbench.tui.keyboard import keymap_of
from workbench.tui.screens.paced import PacedModal
from workbench.tui.widgets.bindings import bindings
from workbench.tui.widgets.body_view import BodyView
from workbench.tui.widgets.safe import content, line_content

MOST = 64 * 1024 * 1024  # bytes of the record that are read for one message


class WholeRow(PacedModal[None]):
    """The content of a row, drawn as a body of its own; escape closes it."""

    DEFAULT_CSS = """
    WholeRow {
        align: center middle; background: $background 60%;
        & > Vertical {
            width: 96%; max-width: 140; height: 90%; background: $surface;
            border: round $accent; border-title-color: $accent; border-title-style: bold;
        }
        & BodyView { height: 1fr; }
        & Static { height: 1; padding: 0 1; color: $muted; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "Close", show=False),
        *bindings("whole"),
    ]

    def __init__(self, title: str, octets: bytes) -> None:
        """Both may come from anywhere; the bytes are without secrets already."""
        super().__init__()
        self._title, self._octets = title, octets

    def compose(self) -> ComposeResult:
        """The content, and the keys."""
        with Vertical() as box:
            box.border_title = line_content(self._title)
            yield BodyView()
            turns = keymap_of(self.app).can("whole.view", "shows it in another way")
            yield Static(content(f"{turns}; escape closes" if turns else "escape closes"))

    def on_mount(self) -> None:
        """Show the content."""
        view, kind = self.query_one(BodyView), self._kind()
        view.empty = "nothing in it"
        view.show(Held(self._octets), kind)
        view.grow(whole=True)
        self.set_focus(view)

    def action_next_mode(self) -> None:
        """Draw it in the next of its views."""
        view = self.query_one(BodyView)
        if view.modes:
            view.set_mode(view.modes[(view.modes.index(view.mode) + 1) % len(view.modes)])

    def _kind(self) -> Kind:
        return recognise("", self._octets)


def row_of(index: RowIndex, shown: Bytes, row: int) -> tuple[str, bytes] | None:
    """Return a title for a row of a list and its whole content; None if it is no such list.

    Reads all of it, so this is for a thread.
    """
    if not isinstance(index, EventsIndex) or not index.rows_total:
        return None
    start, end = index.span(row)
    beginning = shown.read(start, min(end - start, MOST))
    frame = read_frame(beginning)
    if frame is not None:
        whole = whole_content(shown, start, MOST)
        octets = whole.encode("utf-8", "replace") if isinstance(whole, str) else whole
        side = "→ sent" if frame.ours else "← received"
        code = "" if frame.code is None else f" {frame.code} {close_name(frame.code)}".rstrip()
        return f"{side} {frame.kind}{code}, {size(frame.size)}, after {frame.at:.3f} s", octets
    event = event_of(beginning)
    if event.data and not event.note:
        named = " ".join(filter(None, ("event", event.kind, event.name)))
        return named, "\n".join(event.data).encode("utf-8", "replace")
    return "record", beginning.strip()

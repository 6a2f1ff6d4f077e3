"""What went wrong with an exchange, or is odd about its body, above all else of it."""

import asyncio

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from workbench.bodies.kind import Kind
from workbench.model import Exchange
from workbench.tui.latest import run_latest
from workbench.tui.widgets.lines import folded

from .claims import is_doubtful, why_not_json
from .words import problem_lines

PADDING = 2  # columns


class ProblemNote(Static):
    """Takes no room as long as nothing is wrong."""

    DEFAULT_CSS = """
    ProblemNote {
        height: auto; padding: 0 1; display: none;
        &.-shown { display: block; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, markup=False)
        self._exchange: Exchange | None = None
        self._looked_through: object = None
        self._doubt = ""  # what is odd about the body
        self._drawn_for = 0  # columns

    def show(self, exchange: Exchange, kind: Kind) -> None:
        """Tell what is wrong with an exchange, whose body was taken for some kind."""
        self._exchange = exchange
        body = exchange.body
        if exchange.phase == "done" and body is not None and body is not self._looked_through:
            self._looked_through = body
            if is_doubtful(exchange.content_type, kind, body.size):
                run_latest(self, "doubts", self._learn_doubt, body.read(0, body.size))
        self._draw()

    def forget(self) -> None:
        """Tell of no exchange."""
        self.workers.cancel_group(self, "doubts")
        self._exchange = self._looked_through = None
        self._doubt = ""
        self._draw()

    def on_resize(self) -> None:
        """Fold the lines anew for another width."""
        if self._room != self._drawn_for:
            self._draw()

    async def _learn_doubt(self, data: bytes) -> None:
        self._doubt = await asyncio.to_thread(why_not_json, data)
        self._draw()

    def _draw(self) -> None:
        told = problem_lines(self._exchange, self._doubt) if self._exchange is not None else []
        self._drawn_for = room = self._room
        self.set_class(bool(told), "-shown")
        self.update(Content("\n").join([piece for line in told for piece in folded(line, room)]))

    @property
    def _room(self) -> int:
        """How many columns a line has: those of the pane, for what is hidden has none."""
        return (self.parent.size.width if isinstance(self.parent, Widget) else 0) - PADDING

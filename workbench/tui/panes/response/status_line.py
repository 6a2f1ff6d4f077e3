"""The line that tells how an exchange stands, with a spinner while it goes on."""

import time

from textual.widgets import Static

from workbench.model import Exchange

from .words import status_line

_FRAMES = 3  # for which the spinner stands still


class StatusLine(Static):
    """Draws an exchange anew whenever it is told; between two snapshots its time goes on."""

    DEFAULT_CSS = """
    StatusLine {
        height: 1; padding: 0 1; background: $surface;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, markup=False)
        self._frame = 0

    def tell(self, exchange: Exchange, *, revealed: bool, remark: str) -> None:
        """Draw the next frame; `revealed` and `remark` are as for `status_line`."""
        self._frame += 1
        elapsed = exchange.elapsed
        if exchange.phase != "done":
            elapsed = max(elapsed, time.time() - exchange.started)
        turn = self._frame // _FRAMES
        line = status_line(exchange, elapsed, turn, revealed=revealed, remark=remark)
        self.update(line, layout=False)

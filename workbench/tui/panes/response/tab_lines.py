"""What the tabs other than Body show of an exchange, line by line."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from textual import on
from textual.content import Content
from textual.message import Message

from workbench.model import Bytes, Exchange, NodeId, Origin
from workbench.tui.keyboard import keymap_of
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.lines import Lines

from .absent import how_to_check
from .cookies import cookie_lines
from .headers import header_lines, token_in
from .left import LeftLines
from .raw import MOST_BODY, raw_lines
from .timeline import timeline_lines
from .verdicts import CheckLine, check_lines

if TYPE_CHECKING:
    from .origins import OriginLine


class _Shown(NamedTuple):
    tab: str
    exchange: Exchange
    body: Bytes | None
    room: int
    revealed: bool


class TabLines(Lines):
    """Shows one tab of an exchange at a time; enter opens what a line stands for."""

    @dataclass
    class OriginWanted(Message):
        """The user wants to see what a part of the request came from."""

        origin: Origin
        request: NodeId

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._shown: _Shown | None = None
        self._turned: frozenset[int] = frozenset()  # verdicts that the user folded or unfolded
        self._opened: frozenset[str] = frozenset()  # tokens that are shown taken apart
        self._checks: list[CheckLine] = []
        self._origins: list[OriginLine] = []

    def show_tab(
        self, tab: str, exchange: Exchange, body: Bytes | None, room: int, *, revealed: bool
    ) -> None:
        """Show a tab of an exchange, with its body as it may be drawn, in so many columns."""
        self._shown = _Shown(tab, exchange, body, room, revealed)
        self._draw()

    def leave(self) -> LeftLines:
        """Forget what was folded and opened; it can be come back to."""
        left = LeftLines(self.cursor, self._turned, self._opened)
        self.forget()
        return left

    def come_back(self, left: LeftLines) -> None:
        """Fold and open what was so before; the cursor goes back once it is shown."""
        self._turned, self._opened = left.turned, left.opened

    def forget(self) -> None:
        """Fold and open all as it is at first."""
        self._turned, self._opened = frozenset(), frozenset()

    @on(LineList.Chosen)
    def _line_chosen(self, event: LineList.Chosen) -> None:
        event.stop()
        shown = self._shown
        if shown is None:
            return
        line = self.line_of(event.index)
        if shown.tab == "Checks" and (number := self._checks[line].verdict) is not None:
            self._turned ^= {number}
            self._draw()
        elif shown.tab == "Origins" and (origin := self._origins[line].origin) is not None:
            self.post_message(self.OriginWanted(origin, shown.exchange.request))
        elif shown.tab == "Headers" and (token := token_in(self.selected)):
            self._opened ^= {token}
            self._draw()

    def _draw(self) -> None:
        if self._shown is not None:
            self.show(self._lines_of(self._shown), self._shown.tab)

    def _lines_of(self, shown: _Shown) -> list[Content]:
        exchange = shown.exchange
        match shown.tab:
            case "Headers":
                return header_lines(exchange, self._opened)
            case "Cookies":
                return cookie_lines(exchange)
            case "Checks":
                how = how_to_check(keymap_of(self.app).told)
                self._checks = check_lines(exchange, self._turned, how)
                return [line.text for line in self._checks]
            case "Timeline":
                return timeline_lines(exchange, shown.room)
            case "Origins":
                from .origins import origin_lines

                self._origins = origin_lines(exchange, shown.room, revealed=shown.revealed)
                return [line.text for line in self._origins]
            case _:
                body = shown.body.read(0, MOST_BODY) if shown.body is not None else None
                return raw_lines(exchange, body)

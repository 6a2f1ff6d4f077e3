"""A growing view with a cursor on one of its rows."""

from dataclasses import dataclass

from textual import events, on
from textual.message import Message
from textual.reactive import var

from .growing_view import GrowingView


class CursorView(GrowingView):
    """Keys move a cursor over the rows, and the view with it; a click puts it on a row.

    The wheel scrolls and leaves the cursor; the next key brings it back into view.
    """

    cursor: var[int] = var(0, init=False)
    """The row the cursor is on, from 0."""

    @dataclass
    class Moved(Message):
        """The cursor is on another row."""

        view: "CursorView"
        row: int

        @property
        def control(self) -> "CursorView":
            """The view, so that handlers can select on it."""
            return self.view

    @property
    def rows_total(self) -> int:
        """How many rows there are."""
        return self.virtual_size.height

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(cursor, self.rows_total - 1))

    def watch_cursor(self, _old: int, row: int) -> None:
        """Draw both rows, and say that it moved."""
        self.refresh()
        self.post_message(self.Moved(self, row))

    def go_to(self, row: int, *, centred: bool = False) -> None:
        """Put the cursor on a row and bring it into view."""
        if row < self.rows_total - 1:
            self.follow = False
        self.cursor = row
        top, height = self.scroll_offset.y, self.size.height
        if top <= self.cursor < top + height:
            return
        if centred:
            top = self.cursor - height // 2
        else:
            top = self.cursor if self.cursor < top else self.cursor - height + 1
        self.scroll_to(y=top, animate=False)

    def action_scroll_up(self) -> None:
        self._move(-1)

    def action_scroll_down(self) -> None:
        self._move(1)

    def action_page_up(self) -> None:
        self._page(1 - self.size.height)

    def action_page_down(self) -> None:
        self._page(self.size.height - 1)

    def action_scroll_home(self) -> None:
        self.go_to(0)

    def action_scroll_end(self) -> None:
        self.go_to(self.rows_total - 1)

    @on(events.Click)
    def _row_clicked(self, event: events.Click) -> None:
        row = self.scroll_offset.y + event.get_content_offset_capture(self).y
        if row < self.rows_total:
            self.go_to(row)

    def _move(self, by: int) -> None:
        top, bottom = self.scroll_offset.y, self.scroll_offset.y + self.size.height - 1
        start = self.rows_total - 1 if self.follow else max(top, min(self.cursor, bottom))
        self.go_to(start + by)

    def _page(self, by: int) -> None:
        start = self.rows_total - 1 if self.follow else self.cursor
        self._scroll_by(rows=by)
        self.go_to(start + by)

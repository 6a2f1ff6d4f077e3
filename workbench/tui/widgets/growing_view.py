"""A scroll view over rows that keep coming: growing it lays nothing out."""

from typing import ClassVar

from textual.binding import BindingType
from textual.geometry import Size
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.widget import Widget

from .bindings import bindings

_SIDEWAYS = 8  # columns that a key moves


class GrowingView(ScrollView, inherit_bindings=False):
    """Scrolls by keys and wheel without animation, and follows its end while `follow` is set.

    Scrolling away from the end turns `follow` off. A subclass draws rows in `render_line`
    and calls `resize_content` when there are more.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("body")

    follow: var[bool] = var(False)

    def resize_content(self, size: Size) -> None:
        """Tell how many columns and rows there are."""
        if size == self.virtual_size:
            return
        # Setting `virtual_size` lays out the whole screen, at 15 frames a second the largest
        # cost of a growing body. Textual's own way to take a new size without that is private:
        # it lays out only when a scrollbar comes or goes.
        self.set_reactive(Widget.virtual_size, size)
        self._scroll_update(size)
        if self.follow:
            self.show_end()

    def show_end(self) -> None:
        """Show the last rows."""
        self.scroll_to(y=self.max_scroll_y, animate=False)

    def is_visible(self, first: int, last: int) -> bool:
        """Tell whether any of these rows is on the screen."""
        top = self.scroll_offset.y
        return first < top + self.size.height and last >= top

    def watch_follow(self, follow: bool) -> None:
        if follow:
            self.show_end()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        # Being moved up by a taller window is not moving away from the end.
        if new_value < old_value and new_value < self.max_scroll_y:
            self.follow = False

    def on_resize(self) -> None:
        if self.follow:
            self.show_end()

    def action_toggle_follow(self) -> None:
        """Follow the end, or stop following it."""
        self.follow = not self.follow

    def action_scroll_up(self) -> None:
        self._scroll_by(rows=-1)

    def action_scroll_down(self) -> None:
        self._scroll_by(rows=1)

    def action_scroll_left(self) -> None:
        self._scroll_by(columns=-_SIDEWAYS)

    def action_scroll_right(self) -> None:
        self._scroll_by(columns=_SIDEWAYS)

    def action_page_up(self) -> None:
        self._scroll_by(rows=1 - self.size.height)

    def action_page_down(self) -> None:
        self._scroll_by(rows=self.size.height - 1)

    def action_scroll_home(self) -> None:
        self.scroll_to(y=0, animate=False)

    def action_scroll_end(self) -> None:
        self.show_end()

    def _scroll_by(self, rows: int = 0, columns: int = 0) -> None:
        x, y = self.scroll_offset
        self.scroll_to(x + columns, y + rows, animate=False)

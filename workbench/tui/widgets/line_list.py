"""A list of single lines with a cursor that draws only what is on the screen.

Its owner says how many lines there are and what each looks like; nothing is kept
per line, so a list of a million lines costs as much as one of ten.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual

from .bindings import bindings


class LineList(ScrollView, can_focus=True, inherit_bindings=False):
    """A scrolling list of lines; subclasses override `line` and call `set_count`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"line-list--cursor"}
    DEFAULT_CSS = """
    LineList {
        background: transparent;
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
        & > .line-list--cursor { background: $foreground 8%; }
        &:focus > .line-list--cursor { background: $cursor; text-style: bold; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("list")

    clicks: ClassVar[int] = 1
    """How many quick clicks choose a line; fewer only go there."""
    auto_links = reactive(False)  # there are none; to look for them costs as much as a line

    cursor = reactive(0, repaint=False)
    """The line the cursor is on; always a valid index while there are lines."""

    @dataclass
    class Moved(Message):
        """The cursor is on another line."""

        list: "LineList"
        index: int

        @property
        def control(self) -> "LineList":
            """The list, so that handlers can select on it."""
            return self.list

    @dataclass
    class Chosen(Message):
        """Enter was pressed, or a line was clicked."""

        list: "LineList"
        index: int

        @property
        def control(self) -> "LineList":
            """The list, so that handlers can select on it."""
            return self.list

    _blank_looks: tuple[int, Style] | None = None
    _blank_strip = Strip([])

    def line(self, index: int, width: int) -> Content:
        """Return what line `index` looks like in `width` cells."""
        raise LookupError(index)

    def empty(self) -> Content:
        """Return what is drawn while there are no lines."""
        return Content("")

    @property
    def count(self) -> int:
        """How many lines there are."""
        return self.virtual_size.height

    def set_count(self, count: int) -> None:
        """Say how many lines there are now, and draw them anew."""
        if count != self.virtual_size.height:
            self.virtual_size = Size(0, count)
        self.set_reactive(LineList.cursor, max(0, min(self.cursor, count - 1)))
        self.refresh()

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a line."""
        return max(0, min(cursor, self.count - 1))

    def watch_cursor(self, _old: int, new: int) -> None:
        """Bring the cursor's line into view and say that it moved."""
        self.scroll_to_region(Region(0, new, 1, 1), animate=False, force=True)
        self.refresh()
        self.post_message(self.Moved(self, new))

    def render_line(self, y: int) -> Strip:
        """Draw one line of the visible part."""
        # The scrollbar covers the last cell of `size`.
        width, index = self.scrollable_content_region.width, self.scroll_offset.y + y
        if index >= self.count:
            if y == 0 and self.count == 0:
                return self._strip(self.empty(), width, "")
            return self._blank(width)
        cursor = "line-list--cursor" if index == self.cursor else ""
        room = self.scrollable_content_region.width
        return self._strip(self.line(index, room), width, cursor)

    def _blank(self, width: int) -> Strip:
        """Return what is below the last line, drawn once for all of it."""
        looks = (width, self.visual_style)
        if self._blank_looks != looks:
            self._blank_looks, self._blank_strip = looks, self._strip(Content(""), width, "")
        return self._blank_strip

    def _strip(self, content: Content, width: int, component: str) -> Strip:
        style = self.get_visual_style(component) if component else self.visual_style
        strips = Visual.to_strips(self, content, width, 1, style, pad=True)
        return strips[0] if strips else Strip.blank(width, style.rich_style)

    def action_move(self, by: int) -> None:
        """Move the cursor by some lines."""
        self.cursor += by

    def action_page(self, by: int) -> None:
        """Move the cursor by pages."""
        self.cursor += by * max(1, self.size.height - 1)

    def action_jump(self, to: int) -> None:
        """Move the cursor to a line; -1 is the last."""
        self.cursor = self.count - 1 if to < 0 else to

    def action_choose(self) -> None:
        """Choose the line under the cursor."""
        if self.count:
            self.post_message(self.Chosen(self, self.cursor))

    def jump_spots(self) -> Iterator[tuple[Offset, Callable[[], object]]]:
        """Yield where each visible line begins, and how to go there."""
        first = self.scroll_offset.y
        yield from (
            (Offset(0, index - first), partial(self.go_to, index))
            for index in range(first, min(first + self.size.height, self.count))
        )

    def go_to(self, index: int) -> None:
        """Take the focus, with the cursor on a line."""
        if self.can_focus:
            self.screen.set_focus(self)
        self.cursor = index

    @on(events.Click)
    def _line_clicked(self, event: events.Click) -> None:
        index = self.scroll_offset.y + event.get_content_offset_capture(self).y
        if 0 <= index < self.count:
            self.cursor = index
            self.clicked(index, event.get_content_offset_capture(self).x, event.chain)

    def clicked(self, index: int, x: int, chain: int) -> None:
        """React to a click on a line; `chain` counts quick clicks in a row."""
        if chain >= self.clicks:
            self.post_message(self.Chosen(self, index))

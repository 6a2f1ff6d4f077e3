"""The row of open requests: it draws them and says what the user wants of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Literal

from textual import events, on
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Offset
from textual.message import Message
from textual.widget import Widget

from workbench.model import NodeId
from workbench.tui.state import State
from workbench.tui.widgets.bindings import bindings
from workbench.tui.widgets.fitting import in_view

from .labels import Label, Labels, width_of

LEFT, MIDDLE = 1, 2  # buttons of the mouse
FRAMES_A_TURN = 3  # of 15 a second
Wish = Literal["look", "keep", "close"]


class RequestTabs(Widget, can_focus=True):
    """A tab for each open request, in one line, while there are two or more.

    Where not all fit, those around the active one are drawn, and at either end stands how
    many more there are. The wheel brings others into view. A tab can be dragged elsewhere.
    """

    DEFAULT_CSS = """
    RequestTabs {
        height: 1; dock: top; display: none; background: $surface;
        &.-several { display: block; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("tabs")

    @dataclass
    class Wanted(Message):
        """The user wants to look at an open request, to keep its tab, or to close it."""

        node: NodeId
        what: Wish = "look"

    @dataclass
    class Dragged(Message):
        """The user drags the tab of a request over the place of another one."""

        node: NodeId
        to: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._labels = Labels()
        self._shown: tuple[Label, ...] = ()
        self._first, self._last = 0, -1  # in view
        self._active: int | None = None
        self._scrolled = False  # by the wheel, away from the active one
        self._frame = 0
        self._held: NodeId | None = None  # by the mouse
        self._dragged: NodeId | None = None  # until the click that the drag ends with

    def show(self, state: State) -> None:
        """Draw the open requests of a state."""
        shown = self._labels.of(state)
        if shown == self._shown:
            return
        self._shown = shown
        active = next((at for at, label in enumerate(shown) if label.is_active), None)
        if active != self._active:
            self._active, self._scrolled = active, False
        self.set_class(len(shown) > 1, "-several")
        self.refresh()

    def tick(self) -> None:
        """Turn the marks of what is in flight: called about 15 times a second meanwhile."""
        self._frame += 1
        if self._frame % FRAMES_A_TURN == 0 and any(label.in_flight for label in self._shown):
            self.refresh()

    def render(self) -> Content:
        """Draw the tabs that fit."""
        if not self._shown:
            return Content("")
        self._fit()
        pieces, turn = [], self._frame // FRAMES_A_TURN
        if self._first > 0:
            pieces.append(Content.styled(self._left_end, "$accent bold"))
        shown = self._shown[self._first : self._last + 1]
        pieces += (label.drawn(turn, focused=self.has_focus) for label in shown)
        end, row = Content.styled(self._right_end, "$accent bold"), Content("").join(pieces)
        room = max(0, self.size.width - end.cell_length)
        row = row.truncate(room)
        return row.pad_right(room - row.cell_length) + end if end.plain else row

    @property
    def _left_end(self) -> str:
        return f"‹{self._first} " if self._first > 0 else ""

    @property
    def _right_end(self) -> str:
        behind = len(self._shown) - 1 - self._last
        return f" {behind}›" if behind else ""

    def _fit(self) -> None:
        widths, room = [width_of(label) for label in self._shown], self.size.width
        if sum(widths) > room:
            room -= 2 * (len(str(len(widths))) + 2)
        at = self._first if self._scrolled else self._active or 0
        at = min(at, len(widths) - 1)
        self._first, self._last = in_view(widths, at, self._first, room)

    def _places(self) -> Iterator[tuple[int, Label]]:
        """Yield the tabs in view with the column that each begins at."""
        x = len(self._left_end)
        for label in self._shown[self._first : self._last + 1]:
            yield x, label
            x += width_of(label)

    def jump_spots(self) -> Iterator[tuple[Offset, Callable[[], object]]]:
        """Yield where each tab in view begins, and how to look at its request."""
        for x, label in self._places():
            yield Offset(x, 0), partial(self._want, label.node)

    def _want(self, node: NodeId, what: Wish = "look") -> None:
        self.post_message(self.Wanted(node, what))

    def action_step(self, by: int) -> None:
        """Look at a request further on (or back), stopping at the ends."""
        if self._active is not None:
            at = max(0, min(self._active + by, len(self._shown) - 1))
            self._want(self._shown[at].node)

    @on(events.MouseDown)
    def _pressed(self, event: events.MouseDown) -> None:
        x, self._dragged = event.get_content_offset_capture(self).x, None
        under = (label.node for start, label in self._places() if _is_at(x, start, label))
        self._held = next(under, None) if event.button == LEFT else None
        if self._held is not None:
            self.capture_mouse()

    @on(events.MouseMove)
    def _moved(self, event: events.MouseMove) -> None:
        at = next((i for i, each in enumerate(self._shown) if each.node == self._held), None)
        if at is None or self._held is None:
            return
        to = self._drop(at, event.get_content_offset_capture(self).x)
        if to == at:
            return
        if self._dragged is None:
            self._dragged = self._held
            self._want(self._held)  # so that it stays in view
        self.post_message(self.Dragged(self._held, to))

    def _drop(self, at: int, x: int) -> int:
        """Return where the tab that is at a place belongs when it is dragged to a column."""
        if x < len(self._left_end):
            return self._first - 1
        if x >= self.size.width - len(self._right_end) and self._last < len(self._shown) - 1:
            return self._last + 1
        to = at
        for index, (start, label) in enumerate(self._places(), self._first):
            is_before = x < start + width_of(label) // 2
            if index < to and is_before:
                return index
            if index > to and not is_before:
                to = index
        return to

    @on(events.MouseUp)
    def _released(self) -> None:
        self._held = None
        self.release_mouse()

    @on(events.Click)
    def _clicked(self, event: events.Click) -> None:
        if self._dragged is not None:
            self._dragged = None
            return
        x = event.get_content_offset_capture(self).x
        if x < len(self._left_end):
            self._scroll(-1)
            return
        for start, label in self._places():
            if _is_at(x, start, label):
                self._want(label.node, _meant(event))
                return
        if self._last < len(self._shown) - 1:
            self._scroll(1)

    @on(events.MouseScrollDown)
    @on(events.MouseScrollRight)
    def _wheel_down(self, event: events.MouseEvent) -> None:
        event.stop()
        self._scroll(1)

    @on(events.MouseScrollUp)
    @on(events.MouseScrollLeft)
    def _wheel_up(self, event: events.MouseEvent) -> None:
        event.stop()
        self._scroll(-1)

    def _scroll(self, by: int) -> None:
        if by > 0 and self._last >= len(self._shown) - 1:
            return
        self._first = max(0, self._first + by)
        self._scrolled = True
        self.refresh()


def _is_at(x: int, start: int, label: Label) -> bool:
    return start <= x < start + width_of(label)


def _meant(event: events.Click) -> Wish:
    if event.button == MIDDLE:
        return "close"
    return "keep" if event.chain == 2 else "look"

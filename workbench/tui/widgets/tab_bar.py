"""One line of choices of which one is active: tabs of a pane, or the kind of a body."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Offset, Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from .bindings import bindings
from .fitting import in_view


class TabBar(Widget, can_focus=True):
    """Named tabs in a line; left and right change the active one, a click picks one.

    `badges` adds a short mark to a tab, such as a count of rows. Where not all tabs fit, those
    around the active one are drawn, and an arrow at either end stands for the others. With `of`,
    what they are the tabs of, the palette finds them by name.
    """

    DEFAULT_CSS = """
    TabBar { height: 1; width: 1fr; background: transparent; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("tabs")

    active = reactive("")

    @dataclass
    class Activated(Message):
        """Another tab became the active one by the user's choice."""

        bar: "TabBar"
        name: str

        @property
        def control(self) -> "TabBar":
            """The bar, so that handlers can select on it."""
            return self.bar

    def __init__(
        self,
        names: Sequence[str],
        *,
        of: str = "",
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__(id=id)
        self.of = of
        self.names = tuple(names)
        self.badges: dict[str, str] = {}
        self._first, self._last = 0, len(self.names) - 1  # in view
        self.set_reactive(TabBar.active, self.names[0])

    def set_badge(self, name: str, badge: str) -> None:
        """Show a short mark beside a tab's name; an empty one removes it."""
        if self.badges.get(name, "") != badge:
            self.badges[name] = badge
            self.refresh()

    def offer(self, names: Sequence[str]) -> bool:
        """Have these tabs from now on; tells whether the active one is gone, for the first."""
        if self.names == (names := tuple(names)):
            return False
        self.names = names
        self._first, self._last = 0, len(names) - 1
        is_gone = self.active not in names
        if is_gone:
            self.active = names[0]
        self.refresh()
        return is_gone

    def choose(self, name: str) -> None:
        """Make a tab active as if the user had picked it."""
        if name != self.active:
            self.active = name
            self.post_message(self.Activated(self, name))

    def action_step(self, by: int) -> None:
        """Go some tabs to the right (or left), stopping at the ends."""
        at = self.names.index(self.active) + by
        self.choose(self.names[max(0, min(at, len(self.names) - 1))])

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return the width of all tabs, for a bar whose width is `auto`."""
        return sum(map(self._width, self.names))

    def render(self) -> Content:
        """Draw the tabs, the active one marked by its style; arrows stand for those out of view."""
        pieces = [self._piece(name) for name in self._in_view()]
        if self._first > 0:
            pieces.insert(0, Content.styled("‹", "$accent bold"))
        if self._last < len(self.names) - 1:
            pieces.append(Content.styled("›", "$accent bold"))
        return Content("").join(pieces)

    def _piece(self, name: str) -> Content:
        label, badge = f" {name} ", self.badges.get(name, "")
        if name == self.active and self.has_focus:
            piece = Content.styled(label, "$background on $accent bold")
        elif name == self.active:
            piece = Content.assemble(" ", (name, "$accent bold underline"), " ")
        else:
            piece = Content.styled(label, "$muted")
        return piece + Content.styled(f"{badge} ", "$accent") if badge else piece

    def _width(self, name: str) -> int:
        badge = self.badges.get(name, "")
        return len(name) + 2 + (len(badge) + 1 if badge else 0)

    def _in_view(self) -> Sequence[str]:
        """Return the tabs that fit, whole ones, with the active one among them."""
        room = self.size.width or 10_000
        if sum(map(self._width, self.names)) <= room:
            self._first, self._last = 0, len(self.names) - 1
            return self.names
        widths, at = [*map(self._width, self.names)], self.names.index(self.active)
        self._first, self._last = in_view(widths, at, self._first, room - 2)  # for the arrows
        return self.names[self._first : self._last + 1]

    def jump_spots(self) -> Iterator[tuple[Offset, Callable[[], object]]]:
        """Yield where each visible tab begins, and how to choose it."""
        x = 1 if self._first > 0 else 0
        for name in self._in_view():
            yield Offset(x, 0), partial(self.go_to, name)
            x += self._width(name)

    def go_to(self, name: str) -> None:
        """Take the focus, with a tab chosen."""
        self.screen.set_focus(self)
        self.choose(name)

    @on(events.Click)
    def _clicked(self, event: events.Click) -> None:
        x, start = event.get_content_offset_capture(self).x, 1 if self._first > 0 else 0
        shown = self._in_view()
        if x < start:
            self.choose(self.names[self._first - 1])
            return
        for name in shown:
            start += self._width(name)
            if x < start:
                self.choose(name)
                return
        if x == start and self._last < len(self.names) - 1:
            self.choose(self.names[self._last + 1])

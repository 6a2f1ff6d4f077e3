"""One line of choices of which one is active: tabs of a pane, or the kind of a body."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class TabBar(Widget, can_focus=True):
    """Named tabs in a line; left and right change the active one, a click picks one.

    `badges` adds a short mark to a tab, such as a count of rows.
    """

    DEFAULT_CSS = """
    TabBar { height: 1; width: 1fr; background: transparent; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "step(-1)", "Previous tab", show=False),
        Binding("right,l", "step(1)", "Next tab", show=False),
        Binding("home", "step(-99)", "First tab", show=False),
        Binding("end", "step(99)", "Last tab", show=False),
    ]

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

    def __init__(self, names: Sequence[str], *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.names = tuple(names)
        self.badges: dict[str, str] = {}
        self.set_reactive(TabBar.active, self.names[0])

    def set_badge(self, name: str, badge: str) -> None:
        """Show a short mark beside a tab's name; an empty one removes it."""
        if self.badges.get(name, "") != badge:
            self.badges[name] = badge
            self.refresh()

    def choose(self, name: str) -> None:
        """Make a tab active as if the user had picked it."""
        if name != self.active:
            self.active = name
            self.post_message(self.Activated(self, name))

    def action_step(self, by: int) -> None:
        """Go some tabs to the right (or left), stopping at the ends."""
        at = self.names.index(self.active) + by
        self.choose(self.names[max(0, min(at, len(self.names) - 1))])

    def render(self) -> Content:
        """Draw the tabs, the active one marked by brackets as well as by colour."""
        pieces: list[Content] = []
        for name in self.names:
            label, badge = name, self.badges.get(name, "")
            if name == self.active and self.has_focus:
                pieces.append(Content.styled(f" {label} ", "$background on $accent bold"))
            elif name == self.active:
                pieces.append(Content.assemble(" ", (label, "$accent bold underline"), " "))
            else:
                pieces.append(Content.styled(f" {label} ", "$foreground 70%"))
            if badge:
                pieces.append(Content.styled(f"{badge} ", "$accent"))
        return Content("").join(pieces)

    @on(events.Click)
    def _clicked(self, event: events.Click) -> None:
        x, start = event.get_content_offset_capture(self).x, 0
        for name in self.names:
            badge = self.badges.get(name, "")
            start += len(name) + 2 + (len(badge) + 1 if badge else 0)
            if x < start:
                self.choose(name)
                return

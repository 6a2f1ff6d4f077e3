"""What could be typed here: a list below the cursor that never takes a key from the typing.

Up and down choose, enter and tab take what is chosen, escape closes. All other keys go to
the text, and without the list these do, too. The list opens by typing, or by ctrl+@ (which
is what terminals send for ctrl+space).
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from textual import events, on
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Offset, Size
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

from workbench.tui.latest import run_latest

from .bindings import bindings
from .safe import line_content

MOST_LINES = 8
WIDEST = 64
MARK = 2  # cells before a name
NAME_WIDTH = 28

KEYS: list[BindingType] = bindings("suggestions")
"""What a widget that completes is bound to besides enter; `answers` tells what counts now."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing that could stand here: `text` goes in, the cursor behind `cursor` characters.

    A `note` says its value or what it means, an `origin` where it comes from. Behind one that
    `goes_on` something else is suggested at once.
    """

    text: str
    note: str = ""
    origin: str = ""
    cursor: int = -1
    label: str = ""
    goes_on: bool = False

    @property
    def name(self) -> str:
        """What the list shows."""
        return self.label or self.text


@dataclass(frozen=True, slots=True)
class Offer:
    """Suggestions for the part of a text from `start` to `end`.

    Where nothing is typed yet, what follows is only shown: none is chosen before the user does.
    """

    start: int
    end: int
    suggestions: tuple[Suggestion, ...]
    is_begun: bool = True


@dataclass(frozen=True, slots=True)
class Coming:
    """An offer that takes a while: `made` returns it, in a thread."""

    made: Callable[[], Offer | None]


# Says what could stand at a place of a line of text, or None where nothing is to be said.
Suggest = Callable[[str, int], Offer | Coming | None]


class SuggestionList(Widget):
    """The list; a screen has at most one, and it belongs to the widget that opened it."""

    DEFAULT_CSS = """
    SuggestionList {
        overlay: screen; position: absolute; display: none;
        width: auto; height: auto; background: $panel; color: $foreground;
    }
    """

    @dataclass
    class Picked(Message):
        """The user clicked a suggestion."""

        list: "SuggestionList"
        index: int

    def __init__(self) -> None:
        super().__init__()
        self.offer: Offer | None = None
        self.owner: Widget | None = None
        self.chosen = 0
        self._first = 0

    def open(self, owner: Widget, offer: Offer, cursor: Offset) -> None:
        """Show an offer of a widget, at its cursor."""
        self.owner, self.offer, self._first = owner, offer, 0
        self.chosen = 0 if offer.is_begun else -1
        self.display = True
        width, height = self._measured()
        below = cursor.y + 1
        y = below if below + height <= self.screen.size.height else max(0, cursor.y - height)
        x = max(0, min(cursor.x, self.screen.size.width - width))
        self.absolute_offset = Offset(x, y)
        self.refresh(layout=True)

    def close(self) -> None:
        """Be gone."""
        self.offer = self.owner = None
        self.display = False

    def move(self, by: int) -> None:
        """Choose another suggestion; behind the last comes the first."""
        assert self.offer is not None
        start = self.chosen if self.chosen >= 0 else min(-by, 0)
        self.chosen = (start + by) % len(self.offer.suggestions)
        lines = self._measured()[1]
        self._first = min(max(self._first, self.chosen - lines + 1), self.chosen)
        self.refresh()

    def _measured(self) -> tuple[int, int]:
        offer = self.offer
        if offer is None:
            return 0, 0
        column = _column(offer)
        widest = max(_width(each, column) for each in offer.suggestions)
        return min(widest, WIDEST, self.screen.size.width), min(len(offer.suggestions), MOST_LINES)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """As wide as the widest suggestion, within limits."""
        return self._measured()[0]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line for each suggestion, up to a few."""
        return self._measured()[1]

    def render(self) -> Content:
        """Draw the suggestions in view; the chosen one has a mark besides its colour."""
        if self.offer is None:
            return Content("")
        width, height = self._measured()
        shown = range(self._first, self._first + height)
        return Content("\n").join(self._line(index, width) for index in shown)

    def _line(self, index: int, width: int) -> Content:
        assert self.offer is not None
        each, is_chosen = self.offer.suggestions[index], index == self.chosen
        name = line_content(each.name).truncate(NAME_WIDTH, ellipsis=True)
        line = Content.assemble(("▸ " if is_chosen else "  "), name.stylize("bold"))
        if each.note or each.origin:
            line = line.pad_right(max(0, _column(self.offer) - line.cell_length))
            line += line_content(each.note, "$muted")
        if each.origin:
            line += line_content(f"  {each.origin}", "$muted italic")
        line = line.truncate(width, ellipsis=True)
        line = line.pad_right(max(0, width - line.cell_length))
        return line.stylize("on $cursor") if is_chosen else line

    @on(events.MouseDown)
    def _pressed(self, event: events.MouseDown) -> None:
        # At once, before the press can take the focus from the owner of the list.
        event.stop()
        event.prevent_default()
        index = self._first + event.y
        if self.offer is not None and index < len(self.offer.suggestions):
            self.chosen = index
            if self.owner is not None:
                self.owner.post_message(self.Picked(self, index))


def _column(offer: Offer) -> int:
    longest = max(len(each.name) for each in offer.suggestions)
    return min(longest, NAME_WIDTH) + 4


def _width(each: Suggestion, column: int) -> int:
    if not each.note and not each.origin:
        return min(len(each.name), NAME_WIDTH) + MARK + 1
    return column + len(each.note) + (len(each.origin) + 2 if each.origin else 0) + 1


def list_of(screen: Screen[object]) -> SuggestionList | None:
    """Return the list of a screen, if there has been one yet."""
    return next((each for each in screen.children if isinstance(each, SuggestionList)), None)


class Completing(Widget):
    """What an input and a text area share that complete what is typed.

    They say what is typed by `typed_place` and take a suggestion by `insert_suggestion`.
    """

    suggest: Suggest | None = None

    def typed_place(self) -> tuple[str, int, Offset]:
        """Return the line that is typed in, the place in it, and where that is on the screen."""
        raise NotImplementedError

    def insert_suggestion(self, offer: Offer, suggestion: Suggestion) -> None:
        """Put a suggestion into the text."""
        raise NotImplementedError

    @property
    def suggesting(self) -> bool:
        """Whether the list is open for this widget."""
        return self._own_list() is not None

    def _own_list(self) -> SuggestionList | None:
        found = list_of(self.screen) if self.is_attached else None
        return found if found is not None and found.owner is self else None

    def offer_suggestions(self, *, asked: bool = False) -> None:
        """Open, change or close the list, now that the text has changed."""
        line, at, _ = self.typed_place()
        offer = self.suggest(line, at) if self.suggest is not None else None
        self.workers.cancel_group(self, "suggesting")
        if isinstance(offer, Coming):
            run_latest(self, "suggesting", self._offer_later, offer, asked=asked)
        else:
            self._open(offer, asked=asked)

    async def _offer_later(self, coming: Coming, *, asked: bool) -> None:
        before = self.typed_place()[:2]
        offer = await asyncio.to_thread(coming.made)
        if self.has_focus and self.typed_place()[:2] == before:
            self._open(offer, asked=asked)

    def _open(self, offer: Offer | None, *, asked: bool) -> None:
        line, at, place = self.typed_place()
        if offer is not None and not asked:
            typed = line[offer.start : offer.end]
            is_typed = [each.text for each in offer.suggestions] == [typed]
            offer = None if is_typed else offer
        if offer is None or not offer.suggestions:
            self.close_suggestions()
            return
        shown = list_of(self.screen)
        if shown is None:
            shown = SuggestionList()
            self.screen.mount(shown)
        shown.open(self, offer, place - Offset(at - offer.start + MARK, 0))

    def close_suggestions(self) -> None:
        """Close the list if it is open for this widget."""
        if (found := self._own_list()) is not None:
            found.close()

    def accept_suggestion(self) -> bool:
        """Put the chosen suggestion into the text, if the list is open."""
        found = self._own_list()
        if found is None or found.offer is None:
            return False
        offer, chosen = found.offer, found.chosen
        found.close()
        if chosen >= 0:
            self.insert_suggestion(offer, offer.suggestions[chosen])
            if offer.suggestions[chosen].goes_on:
                self.offer_suggestions(asked=True)
        return chosen >= 0

    def answers(self, action: str) -> bool | None:
        """Tell whether an action of the list's keys counts now; None if it is not one."""
        if action == "accept":
            found = self._own_list()
            return found is not None and found.chosen >= 0
        if action in ("suggestion", "close_suggestions"):
            return self.suggesting
        return None

    def action_suggestion(self, by: int) -> None:
        """Choose another suggestion."""
        if (found := self._own_list()) is not None:
            found.move(by)

    def action_accept(self) -> None:
        """Take the chosen suggestion."""
        self.accept_suggestion()

    def action_close_suggestions(self) -> None:
        """Close the list and nothing else."""
        self.close_suggestions()

    def action_suggest(self) -> None:
        """Say what could stand here."""
        self.offer_suggestions(asked=True)

    @on(SuggestionList.Picked)
    def _picked(self, event: SuggestionList.Picked) -> None:
        event.stop()
        self.accept_suggestion()

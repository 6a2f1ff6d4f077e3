"""Go anywhere on the screen by typing the letters that lie over it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, runtime_checkable

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.errors import NoWidget
from textual.geometry import Offset
from textual.screen import Screen
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Button

from workbench.tui.screens.paced import PacedModal

LETTERS = "asdfghjklqwertyuiopzxcvbnm"  # the easiest to reach first
Act = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the screen, and what going there does."""

    at: Offset
    act: Act


@runtime_checkable
class Jumpable(Protocol):
    """A widget with places of its own, such as lines or tabs, from its top left corner."""

    def jump_spots(self) -> Iterable[tuple[Offset, Act]]:
        """Yield each place, and what going there does."""
        ...


def spots(screen: Screen[Any]) -> list[Spot]:
    """Return where one can go on a screen: what takes the focus first, then what is in it."""
    whole: list[Spot] = []
    parts: list[Spot] = []
    for widget in _targets(screen):
        try:
            seen = screen.find_widget(widget).visible_region
        except NoWidget:  # shown a moment ago, and not yet in its place
            continue
        if not seen:
            continue
        if isinstance(widget, Jumpable):
            inside = (
                Spot(widget.content_region.offset + at, act) for at, act in widget.jump_spots()
            )
            parts += [spot for spot in inside if seen.contains_point(spot.at)]
        else:
            whole.append(Spot(seen.offset, _going_to(screen, widget)))
    return [*whole, *parts]


def _targets(screen: Screen[Any]) -> Iterator[Widget]:
    """Yield what takes the focus, and in dialogs the lists that a field moves through."""
    yield from screen.focus_chain
    if screen.is_modal:
        for widget in screen.query("*"):
            if isinstance(widget, Jumpable) and not widget.can_focus:
                yield widget


def _going_to(screen: Screen[Any], widget: Widget) -> Act:
    if isinstance(widget, Button):
        return widget.press
    return lambda: screen.set_focus(widget)


def labels(count: int) -> list[str]:
    """Return as many labels, the short ones first; none is how another begins."""
    begins = max(0, -(-(count - len(LETTERS)) // (len(LETTERS) - 1)))
    begins = min(begins, len(LETTERS))
    single = len(LETTERS) - begins
    double = (a + b for a in reversed(LETTERS[single:]) for b in LETTERS)
    return [*LETTERS[:single], *double][:count]


class _Labelled:
    """What lies below, with labels drawn over it."""

    def __init__(
        self,
        below: RenderableType,
        shown: Sequence[tuple[Offset, str, int]],
        styles: Sequence[Style],
    ) -> None:
        self._below, self._shown = below, shown
        self._label, self._typed = (style.rich_style for style in styles)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        lines = [Strip(line) for line in console.render_lines(self._below, options, pad=False)]
        for at, label, typed in self._shown:
            if at.y < len(lines):
                line, width = lines[at.y], lines[at.y].cell_length
                pieces = [Segment(label[:typed], self._typed), Segment(label[typed:], self._label)]
                x = max(0, min(at.x, width - len(label)))
                cuts = [line.crop(0, x), Strip(pieces), line.crop(x + len(label), width)]
                lines[at.y] = Strip.join(cuts)
        for number, line in enumerate(lines):
            if number:
                yield Segment.line()
            yield from line


class Jump(PacedModal[Act]):
    """Labels over the screen below; typing one goes there, escape stays."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"jump--label", "jump--typed"}
    DEFAULT_CSS = """
    Jump {
        background: $background 50%;
        & > .jump--label { background: $accent; color: $background; text-style: bold; }
        & > .jump--typed { background: $panel; color: $muted; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Stay here", show=False),
        Binding("backspace", "again", "Begin again", show=False),
    ]

    def __init__(self, below: Screen[Any]) -> None:
        super().__init__()
        found = spots(below)
        named = labels(len(found))
        self._spots = dict(zip(named, found, strict=False))
        self._typed = ""

    @property
    def spots(self) -> dict[str, Spot]:
        """The places by their labels."""
        return self._spots

    def render(self) -> RenderableType:
        """Draw the screen below with the labels that what was typed may become."""
        styles = [self.get_visual_style(name) for name in ("jump--label", "jump--typed")]
        return _Labelled(super().render(), [*self._shown()], styles)

    def _shown(self) -> Iterator[tuple[Offset, str, int]]:
        for label, spot in self._spots.items():
            if label.startswith(self._typed):
                yield spot.at, label, len(self._typed)

    def action_again(self) -> None:
        """Forget what was typed."""
        self._typed = ""
        self.refresh()

    def on_key(self, event: events.Key) -> None:
        """Take a letter of a label."""
        if event.key in ("escape", "backspace"):
            return
        event.stop()
        typed = self._typed + (event.character or "").lower()
        if typed in self._spots:
            self.dismiss(self._spots[typed].act)
        elif any(label.startswith(typed) for label in self._spots):
            self._typed = typed
            self.refresh()
        else:
            self.app.bell()
            self.action_again()

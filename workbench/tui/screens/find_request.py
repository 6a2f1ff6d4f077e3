"""Find any request of the collection by typing what one remembers of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from workbench.model import NodeId, SavedRequest
from workbench.tui.fuzzy import best
from workbench.tui.marks import title_of
from workbench.tui.open_requests import is_scratch
from workbench.tui.screens.paced import PacedModal
from workbench.tui.theme import method_color
from workbench.tui.widgets.bindings import bindings
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.safe import content, line_content

from .dialogs import DIALOG_CSS

METHOD_WIDTH = 8
SEARCHED = 500  # characters of a request; what is behind them nobody remembers


@dataclass(frozen=True, slots=True)
class Candidate:
    """A request, and all of it that can be typed."""

    request: SavedRequest
    spoken: str
    words: str


def candidates(
    requests: Sequence[SavedRequest], word: Callable[[SavedRequest], str]
) -> list[Candidate]:
    """Return the requests with what they can be found by; `word` tells what each speaks."""
    found = []
    for request in requests:
        spec = request.spec
        tags = " ".join(f"#{tag}" for tag in spec.tags)
        spoken = word(request)
        methods = spec.method if spoken == spec.method else f"{spoken} {spec.method}"
        words = f"{spec.name} {request.id} {methods} {tags} {spec.url}"
        found.append(Candidate(request, spoken, words[:SEARCHED]))
    return found


class Found(LineList):
    """The requests that fit."""

    DEFAULT_CSS = """
    Found { height: 16; max-height: 50vh; margin-top: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.can_focus = False
        self.found: Sequence[Candidate] = ()

    def show(self, found: Sequence[Candidate]) -> None:
        """Offer these."""
        self.found = found
        self.set_count(len(found))
        self.cursor = 0
        self.refresh()

    def line(self, index: int, width: int) -> Content:
        """Draw the method, the name, and where it is and goes."""
        request, spoken = self.found[index].request, self.found[index].spoken
        spec = request.spec
        method = spoken.upper()[: METHOD_WIDTH - 1].ljust(METHOD_WIDTH)
        left = line_content(f" {method}", method_color(spoken))
        left += line_content(title_of(request.id, spec), "bold")
        left += line_content("".join(f" #{tag}" for tag in spec.tags), "$secondary")
        place = "in no file" if is_scratch(request.id) else request.id
        left += line_content(f"  {place}  {spec.url}", "$muted")
        return left.truncate(width, ellipsis=True)

    def empty(self) -> Content:
        """Say that nothing fits."""
        return content(" no request fits", "$muted italic")


class FindRequest(PacedModal[NodeId | None]):
    """Type to narrow, enter opens; escape answers None."""

    DEFAULT_CSS = f"FindRequest {{ {DIALOG_CSS} & > Vertical {{ width: 110; }} }}"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Close", show=False),
        *bindings("choosing", priority=True),
    ]

    def __init__(
        self,
        requests: Sequence[SavedRequest],
        word: Callable[[SavedRequest], str] = lambda request: request.spec.method,
    ) -> None:
        super().__init__()
        self._candidates = candidates(requests, word)

    def compose(self) -> ComposeResult:
        """What to type, and what fits."""
        with Vertical() as box:
            box.border_title = "Find a request"
            yield Input(placeholder="name, URL, method or #tag")
            yield Found()

    def on_mount(self) -> None:
        """Offer all of them."""
        self.query_one(Found).show(self._candidates)

    def action_move(self, by: int) -> None:
        """Move through the list while the typing goes on."""
        self.query_one(Found).cursor += by

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        self.query_one(Found).show(best(event.value, self._candidates, lambda c: c.words))

    @on(Input.Submitted)
    def _submitted(self) -> None:
        found = self.query_one(Found)
        self.dismiss(found.found[found.cursor].request.id if found.found else None)

    @on(LineList.Chosen)
    def _clicked(self, event: LineList.Chosen) -> None:
        self.dismiss(self.query_one(Found).found[event.index].request.id)

"""A response as it was left for that of another request, so that it can be come back to."""

from dataclasses import dataclass

from workbench.bodies.search import Hit
from workbench.engine.masked import Masked
from workbench.model import Bytes
from workbench.tui.widgets.left_view import LeftView

from .finding import Finding


@dataclass(frozen=True, slots=True)
class LeftSearch:
    """A search that goes on meanwhile."""

    text: str
    is_open: bool
    finding: Finding | None
    hit: Hit | None
    number: int
    begun_at: int


@dataclass(frozen=True, slots=True)
class LeftBody:
    """A body with the search in it, and the filter that it was seen `through`."""

    source: Bytes | None
    shown: Bytes | None
    view: LeftView
    search: LeftSearch
    through: str = ""

    def stop(self) -> None:
        """Never come back: nothing reads the body any more."""
        if self.search.finding is not None:
            self.search.finding.stop()
        self.view.stop()


@dataclass(frozen=True, slots=True)
class LeftLines:
    """Where the cursor was on a tab, and what was folded or opened."""

    line: int
    turned: frozenset[int]
    opened: frozenset[str]


@dataclass(frozen=True, slots=True)
class LeftResponse:
    """The tab that was shown, with what it and the body looked like."""

    tab: str
    lines: LeftLines
    body: LeftBody
    masked: Masked | None
    secrets: frozenset[str]
    shown_body: object

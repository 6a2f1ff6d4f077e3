"""A body as its view was left, so that it can be come back to."""

from collections.abc import Mapping
from dataclasses import dataclass

from textual.geometry import Offset

from workbench.bodies.row_layouts import RowLayout

from .feeder import Feeder
from .shown_body import ShownBody


@dataclass(frozen=True, slots=True)
class LeftView:
    """What a BodyView knew of a body and how it drew it: rows, folds, cursor.

    Its feeders read nothing until the view comes back to it; `stop` them before the source
    is closed.
    """

    body: ShownBody | None
    mode: str
    wraps: bool
    feeders: Mapping[tuple[str, int], Feeder]
    feeder: Feeder | None
    layout: RowLayout | None
    cursor: int
    scrolled: Offset
    follow: bool

    def stop(self) -> None:
        """Never come back: when this returns, nothing reads the body any more."""
        for feeder in self.feeders.values():
            feeder.stop()

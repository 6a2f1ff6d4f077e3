"""The line below a body that tells where its cursor is."""

import asyncio
from collections.abc import Callable
from functools import partial

from textual.content import Content
from textual.widgets import Static

from workbench.engine.filters import Filter
from workbench.model import Bytes
from workbench.tui.latest import run_beside
from workbench.tui.widgets.body_view import BodyView
from workbench.tui.widgets.safe import line_content

from .places import Place, place_of

FAINT = "$muted"


class PlaceLine(Static):
    """Tells the place of a view's cursor, what was found in the body, and how it is drawn.

    The path of a row is looked up in a thread, and stands there when it is known.
    """

    DEFAULT_CSS = """
    PlaceLine { height: 1; padding: 0 1; background: $surface; }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._place = Place()
        self._asked = 0  # places that were asked for; only the last answer counts
        self._view: BodyView | None = None
        self._found = ""

    def tell(self, view: BodyView, found: str) -> None:
        """Draw what there is to tell of a view by now."""
        self._view, self._found = view, found
        self.update(line_of(view, self._place, found, self.size.width), layout=False)

    def locate(self, view: BodyView, shown: Bytes | None, through: Filter | None) -> None:
        """Find out where the cursor of a view stands in a body, if need be through a filter."""
        self._asked += 1
        if shown is None:
            self._place = Place()
        else:
            find = partial(place_of, view, shown, view.row, through)
            run_beside(self, self._learn, self._asked, find)

    async def _learn(self, asked: int, find: Callable[[], Place]) -> None:
        place = await asyncio.to_thread(find)
        if asked == self._asked:
            self._place = place
            self._draw()

    def forget(self) -> None:
        """Know no place, and take no answer that is still to come."""
        self._asked += 1
        self._place = Place()

    def on_resize(self) -> None:
        """Tell it in as much room as there is now."""
        self._draw()

    def _draw(self) -> None:
        if self._view is not None:
            self.tell(self._view, self._found)


def line_of(view: BodyView, place: Place, found: str, width: int) -> Content:
    """Return what stands below a body: the cursor's place, and how the body is drawn."""
    total = view.rows_total
    if not total and not view.filtered:
        return line_content(found, FAINT)
    where = f"{view.row + 1:,}/{view.index.rows_total:,}" if view.index else ""
    flags = [found] if found else []
    if view.filtered:
        flags.append(f"{total:,} rows of it")
    flags.append(view.mode + (" wrapped" if view.wraps and view.mode == "raw" else ""))
    if view.follow:
        flags.append("▼ follow")
    right = "  ".join(flags)
    left = place.path or (f"byte {place.start:,}" if place.end > place.start else "")
    room = max(0, width - len(where) - len(right) - 4)
    if len(left) > room:  # the end of a path tells more than its beginning
        left = f"…{left[len(left) - room + 1 :]}" if room > 1 else ""
    gap = " " * max(2, width - len(where) - 2 - len(left) - len(right))
    return (
        Content.styled(f"{where}  ", FAINT)
        + line_content(left, "$accent")
        + line_content(f"{gap}{right}", FAINT)
    )

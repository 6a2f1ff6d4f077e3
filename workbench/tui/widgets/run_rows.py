"""The exchanges of a run, one a row: only rows on the screen are ever made."""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from workbench.bodies.safe import safe_line
from workbench.model import RunRow
from workbench.stats import duration, size, status_class

from .bindings import bindings
from .growing_view import GrowingView

_HEADING = 1  # rows
_METHOD, _ELAPSED, _SIZE = 6, 8, 7  # columns
_STATUS = 8  # columns: a glyph and "failed"
_GAP = 2  # columns
_LEAST_NAME, _MOST_NAME = 6, 40  # columns

_Cell = tuple[str, str]  # the name of its style, and its text


class RunRows(GrowingView, can_focus=True):
    """Lists the rows of a run while they come in.

    The owner gives the sequence that grows to `show` and calls `grow` at about 10 frames
    a second. The cursor stays on the last row until the user moves it, and goes back to
    following with `end`.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "run-rows--cursor",
        "run-rows--empty",
        "run-rows--failed",
        "run-rows--heading",
        "run-rows--ok",
        "run-rows--quiet",
        "run-rows--refused",
    }

    DEFAULT_CSS = """
    RunRows {
        background: $surface;
        color: $foreground;
        overflow-x: hidden;
        scrollbar-gutter: stable;
        & .run-rows--empty { color: $muted; text-style: italic; }
        & .run-rows--heading { color: $muted; }
        & .run-rows--quiet { color: $muted; }
        & .run-rows--ok { color: $text-success; }
        & .run-rows--refused { color: $text-warning; }
        & .run-rows--failed { color: $text-error; text-style: bold; }
        & .run-rows--cursor { background: $foreground 8%; }
        &:focus .run-rows--cursor { background: $cursor; text-style: bold; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("exchanges")

    class Chosen(Message):
        """The user wants to see a row's exchange."""

        def __init__(self, rows: "RunRows", index: int) -> None:
            super().__init__()
            self.rows = rows
            self.index = index

        @property
        def control(self) -> "RunRows":
            """The list."""
            return self.rows

    cursor: var[int] = var(0, init=False)
    """The index of the row that keys and `enter` act on."""

    empty: var[str] = var("no requests sent yet", init=False)
    """What is drawn where there are no rows."""

    def __init__(self, *, name: str | None = None, id: str | None = None) -> None:  # noqa: A002
        super().__init__(name=name, id=id)
        self._rows: Sequence[RunRow] = ()
        self._known = 0
        self._drawn_styles: dict[tuple[str, ...], Style] = {}

    def show(self, rows: Sequence[RunRow]) -> None:
        """List another run's rows, which may be added to but not changed."""
        self._rows, self._known = rows, 0
        self.cursor = 0
        self.follow = True
        self.resize_content(Size(0, 0))
        self.refresh()
        self.grow()

    def grow(self) -> None:
        """List the rows that were added since the last time."""
        known, total = self._known, len(self._rows)
        if total == known:
            return
        is_visible = self.is_visible(known, total + _HEADING)
        wider = len(str(total)) > len(str(known))
        self._known = total
        self.resize_content(Size(0, total + _HEADING))
        if self.follow:
            self.cursor = total - 1
        if is_visible or wider:
            self.refresh()

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(cursor, self._known - 1))

    def watch_cursor(self, before: int, cursor: int) -> None:
        """Show the row under the cursor."""
        top, height = self.scroll_offset.y, self.size.height - _HEADING
        if cursor < top:
            self.scroll_to(y=cursor, animate=False)
        elif height > 0 and cursor >= top + height:
            self.scroll_to(y=cursor - height + 1, animate=False)
        self.refresh_lines(before + _HEADING)
        self.refresh_lines(cursor + _HEADING)

    def watch_empty(self) -> None:
        """Draw the new text."""
        self.refresh()

    def notify_style_update(self) -> None:
        """Draw all rows anew in the new colours."""
        super().notify_style_update()
        self._drawn_styles.clear()

    def render_line(self, y: int) -> Strip:
        """Return the heading, or the row at a line of the screen."""
        width = self.scrollable_content_region.width
        row = self.scroll_offset.y + y - _HEADING
        cells: list[_Cell] = []
        if not self._known:
            cells = [("empty", f" {safe_line(self.empty)}")] if y == 0 else []
        elif y == 0:
            cells = self._heading(width)
        elif row < self._known:
            cells = self._cells(self._rows[row], width)
        cursor = ("cursor",) if self._known and y > 0 and row == self.cursor else ()
        segments = [Segment(text, self._style(name, *cursor)) for name, text in cells]
        return Strip(segments).adjust_cell_length(width, self._style("", *cursor))

    def action_scroll_up(self) -> None:
        """Move the cursor to the row above."""
        self._move(self.cursor - 1)

    def action_scroll_down(self) -> None:
        """Move the cursor to the row below."""
        self._move(self.cursor + 1)

    def action_page_up(self) -> None:
        """Move the cursor a page up."""
        self._move(self.cursor - self._page)

    def action_page_down(self) -> None:
        """Move the cursor a page down."""
        self._move(self.cursor + self._page)

    def action_scroll_home(self) -> None:
        """Move the cursor to the first row."""
        self._move(0)

    def action_scroll_end(self) -> None:
        """Move the cursor to the last row, and follow it."""
        self._move(self._known - 1)
        self.follow = True

    def action_choose(self) -> None:
        """Say that the user wants to see the row under the cursor."""
        if self._known:
            self.post_message(self.Chosen(self, self.cursor))

    def on_click(self, event: events.Click) -> None:
        """Choose the row that was clicked."""
        place = event.get_content_offset(self)
        if place is None or place.y < _HEADING:
            return
        row = self.scroll_offset.y + place.y - _HEADING
        if row < self._known:
            self._move(row)
            self.action_choose()

    @property
    def _page(self) -> int:
        return max(1, self.size.height - _HEADING - 1)

    def _move(self, cursor: int) -> None:
        self.follow = False
        self.cursor = cursor

    @property
    def _number(self) -> int:
        """How many columns the number of a row takes."""
        return max(4, len(str(self._known)))

    def _name_width(self, width: int) -> int:
        """How many columns a name takes: half of what is left, so that a failure has room."""
        left = width - self._number - _STATUS - _METHOD - _ELAPSED - _SIZE - 6 * _GAP
        return max(_LEAST_NAME, min(left * 11 // 20, _MOST_NAME))

    def _heading(self, width: int) -> list[_Cell]:
        name = self._name_width(width)
        text = (
            f"{'#':>{self._number}}  {'status':<{_STATUS}}  {'method':<{_METHOD}}  "
            f"{'name':<{name}}  {'time':>{_ELAPSED}}  {'size':>{_SIZE}}"
        )
        return [("heading", text)]

    def _cells(self, row: RunRow, width: int) -> list[_Cell]:
        glyph = "✓" if row.ok else "✗"
        failed = status_class(row) == "failed"
        word = "failed" if failed else str(row.status)
        state = "ok" if row.ok else "failed" if failed or (row.status or 0) >= 500 else "refused"
        cells = [
            ("quiet", f"{row.number:>{self._number}}  "),
            (state, f"{glyph} {word:<{_STATUS - 2}}  "),
            ("", f"{_fitted(row.method, _METHOD)}  {_fitted(row.name, self._name_width(width))}  "),
            ("", f"{duration(row.elapsed):>{_ELAPSED}}  "),
            ("quiet", f"{size(row.size):>{_SIZE}}"),
        ]
        if row.failure:
            cells.append((state, f"  {safe_line(row.failure)}"))
        return cells

    def _style(self, *names: str) -> Style:
        """Return the style of component classes, the last one on top."""
        if names not in self._drawn_styles:
            classes = (f"run-rows--{name}" for name in names if name)
            self._drawn_styles[names] = self.get_visual_style(*classes).rich_style
        return self._drawn_styles[names]


def _fitted(text: str, width: int) -> str:
    """Return text in exactly `width` columns, with an ellipsis if some of it is left out."""
    shown = safe_line(text)
    if cell_len(shown) > width:
        return set_cell_size(shown, width - 1) + "…"
    return set_cell_size(shown, width)

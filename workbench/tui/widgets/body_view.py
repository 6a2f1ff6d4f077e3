"""Show a body of any size, also while it arrives: only rows on the screen are ever made."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from threading import Event

from rich.segment import Segment
from textual.cache import LRUCache
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip
from textual.timer import Timer
from textual.worker import Worker

from workbench.bodies.index import RowIndex
from workbench.bodies.kind import EMPTY, Kind
from workbench.bodies.lines_index import LinesIndex
from workbench.bodies.row_layouts import FilteredRows, FoldedRows, RowLayout
from workbench.bodies.safe import safe_line
from workbench.bodies.text_index import TextIndex
from workbench.model import Bytes

from .feeder import Feeder
from .piece_view import PieceView, lit

_FRAMES = 15  # a second, while a thread indexes
_CACHED = 1000  # rows
_DIGITS = 3  # of the smallest gutter
_LEAST_PIECE = 8  # bytes in a row of wrapped text
_AS_SENT = frozenset(("pretty", "raw", "hex"))  # these draw the bytes themselves

Kept = Callable[[str], str]
"""Takes secrets out of a text that was decoded from the body."""


class BodyView(PieceView, can_focus=True):
    """Draws the rows of a body that may still be growing.

    The owner calls `show` once, `grow` at about 15 frames a second while bytes come in and
    once after the last, and `clear` before it closes the source.
    """

    class ModeChanged(Message):
        """The view fell back to another mode, because the body is not what it seemed."""

        def __init__(self, view: "BodyView", mode: str) -> None:
            super().__init__()
            self.view = view
            self.mode = mode

        @property
        def control(self) -> "BodyView":
            """The view."""
            return self.view

    empty: var[str] = var("nothing to show", init=False)
    """What is drawn where there are no rows."""

    def __init__(self, *, name: str | None = None, id: str | None = None) -> None:  # noqa: A002
        super().__init__(name=name, id=id)
        self._source: Bytes | None = None
        self._shown: Bytes | None = None
        self._kind: Kind = EMPTY
        self._content_type = ""
        self._kept: Kept = str
        self._mode = ""
        self._whole = False
        self._feeders: dict[tuple[str, int], Feeder] = {}
        self._feeder: Feeder | None = None
        self._layout: RowLayout | None = None
        self._worker: Worker[None] | None = None
        self._enough = Event()
        self._ticks: Timer | None = None
        self._strips: LRUCache[int, Strip] = LRUCache(_CACHED)
        self._rows = self._widest = 0
        self._known: tuple[int, int, bool] = 0, 0, False
        self._wraps = False

    @property
    def mode(self) -> str:
        """The name of the view that draws the body now, such as `pretty` or `hex`."""
        return self._mode

    @property
    def modes(self) -> tuple[str, ...]:
        """The names of the views that this body can be drawn in."""
        return tuple(view.name for view in self._kind.views)

    @property
    def kind(self) -> Kind:
        """What kind of body this is."""
        return self._kind

    @property
    def wraps(self) -> bool:
        """Whether long lines of text go on in the next row."""
        return self._wraps

    @property
    def index(self) -> RowIndex | None:
        """The rows of the body, as it is drawn now."""
        return None if self._feeder is None else self._feeder.index

    @property
    def row(self) -> int:
        """The row of the index that the cursor is on."""
        return 0 if self._layout is None else self._layout.row_at(self.cursor)

    @property
    def row_text(self) -> str:
        """The text of the row that the cursor is on, as it is drawn."""
        return self._strip(self.cursor).text if self._rows else ""

    @property
    def filtered(self) -> bool:
        """Whether only some rows are shown."""
        return isinstance(self._layout, FilteredRows)

    @property
    def filtering(self) -> bool:
        """True while there may be more rows that are wanted than are drawn."""
        layout = self._layout
        return isinstance(layout, FilteredRows) and (layout.behind or layout.total > self._rows)

    @property
    def indexing(self) -> bool:
        """True while there are bytes whose rows are not known yet."""
        return self._feeder is not None and self._feeder.behind

    def show(
        self,
        source: Bytes,
        kind: Kind,
        shown: Bytes | None = None,
        content_type: str = "",
        kept: Kept = str,
    ) -> None:
        """Show another body, from its start; it may still be growing.

        Before the first bytes its kind is `EMPTY`; show it again when they tell more. `shown`
        is the same body as it may be drawn: every byte of it in its place, some others instead.
        `kept` does the same for what is decoded from it.
        """
        self.clear()
        self._source, self._shown = source, shown or source
        self._kind, self._content_type, self._kept = kind, content_type, kept
        self._use(kind.views[0].name if kind.views else "")

    def grow(self, *, whole: bool = False) -> None:
        """Show what has come in since the last time; takes a few milliseconds at most.

        `whole` says that no more will come.
        """
        feeder = self._feeder
        self._whole = self._whole or whole
        if feeder is None:
            return
        if self._whole and not feeder.finished:
            feeder.finish()
        if self._worker is None or self._worker.is_finished:
            feeder.step()
            filters = isinstance(self._layout, FilteredRows) and self._layout.behind
            if (feeder.behind or filters) and self._ticks is not None:
                self._start_indexing(feeder)
                self._ticks.resume()
        if feeder.refuted:
            views = tuple(view for view in self._kind.views if view.name != self._mode)
            self._kind = replace(self._kind, views=views)
            self._use(views[0].name)
            self.post_message(self.ModeChanged(self, self._mode))
            return
        self._take_rows(feeder)

    def clear(self) -> None:
        """Show no body; when this returns, nothing reads the last one any more."""
        self._stop_indexing()
        for feeder in self._feeders.values():
            feeder.stop()
        self._feeders = {}
        self._feeder = self._source = self._shown = self._layout = None
        self.follow = self._whole = False
        self._forget_rows()

    def wrap(self, wraps: bool) -> None:
        """Let long lines of text go on in the next row, or not."""
        at = self.index.span(self.row)[0] if self.index is not None and self._rows else 0
        self._wraps = wraps
        if self._mode == "raw":
            self._use("raw")
            if self.index is not None and at < self.index.fed:
                self.go_to_row(self.index.row_at(at))

    def forget_strips(self) -> None:
        """Draw all rows anew."""
        self._strips.clear()
        self.refresh()

    def redraw(self) -> None:
        """Draw the rows anew: what may be drawn of the body has changed."""
        decoded = {key for key, each in self._feeders.items() if isinstance(each.index, LinesIndex)}
        for key in decoded:
            self._feeders.pop(key).stop()
        if (self._mode, 0) in decoded:
            self._use(self._mode)
        self.forget_strips()

    def go_to_row(self, row: int, *, centred: bool = False) -> None:
        """Put the cursor on a row of the index, unfolding what hides it."""
        layout = self._layout
        if layout is None:
            return
        if isinstance(layout, FoldedRows) and layout.row_at(layout.line_of(row)) < row:
            layout.reveal(row)
            self._rearrange()
        self.go_to(layout.line_of(row), centred=centred)

    def fold(self, first: int, last: int, members: int) -> None:
        """Put the rows of a node into one line, or show them again."""
        if not isinstance(self._layout, FoldedRows):
            return
        if not self._layout.unfold(first):
            self._layout.fold(first, last, members)
        self._rearrange()
        self.go_to_row(first)

    def unfold_all(self) -> None:
        """Show all rows."""
        if isinstance(self._layout, FoldedRows):
            row = self.row
            self._layout.unfold_all()
            self._rearrange()
            self.go_to_row(row)

    def filter(self, wanted: Callable[[str], object] | None) -> None:
        """Show only rows whose text is wanted, or all."""
        index, row = self.index, self.row
        if index is None or (wanted is None and not self.filtered):
            return
        self._stop_indexing()
        self._layout = FoldedRows(index) if wanted is None else FilteredRows(index, wanted)
        self.cursor = 0
        self._rearrange()
        self.grow()
        if wanted is None:
            self.go_to_row(row)

    def set_mode(self, mode: str) -> None:
        """Draw the body in another of its views, from its start."""
        if mode != self._mode:
            self._use(mode)

    def on_mount(self) -> None:
        """Get ready to draw while a thread indexes."""
        self._ticks = self.set_interval(1 / _FRAMES, self._tick, pause=True)
        self.grow()

    def on_resize(self) -> None:
        """Wrap anew for another width."""
        super().on_resize()
        if self._wraps and self._mode == "raw":
            self.wrap(True)

    def on_unmount(self) -> None:
        """Leave the source alone."""
        self.clear()

    def watch_empty(self) -> None:
        """Draw the new text."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return the row at a line of the screen."""
        width, base = self.size.width, self.style_of("text")
        x, top = self.scroll_offset
        row = top + y
        if row >= self._rows:
            says_so = y == 0 and not self._rows
            text = f" {safe_line(self.empty)}" if says_so else ""
            return Strip([Segment(text, self.style_of("empty"))]).adjust_cell_length(width, base)
        gutter = self._gutter
        strip = self._strip(row).crop_extend(x, x + width - gutter, base)
        if gutter:
            shown = self._layout.row_at(row) + 1 if self._layout is not None else row + 1
            number = Strip([Segment(f"{shown:>{gutter - 1}} ", self.style_of("gutter"))], gutter)
            strip = Strip.join([number, strip])
        if row == self.cursor:
            strip = lit(strip, base, self.style_of("cursor"))
        return strip

    @property
    def _gutter(self) -> int:
        """How many columns the row numbers take."""
        return 0 if self._mode == "hex" else max(_DIGITS, len(str(self._known[1]))) + 1

    def _use(self, mode: str) -> None:
        self._stop_indexing()
        self._mode = mode
        self._forget_rows()
        view = self._kind.view(mode)
        if self._source is None or self._shown is None or view is None:
            return
        wraps = self._wraps and mode == "raw"
        piece = max(_LEAST_PIECE, self.size.width - _DIGITS - 1) if wraps else 0
        if (mode, piece) not in self._feeders:
            index = view.make(self._shown, self._content_type)
            if piece and isinstance(index, TextIndex):
                index = index.wrapped(piece)
            self._feeders[mode, piece] = Feeder(self._source, index)
        self._feeder = self._feeders[mode, piece]
        self._layout = FoldedRows(self._feeder.index)
        self.grow()

    def _start_indexing(self, feeder: Feeder) -> None:
        # Stopped by an event: whoever waits for an app's workers is told of cancelled ones.
        self._enough = Event()
        layout = self._layout
        also = layout.step if isinstance(layout, FilteredRows) else None
        work = partial(feeder.catch_up, self._enough, also)
        self._worker = self.run_worker(work, name="index the body", thread=True)

    def _stop_indexing(self) -> None:
        self._enough.set()
        self._worker = None

    def _tick(self) -> None:
        # What a worker does after `grow` has looked is drawn by the next tick.
        is_over = self._worker is None or self._worker.is_finished
        self.grow()
        if (
            self._ticks is not None
            and is_over
            and (self._worker is None or self._worker.is_finished)
        ):
            self._ticks.pause()

    def _forget_rows(self) -> None:
        self._strips.clear()
        self._rows = self._widest = 0
        self._known = 0, 0, False
        self.resize_content(Size(0, 0))
        self.cursor = 0
        self.refresh()

    def _rearrange(self) -> None:
        """Draw other rows of the same index."""
        self._strips.clear()
        self._rows = 0 if self._layout is None else self._layout.total
        self._fit()
        self.refresh()

    def _take_rows(self, feeder: Feeder) -> None:
        """Draw the rows that came since the last time, and the one that was the last."""
        assert self._layout is not None
        known = feeder.index.fed, feeder.index.rows_total, feeder.finished
        total = self._layout.total
        if known == self._known and total == self._rows:
            return
        last, gutter = max(0, self._rows - 1), self._gutter
        if known[2] != self._known[2]:
            self._strips.clear()
        self._strips.discard(last)
        is_visible = self.is_visible(last, total) or known[2] != self._known[2]
        self._known, self._rows = known, total
        self._fit()
        if is_visible or self._gutter != gutter:
            self.refresh()

    def _fit(self) -> None:
        """Make all rows reachable, as wide as those drawn so far."""
        self.resize_content(Size(self._widest + self._gutter if self._rows else 0, self._rows))

    def _strip(self, row: int) -> Strip:
        strip = self._strips.get(row)
        if strip is None:
            self._draw_rows_around(row)
            strip = self._strips.get(row)
        return Strip.blank(0) if strip is None else strip

    def _draw_rows_around(self, row: int) -> None:
        """Draw a screenful of rows that holds `row`, in the direction the user scrolls."""
        assert self._layout is not None
        height = max(1, self.size.height)
        first = max(0, row - height + 1) if row + 1 in self._strips else row
        # The index may know rows already that the view does not; the last may be unfinished.
        count = min(height, self._rows - first)
        widest = self._widest
        for number, line in enumerate(self._layout.lines(first, count), first):
            if self._mode not in _AS_SENT:
                line = tuple((kind, self._kept(text)) for kind, text in line)
            strip = self.drawn(line)
            self._strips[number] = strip
            widest = max(widest, strip.cell_length)
        if widest > self._widest:
            self._widest = widest
            self.call_later(self._fit)

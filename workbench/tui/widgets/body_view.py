"""Show a body of any size, also while it arrives, in any of the views of its kind."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.message import Message

from workbench.bodies.index import Line, RowIndex
from workbench.bodies.kind import EMPTY, PICTURE, Kind, View
from workbench.bodies.lines_index import LinesIndex
from workbench.bodies.row_layouts import FilteredRows, FoldedRows
from workbench.bodies.text_index import TextIndex
from workbench.model import Bytes
from workbench.tui.latest import run_latest

from .feeder import Feeder
from .indexing import Indexing
from .left_view import LeftView
from .rows_view import DIGITS, RowsView
from .shown_body import Kept, ShownBody

if TYPE_CHECKING:
    from .graphics import Graphics

_USUAL_WIDTH = 80  # of a view that is not on the screen yet
_LEAST_PIECE = 8  # bytes in a row of wrapped text
_AS_SENT = frozenset(("pretty", "raw", "hex"))  # these draw the bytes themselves


class BodyView(RowsView, can_focus=True):
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

    def __init__(self, *, name: str | None = None, id: str | None = None) -> None:  # noqa: A002
        super().__init__(name=name, id=id)
        self._body: ShownBody | None = None
        self._mode = ""
        self._whole = False
        self._feeders: dict[tuple[str, int], Feeder] = {}
        self._feeder: Feeder | None = None
        self._indexing = Indexing(self, self.grow)
        self._wraps = False
        self._graphics: Graphics | None = None
        self._fitted = 0  # columns of the picture
        self._wanted: int | None = None  # the offset to go to, once it is indexed

    @property
    def mode(self) -> str:
        """The name of the view that draws the body now, such as `pretty` or `hex`."""
        return self._mode

    @property
    def modes(self) -> tuple[str, ...]:
        """The names of the views that this body can be drawn in."""
        return tuple(view.name for view in self.kind.views)

    @property
    def kind(self) -> Kind:
        """What kind of body this is."""
        return EMPTY if self._body is None else self._body.kind

    @property
    def wraps(self) -> bool:
        """Whether long lines of text go on in the next row."""
        return self._wraps

    @property
    def index(self) -> RowIndex | None:
        """The rows of the body, as it is drawn now."""
        return None if self._feeder is None else self._feeder.index

    @property
    def filtering(self) -> bool:
        """True while there may be more rows that are wanted than are drawn."""
        layout = self.layout_of_rows
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

        Before the first bytes its kind is `EMPTY`; show it again when they tell more. What may
        be drawn is `shown`, or what `kept` leaves of a decoded text, as `ShownBody` has it.
        """
        self.clear()
        self._body = ShownBody(source, shown or source, kind, content_type, kept)
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
        if not self._indexing.running:
            feeder.step()
            layout = self.layout_of_rows
            filtered = layout if isinstance(layout, FilteredRows) else None
            if feeder.behind or (filtered is not None and filtered.behind):
                self._indexing.start(feeder, None if filtered is None else filtered.step)
        if feeder.refuted:
            self._fall_back()
            return
        self.take_rows(feeder.index, finished=feeder.finished)
        if self._wanted is not None and (self._wanted < feeder.index.fed or feeder.finished):
            run_latest(self, "go to", self.go_to_offset, self._wanted)
            self._wanted = None

    def _fall_back(self) -> None:
        """Draw the body in another view: it is not what this one is for."""
        assert self._body is not None
        kind = self._body.kind
        views = tuple(view for view in kind.views if view.name != self._mode)
        self._body = replace(self._body, kind=replace(kind, views=views))
        self._use(views[0].name)
        self.post_message(self.ModeChanged(self, self._mode))

    def watch_cursor(self, old: int, row: int) -> None:
        """Go nowhere later: the user has gone elsewhere."""
        super().watch_cursor(old, row)
        if row:
            self._wanted = None

    def clear(self) -> None:
        """Show no body; when this returns, nothing reads the last one any more."""
        self._indexing.stop()
        for feeder in self._feeders.values():
            feeder.stop()
        self._feeders = {}
        self._feeder = self._body = self.layout_of_rows = None
        self.follow = self._whole = False
        self._wanted = None
        self.forget_rows()

    def leave(self) -> LeftView:
        """Show no body, in such a way that one can `come_back` to this one as it is now."""
        self._indexing.stop()
        feeders, self._feeders = self._feeders, {}
        left = LeftView(
            self._body,
            self._mode,
            self._wraps,
            feeders,
            self._feeder,
            self.layout_of_rows,
            self.cursor,
            self.scroll_offset,
            self.follow,
        )
        self.clear()
        return left

    def come_back(self, left: LeftView) -> None:
        """Show a body as it was left, with what has come in since."""
        self.clear()
        self._body = left.body
        self._mode, self._wraps, self.numbered = left.mode, left.wraps, left.mode != "hex"
        self._feeders, self._feeder = dict(left.feeders), left.feeder
        self.layout_of_rows = left.layout
        self.grow()
        self.cursor = left.cursor
        self.scroll_to(left.scrolled.x, left.scrolled.y, animate=False)
        self.follow = left.follow
        if self._wraps and (self._mode, self._piece) not in self._feeders:
            run_latest(self, "wrap", self.wrap, True)
        self._fit_picture()

    async def wrap(self, wraps: bool) -> None:
        """Let long lines of text go on in the next row, or not."""
        if self._mode != "raw":
            self._wraps = wraps
            return
        at = await asyncio.to_thread(self.row_offset)
        self._wraps = wraps
        self._use("raw")
        await self.go_to_offset(at)

    def row_offset(self) -> int:
        """Return where the row of the cursor begins in the body; takes some milliseconds."""
        index = self.index
        return index.span(self.row)[0] if index is not None and index.rows_total else 0

    async def go_to_offset(self, at: int) -> None:
        """Put the cursor on the row of a byte; one that is not indexed yet is gone to later."""
        index, self._wanted = self.index, at
        if index is None or (at >= index.fed and self.indexing) or not index.rows_total:
            return
        self._wanted = None
        row = await asyncio.to_thread(index.row_at, max(0, min(at, index.fed - 1)))
        if self.index is index:
            self.grow()
            self.go_to_row(row, centred=True)

    def redraw(self) -> None:
        """Draw the rows anew: what may be drawn of the body has changed."""
        decoded = {key for key, each in self._feeders.items() if isinstance(each.index, LinesIndex)}
        for key in decoded:
            self._feeders.pop(key).stop()
        if (self._mode, 0) in decoded:
            self._use(self._mode)
        self.forget_strips()

    def line_as_drawn(self, line: Line) -> Line:
        """Return a line without the secrets in it: decoded texts were not masked before."""
        if self._mode in _AS_SENT or self._body is None:
            return line
        kept = self._body.kept
        return tuple((kind, kept(text)) for kind, text in line)

    def filter(self, wanted: Callable[[str], object] | None) -> None:
        """Show only rows whose text is wanted, or all."""
        self._indexing.stop()
        super().filter(wanted)
        self.grow()

    def set_mode(self, mode: str) -> None:
        """Draw the body in another of its views, from its start."""
        if mode != self._mode:
            self._use(mode)

    def on_mount(self) -> None:
        """Get ready to draw while a thread indexes."""
        self._indexing.get_ready()
        self.grow()

    def on_resize(self) -> None:
        """Wrap anew for another width."""
        super().on_resize()
        if self._wraps and self._mode == "raw":
            run_latest(self, "wrap", self.wrap, True)
        self._fit_picture()

    def on_unmount(self) -> None:
        """Leave the source alone."""
        self.clear()
        if self._graphics is not None:
            self._graphics.forget()

    def _use(self, mode: str) -> None:
        self._indexing.stop()
        self._mode = mode
        self.numbered = mode != "hex"
        self.forget_rows()
        body, piece = self._body, self._piece
        view = None if body is None else body.kind.view(mode)
        if body is None or view is None:
            return
        if (mode, piece) not in self._feeders:
            index = self._made(body, view)
            if piece and isinstance(index, TextIndex):
                index = index.wrapped(piece)
            self._feeders[mode, piece] = Feeder(body.source, index)
        self._feeder = self._feeders[mode, piece]
        self.layout_of_rows = FoldedRows(self._feeder.index)
        self.grow()

    @property
    def _piece(self) -> int:
        """How many bytes a row of wrapped text has; 0 where nothing wraps."""
        wraps = self._wraps and self._mode == "raw"
        return max(_LEAST_PIECE, self.size.width - DIGITS - 1) if wraps else 0

    def _made(self, body: ShownBody, view: View) -> RowIndex:
        """Return the rows of the body in a view; a picture is as wide as there is room."""
        if view.name != PICTURE:
            return view.make(body.shown, body.content_type)
        if self._graphics is None:
            from .graphics import graphics_of

            self._graphics = graphics_of(self.app)
        self._fitted = self._room
        return self._graphics.index(body.shown, self._fitted)

    def _fit_picture(self) -> None:
        """Make a picture anew that was made for another width."""
        if self._mode == PICTURE and self._room != self._fitted:
            for key in [key for key in self._feeders if key[0] == PICTURE]:
                self._feeders.pop(key).stop()
            self._use(PICTURE)

    @property
    def _room(self) -> int:
        """How many columns a picture can have."""
        width = self.size.width - self.scrollbar_size_vertical if self.size else _USUAL_WIDTH
        return max(_LEAST_PIECE, width - DIGITS - 1)

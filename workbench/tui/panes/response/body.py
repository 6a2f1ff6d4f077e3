"""The body of a response: its rows, where the cursor stands, and a search through all of it."""

import asyncio
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.timer import Timer
from textual.widgets import Input, Static

from workbench.bodies.json_nodes import Node
from workbench.bodies.kind import Kind
from workbench.bodies.search import Hit
from workbench.errors import Problem, WorkbenchError
from workbench.model import Bytes
from workbench.tui.widgets.bindings import bindings
from workbench.tui.widgets.body_view import BodyView, Kept
from workbench.tui.widgets.cursor_view import CursorView

from .finding import Finding, marks_of
from .places import Value, foldable_at, node_at, place_line, value_of

FRAMES = 10  # a second, while a search goes on


class FindBar(Input):
    """What is searched for; escape closes it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("find")

    @property
    def _pane(self) -> "BodyPane":
        assert isinstance(self.parent, BodyPane)
        return self.parent

    def action_close(self) -> None:
        """Forget the search."""
        self._pane.close_find()

    async def action_step(self, by: int) -> None:
        """Go to the next hit, or to the one before."""
        await self._pane.step_hit(by)


class BodyPane(Vertical):
    """A BodyView with a line below it that tells where the cursor is and what was found."""

    DEFAULT_CSS = """
    BodyPane {
        & > BodyView { height: 1fr; }
        & > #find { display: none; height: 1; border: none; padding: 0 1; background: $panel; }
        & > #find.-shown { display: block; }
        & > #place { height: 1; padding: 0 1; background: $surface; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._source: Bytes | None = None
        self._shown: Bytes | None = None
        self._whole = False
        self._finding: Finding | None = None
        self._hit: Hit | None = None
        self._number = 0
        self._begun_at = 0  # where a search starts: what the cursor was on
        self._path = ""
        self._asked = 0  # places that were asked for; only the last answer counts
        self._frames: Timer | None = None

    def compose(self) -> ComposeResult:
        """The rows, the search, the place."""
        yield BodyView(id="response-body")
        yield FindBar(id="find", placeholder="text, or /pattern/", select_on_focus=True)
        yield Static(id="place", markup=False)

    def on_mount(self) -> None:
        """Get ready to draw while a search goes on."""
        self._frames = self.set_interval(1 / FRAMES, self._tick, pause=True)

    def on_resize(self) -> None:
        """Say the place in as much room as there is now."""
        self._draw_place()

    def on_unmount(self) -> None:
        """Leave the body alone."""
        self._stop_finding()

    @property
    def view(self) -> BodyView:
        """The rows."""
        return self.query_one(BodyView)

    @property
    def readable(self) -> Bytes | None:
        """The body as it may be shown, None if there is none."""
        return self._shown

    def show(
        self, source: Bytes, kind: Kind, shown: Bytes, content_type: str = "", kept: Kept = str
    ) -> None:
        """Show another body; `shown` is the same as it may be drawn, `kept` what is decoded."""
        self.clear()
        self._source, self._shown = source, shown
        self.view.show(source, kind, shown, content_type, kept)
        if self.query_one(FindBar).has_class("-shown"):
            self._find(self.query_one(FindBar).value)
        self._locate()

    def grow(self, *, whole: bool) -> None:
        """Show what has come in; `whole` says that no more will."""
        self._whole = whole
        if whole and self._finding is not None:
            self._finding.finish()
        self.view.grow(whole=whole)
        self._watch()
        self._draw_place()

    def clear(self) -> None:
        """Show no body; when this returns, nothing reads the last one any more."""
        self._stop_finding()
        self.view.clear()
        self._source = self._shown = None
        self._path, self._whole = "", False
        self._draw_place()

    def redraw(self) -> None:
        """Draw the rows anew: what may be shown has changed."""
        self.view.redraw()
        self._locate()

    # How it is drawn

    def next_mode(self) -> None:
        """Draw the body in the next of its views, at the same place."""
        modes, at = self.view.modes, self._offset()
        if not modes:
            return
        self.view.set_mode(modes[(modes.index(self.view.mode) + 1) % len(modes)])
        self._to_offset(at)
        self._watch()
        self._locate()

    def wrap(self) -> None:
        """Wrap long lines of raw text, or do not."""
        if self.view.mode != "raw":
            raise WorkbenchError(Problem("only raw text wraps", hint="v shows the body raw"))
        self.view.wrap(not self.view.wraps)
        self._draw_place()

    def follow(self) -> None:
        """Follow the end, or stop following it."""
        self.view.action_toggle_follow()
        self._draw_place()

    async def fold(self) -> None:
        """Fold the node that the cursor is on or in, or unfold it."""
        shown, view = self._shown, self.view
        if shown is None or view.mode != "pretty" or view.filtered:
            hint = "this works on JSON, shown pretty"
            raise WorkbenchError(Problem("there is nothing to fold", hint=hint))
        node = await asyncio.to_thread(foldable_at, view, shown, view.row)
        if node is None or node.members is None or self._shown is not shown:
            raise WorkbenchError(Problem("there is nothing to fold here"))
        view.fold(node.first_row, node.last_row, node.members)
        self._draw_place()

    def unfold_all(self) -> None:
        """Show all that is folded."""
        self.view.unfold_all()
        self._draw_place()

    # Where the cursor is

    @property
    def row_text(self) -> str:
        """The text of the row that the cursor is on: as it was sent, unless it is decoded."""
        index, shown = self.view.index, self._shown
        if index is None or shown is None:
            return ""
        if self.view.mode == "raw":
            start, end = index.span(self.view.row)
            return shown.read(start, end - start).decode("utf-8", "replace")
        return self.view.row_text

    async def value(self) -> Value:
        """Return the value of JSON that the cursor is on; raises WorkbenchError without one."""
        source, view = self._source, self.view
        if source is None or view.mode != "pretty":
            hint = "this works on JSON, shown pretty"
            raise WorkbenchError(Problem("the cursor is on no JSON value", hint=hint))
        row = view.row
        node = await asyncio.to_thread(node_at, view, source, row)
        if node is None:
            raise WorkbenchError(Problem("the cursor is on no JSON value"))
        return await asyncio.to_thread(value_of, node, source)

    def go_to(self, text: str) -> None:
        """Go to a line (`120`), an offset (`@4096`, `@0x1000`) or a part of the body (`50%`)."""
        text, view = text.strip(), self.view
        try:
            if text.startswith("@"):
                self._to_offset(int(text[1:], 0))
            elif text.endswith("%"):
                view.go_to(round(float(text[:-1]) / 100 * (view.rows_total - 1)), centred=True)
            else:
                view.go_to_row(int(text.replace(",", "")) - 1, centred=True)
        except (ValueError, OverflowError):
            hint = "a line such as 120, an offset such as @4096 or @0x1000, or a part such as 50%"
            raise WorkbenchError(Problem(f'"{text}" is no place', hint=hint)) from None

    def _offset(self) -> int:
        index = self.view.index
        return index.span(self.view.row)[0] if index is not None and index.rows_total else 0

    def _to_offset(self, at: int) -> None:
        index = self.view.index
        if index is not None and self.view.rows_total:
            self.view.go_to_row(index.row_at(max(0, min(at, index.fed - 1))), centred=True)

    @on(CursorView.Moved)
    def _moved(self, event: CursorView.Moved) -> None:
        event.stop()
        self._locate()

    @on(BodyView.ModeChanged)
    def _mode_changed(self, event: BodyView.ModeChanged) -> None:
        event.stop()
        self._locate()

    def _locate(self) -> None:
        """Find the path of the cursor's row, beside the interface."""
        self._asked += 1
        if self.view.mode != "pretty" or self._shown is None:
            self._path = ""
        else:
            self.run_worker(self._learn_path(self._asked, self._shown, self.view.row))
        self._draw_place()

    async def _learn_path(self, asked: int, shown: Bytes, row: int) -> None:
        node: Node | None = await asyncio.to_thread(node_at, self.view, shown, row)
        if asked == self._asked:
            self._path = node.path if node is not None else ""
            self._draw_place()

    # Searching

    def find(self) -> None:
        """Ask what to search for."""
        bar = self.query_one(FindBar)
        bar.add_class("-shown")
        self._begun_at = self._offset()
        self.screen.set_focus(bar)
        if bar.value and self._finding is None:
            self._find(bar.value)

    def filter(self) -> None:
        """Show only rows with what is searched for, or all again."""
        if self.view.filtered:
            self.view.filter(None)
        elif self._finding is None:
            raise WorkbenchError(Problem("nothing is searched for", hint="/ searches the body"))
        else:
            marks = marks_of(self._finding.text)
            self.view.filter(lambda row: next(iter(marks(row)), None))
        self._watch()
        self._locate()

    def close_find(self) -> None:
        """Forget the search."""
        self._stop_finding()
        self.view.filter(None)
        self.query_one(FindBar).remove_class("-shown")
        self.view.mark(None)
        self.screen.set_focus(self.view)
        self._draw_place()

    async def step_hit(self, by: int) -> None:
        """Go to the next hit, or to the one before."""
        finding = self._finding
        if finding is None:
            raise WorkbenchError(Problem("nothing is searched for", hint="/ searches the body"))
        at = self._hit.start if self._hit is not None else self._begun_at

        def look() -> tuple[Hit, int] | None:
            hit = finding.next(at + (self._hit is not None)) if by > 0 else finding.previous(at)
            return None if hit is None else (hit, finding.number(hit))

        found = await asyncio.to_thread(look)
        index = self.view.index
        if found is None or self._finding is not finding or index is None:
            return
        if found[0].start < index.fed:  # else its row is not known yet
            self._hit, self._number = found
            self.view.go_to_row(index.row_at(self._hit.start), centred=True)
            self._draw_place()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._find(event.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.screen.set_focus(self.view)

    def _find(self, text: str) -> None:
        self._stop_finding()
        self.view.mark(None)
        if text and self._shown is not None:
            try:
                self._finding = Finding(self._shown, text)
            except WorkbenchError as error:
                self._draw_place(error.problems[0].what)
                return
            self.view.mark(marks_of(text))
            self._finding.start(whole=self._whole)
            if self._frames is not None:
                self._frames.resume()
        self._draw_place()

    def _stop_finding(self) -> None:
        finding, self._finding, self._hit = self._finding, None, None
        if finding is not None:
            finding.stop()

    def _tick(self) -> None:
        finding = self._finding
        if self._hit is None and finding is not None and finding.count:
            self.run_worker(self.step_hit(1), group="first hit", exclusive=True)
        works = (finding is not None and finding.running) or self.view.filtering
        works = works or (self._whole and self.view.indexing)
        if not works and self._frames is not None:
            self._frames.pause()
            self._locate()  # more rows may have come
        self._draw_place()

    def _watch(self) -> None:
        """Tell the place again and again while something works on the body in a thread."""
        if self._frames is not None and (self.view.indexing or self.view.filtering):
            self._frames.resume()

    def _found(self) -> str:
        finding = self._finding
        if finding is None:
            return ""
        if finding.problem:
            return finding.problem
        more = f" of {finding.searched:.0%}" if finding.running and self._whole else ""
        if finding.running and not self._whole:
            more = " so far"
        if self._hit is not None:
            return f"hit {self._number:,}/{finding.count:,}{more}"
        return f"{finding.count or 'no'} hits{more}"

    def _draw_place(self, problem: str = "") -> None:
        if not self.query(BodyView) or not self.query("#place"):
            return  # what was looked up in a thread comes after the pane was taken away
        place = self.query_one("#place", Static)
        found = problem or self._found()
        place.update(place_line(self.view, self._path, found, self.size.width - 2), layout=False)

"""A line that is searched for in a body, and the search itself."""

import asyncio
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input

from workbench.bodies.finders import DEADLINE
from workbench.bodies.search import Hit
from workbench.errors import Problem, WorkbenchError
from workbench.model import Bytes
from workbench.tui.keyboard import keymap_of
from workbench.tui.latest import run_latest
from workbench.tui.widgets.bindings import bindings
from workbench.tui.widgets.body_view import BodyView

from .finding import Finding, marks_of
from .left import LeftSearch

FRAMES = 10  # a second, while a search goes on


class FindBar(Input):
    """What is searched for; escape closes it.

    The owner says with `aim` where to search, and draws `words` whenever it hears `Told`.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("find")

    class Told(Message):
        """There is something new to say about the search."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, placeholder="text, or /pattern/", select_on_focus=True)
        self._view: BodyView | None = None
        self._body: Bytes | None = None
        self._whole = False
        self._finding: Finding | None = None
        self._hit: Hit | None = None
        self._number = 0
        self._problem = ""
        self._begun_at = 0  # where a search starts: what the cursor was on
        self._frames: Timer | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is on the screen."""
        return self.has_class("-shown")

    @property
    def running(self) -> bool:
        """Whether there may be more hits than are known."""
        return self._finding is not None and self._finding.running

    @property
    def words(self) -> str:
        """What was found so far, or what is wrong with the pattern; empty without a search."""
        finding = self._finding
        if finding is None or finding.problem:
            return self._problem if finding is None else finding.problem
        more = f" of {finding.searched:.0%}" if finding.running and self._whole else ""
        if finding.running and not self._whole:
            more = " so far"
        if self._hit is not None:
            return f"hit {self._number:,}/{finding.count:,}{more}"
        return f"{finding.count or 'no'} hits{more}"

    def aim(self, view: BodyView, body: Bytes | None) -> None:
        """Search another body from now on, which a view shows; None searches nothing."""
        self.stop()
        if self._view is not None and self._view is not view:
            self._view.mark(None)
        self._view, self._body, self._whole = view, body, False
        if self.is_open:
            self._find(self.value)

    def leave(self) -> LeftSearch:
        """Search nothing, in such a way that one can `come_back` to this search."""
        finding, self._finding = self._finding, None
        left = LeftSearch(
            self.value, self.is_open, finding, self._hit, self._number, self._begun_at
        )
        self._put("", is_open=False)
        if self._view is not None:
            self._view.mark(None)
        self.stop()
        return left

    def come_back(self, left: LeftSearch) -> None:
        """Go on with a search of the body that is aimed at now."""
        self.stop()
        self._put(left.text, is_open=left.is_open)
        self._finding, self._hit, self._number = left.finding, left.hit, left.number
        self._begun_at = left.begun_at
        if left.finding is not None and self._view is not None:
            self._view.mark(marks_of(left.finding.text))
            if self._frames is not None:
                self._frames.resume()
        self.post_message(self.Told())

    def _put(self, text: str, *, is_open: bool) -> None:
        self.set_class(is_open, "-shown")
        with self.prevent(Input.Changed):
            self.value = text
        if not is_open and self.has_focus:
            self.screen.set_focus(self._view)

    def finish(self) -> None:
        """The body is complete."""
        self._whole = True
        if self._finding is not None:
            self._finding.finish()

    def stop(self) -> None:
        """Search no more."""
        finding, self._finding, self._hit, self._problem = self._finding, None, None, ""
        if finding is not None:
            finding.stop()

    async def open(self) -> None:
        """Ask what to search for, from the cursor on."""
        self.add_class("-shown")
        self.screen.set_focus(self)
        self._begun_at = 0 if self._view is None else await asyncio.to_thread(self._view.row_offset)
        if self.value and self._finding is None:
            self._find(self.value)

    def close(self) -> None:
        """Forget the search."""
        self.stop()
        self.remove_class("-shown")
        if self._view is not None:
            self._view.filter(None)
            self._view.mark(None)
            self.screen.set_focus(self._view)
        self.post_message(self.Told())

    def only_hits(self) -> None:
        """Show only rows with what is searched for, or all again."""
        if self._view is None:
            return
        if self._view.filtered:
            self._view.filter(None)
            return
        marks = marks_of(self._searched().text, DEADLINE)
        self._view.filter(lambda row: next(iter(marks(row)), None))

    async def step(self, by: int) -> None:
        """Go to the next hit, or to the one before."""
        finding = self._searched()
        at = self._hit.start if self._hit is not None else self._begun_at

        def look() -> tuple[Hit, int] | None:
            hit = finding.next(at + (self._hit is not None)) if by > 0 else finding.previous(at)
            return None if hit is None else (hit, finding.number(hit))

        found = await asyncio.to_thread(look)
        view = self._view
        if found is None or self._finding is not finding or view is None or view.index is None:
            return
        if found[0].start < view.index.fed:  # else its row is not known yet
            self._hit, self._number = found
            await view.go_to_offset(self._hit.start)
            self.post_message(self.Told())

    def on_mount(self) -> None:
        """Get ready to tell how far a search is."""
        self._frames = self.set_interval(1 / FRAMES, self._tick, pause=True)

    def on_unmount(self) -> None:
        """Leave the body alone."""
        self.stop()

    def action_close(self) -> None:
        """Forget the search."""
        self.close()

    async def action_step(self, by: int) -> None:
        """Go to the next hit, or to the one before."""
        await self.step(by)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._find(event.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.screen.set_focus(self._view)

    def _searched(self) -> Finding:
        if self._finding is None:
            searches = keymap_of(self.app).can("find", "searches the body")
            raise WorkbenchError(Problem("nothing is searched for", hint=searches))
        return self._finding

    def _find(self, text: str) -> None:
        self.stop()
        if self._view is None:
            return
        self._view.mark(None)
        if text and self._body is not None:
            try:
                self._finding = Finding(self._body, text)
            except WorkbenchError as error:
                self._problem = error.problems[0].what
            else:
                self._view.mark(marks_of(text))
                self._finding.start(whole=self._whole)
                if self._frames is not None:
                    self._frames.resume()
        self.post_message(self.Told())

    def _tick(self) -> None:
        finding = self._finding
        if self._hit is None and finding is not None and finding.count:
            run_latest(self, "first hit", self.step, 1)
        if not self.running and self._frames is not None:
            self._frames.pause()
        self.post_message(self.Told())

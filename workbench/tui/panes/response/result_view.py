"""What a filter makes of a body, shown in its place while it comes."""

from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.timer import Timer

from workbench.bodies.kinds.json import KIND as JSON
from workbench.bodies.recognise import recognise
from workbench.bodies.sniff import HEAD
from workbench.engine.filters import Filter, is_path
from workbench.tui.keyboard import keymap_of
from workbench.tui.widgets.bindings import bindings
from workbench.tui.widgets.body_view import BodyView

FRAMES = 15  # a second
_PATIENCE = 5  # frames until what a filter has printed so far must do to recognise it


class ResultView(BodyView):
    """Shows the output of one filter at a time; escape leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("result")

    class Left(Message):
        """The body is to be seen as it is."""

    class Grown(Message):
        """There is something new to say about the filter."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._filter: Filter | None = None
        self._shows = self._over = False
        self._waited = 0
        self._looks: Timer | None = None

    @property
    def through(self) -> Filter | None:
        """The filter whose output is shown."""
        return self._filter

    @property
    def words(self) -> str:
        """What there is to say about the filter; how it ended when what it made is shown."""
        if self._filter is None:
            return ""
        told = self._filter.problem or self._filter.told
        return told if self._filter.running or self._over else ""

    def begin(self, through: Filter, *, whole: bool) -> None:
        """Show what another filter makes; `whole` says that the body does not grow any more."""
        self.end()
        self._filter = through
        self.empty = ""
        through.start(whole=whole)
        if self._looks is not None:
            self._looks.resume()

    def finish(self) -> None:
        """The body is complete."""
        if self._filter is not None:
            self._filter.finish()

    def end(self) -> None:
        """Stop the filter, and show nothing."""
        if self._filter is not None:
            self._filter.stop()
        self.clear()
        self._filter, self._shows, self._over, self._waited = None, False, False, 0

    def on_mount(self) -> None:
        """Get ready to draw what comes; Textual calls what the base does by itself."""
        self._looks = self.set_interval(1 / FRAMES, self._look, pause=self._filter is None)

    def on_unmount(self) -> None:
        """Stop the filter."""
        self.end()
        super().on_unmount()

    def action_leave(self) -> None:
        """Show the body as it is."""
        self.post_message(self.Left())

    def _look(self) -> None:
        through = self._filter
        if through is None:
            return
        ended = not through.running
        output, self._waited = through.output, self._waited + 1
        can_tell = ended or output.size >= HEAD or self._waited > _PATIENCE
        if not self._shows and output.size and can_tell:
            path = is_path(through.text)
            self.show(output, JSON if path else recognise("", output.read(0, HEAD)))
            self._shows = True
        if self._shows:
            self.grow(whole=ended)
        self._over = ended
        if ended and not self._shows:
            leaves = keymap_of(self.app).told("result.leave")
            back = f"; {leaves} shows the body" if leaves else ""
            self.empty = (self.words or "it printed nothing") + back
        if ended and self._looks is not None:
            self._looks.pause()
        self.post_message(self.Grown())

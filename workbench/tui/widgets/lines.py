"""Read-only lines of text: headers, timings, an explanation."""

from collections.abc import Sequence

from textual.content import Content

from .line_list import LineList

INDENT = "    "
MOST_PIECES = 200  # of a line; what is longer is cut


class Lines(LineList):
    """A scrolling list of ready-made lines; each must be safe content already.

    A line that is too long for the width goes on in the next, indented.
    """

    DEFAULT_CSS = """
    Lines { height: 1fr; padding: 0 1; scrollbar-gutter: stable; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._lines: Sequence[Content] = ()
        self._rows: list[tuple[int, Content]] = []
        self._width = 0
        self._subject: object = None

    def show(self, lines: Sequence[Content], subject: object = None) -> None:
        """Replace what is shown; the cursor stays where it was if the subject is the same."""
        self._lines = lines
        self._fold()
        if subject != self._subject:
            self._subject = subject
            self.cursor = 0
            self.scroll_to(y=0, animate=False)

    @property
    def room(self) -> int:
        """How many columns a line has, the scrollbar's left out."""
        return self.scrollable_content_region.width

    def line_of(self, row: int) -> int:
        """Return the number of the line that a row shows a piece of."""
        return self._rows[row][0]

    @property
    def selected(self) -> str:
        """The text of the line under the cursor, as a whole."""
        return self._lines[self.line_of(self.cursor)].plain if self._rows else ""

    def line(self, index: int, width: int) -> Content:
        """Return one of the rows."""
        return self._rows[index][1].truncate(width, ellipsis=True)

    def on_resize(self) -> None:
        """Cut the lines anew for another width."""
        if self.room != self._width:
            self._fold()

    def _fold(self) -> None:
        self._width = width = self.room
        rows: list[tuple[int, Content]] = []
        for number, line in enumerate(self._lines):
            if width <= 2 * len(INDENT) or line.cell_length <= width:
                rows.append((number, line))
                continue
            first, *rest = line.wrap(width - len(INDENT))[:MOST_PIECES]
            rows.append((number, first))
            rows += [(number, Content(INDENT) + piece) for piece in rest]
        self._rows = rows
        self.set_count(len(rows))

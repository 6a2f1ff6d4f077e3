"""Read-only lines of text: headers, timings, an explanation."""

import re
from collections.abc import Iterator, Sequence

from textual.content import Content

from .line_list import LineList

INDENT = "    "
_LABEL = re.compile(r" *+(\S++( \S++)? {2,}+)?(?=\S)")
_WIDEST_LABEL = 16  # columns that text is kept clear of
MOST_PIECES = 200  # of a line; what is longer is cut


class Lines(LineList):
    """A scrolling list of ready-made lines; each must be safe content already.

    A line that is too long for the width goes on in the next, indented: below its text
    where that begins behind a label or some space.
    """

    DEFAULT_CSS = """
    Lines { height: 1fr; padding: 0 1; scrollbar-gutter: stable; }
    """

    def __init__(self, *, label: int = 0, id: str | None = None) -> None:  # noqa: A002
        """`label` is how many columns stand before the text, if that is known."""
        super().__init__(id=id)
        self._label = label
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
            rows += [(number, piece) for piece in folded(line, width, self._label)]
        self._rows = rows
        self.set_count(len(rows))


def folded(line: Content, width: int, known: int = 0) -> Iterator[Content]:
    """Yield the rows that a line takes in so many columns, `known` of them before its text."""
    if width <= 2 * len(INDENT) or line.cell_length <= width:
        yield line
        return
    label = _LABEL.match(line.plain)
    end, widest = label.end() if label is not None else 0, min(_WIDEST_LABEL, width // 2)
    if line.plain[:1] == line.plain[known - 1 : known] == " ":  # the label has ended by there
        end, widest = known, width // 2
    head, text = line[:end], line[end:]
    column = head.cell_length
    if len(INDENT) < column <= widest:
        first, *rest = text.wrap(width - column)[:MOST_PIECES]
        yield head + first
        indent = " " * column
    else:
        first, *rest = line.wrap(width - len(INDENT))[:MOST_PIECES]
        yield first
        indent = INDENT
    for piece in rest:
        yield Content(indent) + piece

"""The text of a CodeArea: made for texts of a megabyte, and for any characters.

Textual's own joins and measures all lines for each row that is drawn, and takes characters
such as a form feed for ends of lines, which are newlines after the next key.
"""

import re

from textual.document._document import Document, EditResult, Location, Newline
from textual.geometry import Size

from .code_cells import is_plain, line_width

_END = re.compile(r"\r\n|\n|\r")


class CodeDocument(Document):
    """A Document that joins its lines, and measures them, only when they have changed.

    Its text is what it was given: where lines end in different ways, `\\n` is what ends
    them, and a `\\r` is a character as others are.
    """

    def __init__(self, text: str) -> None:
        self._newline: Newline = _newline_of(text)
        self._lines = text.split(self._newline)
        self._joined: str | None = text
        self._widths: list[int] | None = None
        self._tab_width = 0
        self.revision = 0
        self._changed_from = 0

    def changed_from(self) -> int:
        """Return the first line that has changed since this was asked."""
        row, self._changed_from = self._changed_from, len(self._lines)
        return row

    @property
    def text(self) -> str:
        """The whole text."""
        if self._joined is None:
            self._joined = self._newline.join(self._lines)
        return self._joined

    def get_text_range(self, start: Location, end: Location) -> str:
        """Return the text between two places."""
        (top, left), (bottom, right) = sorted((start, end))
        if top == bottom:
            return self._lines[top][left:right] if top < len(self._lines) else ""
        first, *others = self._lines[top : bottom + 1]
        if bottom < len(self._lines):
            others[-1] = others[-1][:right]
        return self._newline.join([first[left:], *others])

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        """Replace a part of the text."""
        (top, left), (bottom, right) = sorted((start, end))
        replaced = self.get_text_range(start, end)
        lines, before = self._lines, len(self._lines)
        put = _END.split(text) if "\r" in text else text.split("\n")
        put[0] = (lines[top][:left] if top < before else "") + put[0]
        column = len(put[-1])
        put[-1] += lines[bottom][right:] if bottom < before else ""
        lines[top : bottom + 1] = put
        if self._widths is not None:
            self._widths[top : bottom + 1] = self._measured(put)
        self._joined = None
        self.revision += 1
        self._changed_from = min(self._changed_from, top)
        return EditResult((top + len(put) - 1, column), replaced)

    def widths(self, tab_width: int) -> list[int]:
        """Return how wide each line is."""
        if self._widths is None or tab_width != self._tab_width:
            self._tab_width = tab_width
            self._widths = self._measured(self._lines)
        return self._widths

    def get_size(self, tab_width: int) -> Size:
        """Return how wide and high the text is."""
        return Size(max(self.widths(tab_width), default=0), len(self._lines))

    def _measured(self, lines: list[str]) -> list[int]:
        if is_plain("".join(lines)):
            return [*map(len, lines)]
        return [line_width(line, self._tab_width) for line in lines]


def _newline_of(text: str) -> Newline:
    returns = text.count("\r")
    if not returns:
        return "\n"
    newlines = text.count("\n")
    if not newlines:
        return "\r"
    return "\r\n" if text.count("\r\n") == newlines == returns else "\n"

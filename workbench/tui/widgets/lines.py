"""Read-only lines of text: headers, timings, an explanation."""

from collections.abc import Sequence

from textual.content import Content

from .line_list import LineList


class Lines(LineList):
    """A scrolling list of ready-made lines; each must be safe content already."""

    DEFAULT_CSS = """
    Lines { height: 1fr; padding: 0 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._lines: Sequence[Content] = ()

    def show(self, lines: Sequence[Content]) -> None:
        """Replace what is shown."""
        self._lines = lines
        self.set_count(len(lines))

    def line(self, index: int, width: int) -> Content:
        """Return one of the lines."""
        return self._lines[index].truncate(width, ellipsis=True)

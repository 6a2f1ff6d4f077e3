"""The text that a reader of an HTML page would see, in lines. Nothing is run or loaded."""

from collections.abc import Iterator
from html.parser import HTMLParser
from textwrap import wrap

from .index import Line
from .safe import safe_line

WIDTH = 100
"""Columns at which paragraphs are broken."""

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "dd", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead",
    "title", "tr", "ul",
))  # fmt: skip
_LISTS = frozenset(("ul", "ol"))
_APART = frozenset((
    "blockquote", "dl", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre",
    "table", "title", "ul",
))  # fmt: skip
_HIDDEN = frozenset(("script", "style", "template", "noscript"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "title"))


def html_lines(text: str) -> Iterator[Line]:
    """Yield the lines of a page: headings, paragraphs, list items, rows of tables, links."""
    reader = _Reader()
    for at in range(0, len(text), 65536):
        reader.feed(text[at : at + 65536])
        yield from reader.taken()
    reader.close()
    reader.end_block()
    yield from reader.taken()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[Line] = []
        self._words: list[str] = []
        self._hidden = self._pre = self._depth = 0
        self._heading = self._item = self._apart = self._begun = False
        self._links: list[str] = []

    def taken(self) -> list[Line]:
        """Return the lines that are complete, once."""
        lines, self._lines = self._lines, []
        return lines

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        named = dict(attrs)
        if tag in _BLOCKS:
            self._break(tag in _APART and not (tag in _LISTS and self._depth))
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag in _HEADINGS:
            self._heading = True
        elif tag in _LISTS:
            self._depth += 1
        elif tag == "li":
            self._item = True
        elif tag == "pre":
            self._pre += 1
        elif tag in ("td", "th") and self._words:
            self._words.append("  │  ")
        elif tag == "br":
            self.end_block()
        elif tag == "hr":
            self._lines.append((("punct", "─" * 40),))
        elif tag == "img" and named.get("alt"):
            self._words.append(f" [image: {named['alt']}] ")
        elif tag == "a":
            self._links.append(named.get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag == "a" and self._links:
            link = self._links.pop()
            if link and not link.startswith("#"):
                self._words.append(f" <{link}>")
        if tag in _BLOCKS:
            self._break(tag in _APART and not (tag in _LISTS and self._depth > 1))
        if tag in _HEADINGS:
            self._heading = False
        elif tag in _LISTS:
            self._depth = max(0, self._depth - 1)
        elif tag == "pre":
            self._pre = max(0, self._pre - 1)

    def handle_data(self, data: str) -> None:
        """Text, between two tags or a part of it."""
        if not self._hidden:
            self._words.append(data)

    def end_block(self) -> None:
        """Make lines of the words since the last block."""
        text, self._words = "".join(self._words), []
        if self._pre:
            lines = text.strip("\n").split("\n") if text.strip() else []
        else:
            lines = wrap(" ".join(text.split()), WIDTH, break_on_hyphens=False)
        if not lines:
            return
        if self._apart and self._begun:
            self._lines.append(())
        self._apart, self._begun = False, True
        lead = "  " * max(0, self._depth - 1)
        for number, line in enumerate(lines):
            mark = "• " if self._item and number == 0 else "  " if self._item else ""
            kind = "key" if self._heading else "text"
            self._lines.append((("punct", lead + mark), (kind, safe_line(line))))
        self._item = False

    def _break(self, apart: bool) -> None:
        self.end_block()
        self._apart = self._apart or apart

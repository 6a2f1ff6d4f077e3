"""Where all that was sent came from, as lines. No widgets here."""

from collections.abc import Iterator
from typing import NamedTuple

from textual.content import Content

from workbench.engine.redact import MASK, redactor_of
from workbench.model import Answered, Exchange, Origin, OriginPart
from workbench.tui.widgets.row_lines import with_templates
from workbench.tui.widgets.safe import content, line_content
from workbench.tui.widgets.when import when

FAINT = "$muted"
NOTE = "$muted italic"
TITLES: dict[OriginPart, str] = {
    "url": "URL",
    "headers": "Headers",
    "auth": "Auth",
    "options": "Options",
    "body": "Body",
    "messages": "Messages",
}
WIDEST_NAME, WIDEST_SOURCE = 24, 44
NARROWEST_VALUE = 24
INDENT, GAP = 2, 2
LONGEST = 400  # characters of a value
LOOKED_AT = 4 * LONGEST  # for secrets: what begins in sight may end out of it


class OriginLine(NamedTuple):
    """A line of the Origins tab, and what it tells of; None for headings and notes."""

    text: Content
    origin: Origin | None = None


def origin_lines(exchange: Exchange, width: int, *, revealed: bool) -> list[OriginLine]:
    """Return where each part of the request came from, as it was when it was sent.

    Secrets are masked unless `revealed`.
    """
    origins = exchange.origins
    if origins is None:
        return [OriginLine(content(text, NOTE)) for text in _unknown(exchange)]
    lines = _Lines(exchange, width, revealed=revealed)
    found = [*lines.all()]
    if origins.left_out:
        found.append(OriginLine(content(f"… and {origins.left_out:,} templates more", NOTE)))
    return found


def _unknown(exchange: Exchange) -> Iterator[str]:
    if exchange.from_history:
        yield "history did not keep where the parts of this request came from"
    else:
        yield "where the parts of this request came from was not recorded: it is one of a run"


class _Lines:
    """The lines of one exchange, in columns as wide as what is in them."""

    def __init__(self, exchange: Exchange, width: int, *, revealed: bool) -> None:
        assert exchange.origins is not None
        self._origins = exchange.origins.found
        self._revealed = revealed
        self._redactor = redactor_of(frozenset() if revealed else exchange.secrets)
        self._sources = [self._source(each) for each in self._origins]
        self._values = [self._shown(each) for each in self._origins]
        place = min(max(map(len, self._sources), default=0), WIDEST_SOURCE, 2 * width // 3)
        names = (len(each.name) + 2 * each.depth + 2 for each in self._origins)
        self._name = max((name for name in names if name <= WIDEST_NAME), default=0)
        room = width - INDENT - self._name - GAP - place
        fitting = (v.cell_length for v in self._values if v.cell_length <= room)
        self._value = max(fitting, default=0) if room >= NARROWEST_VALUE else -1
        self._place = self._widest = width - place
        if self._value >= 0:
            self._place = INDENT + self._name + self._value + GAP

    def all(self) -> Iterator[OriginLine]:
        """Yield a heading for each part, and below it what it was made of."""
        part = ""
        for origin, value, source in zip(self._origins, self._values, self._sources, strict=True):
            if origin.part != part:
                if part:
                    yield OriginLine(Content(""))
                part = origin.part
                yield OriginLine(Content.styled(TITLES[origin.part], "$accent bold"))
            yield from self._lines(origin, value, source)

    def _lines(self, origin: Origin, value: Content, source: str) -> Iterator[OriginLine]:
        """Yield name, value and source; the value below them where there is no room for it."""
        indent = INDENT + 2 * origin.depth
        text = self._text(origin.name)
        name = with_templates(text) if "{{" in text else line_content(text, "$json-key")
        place = line_content(source, "$warning italic" if origin.scope == "nobody" else FAINT)
        start = INDENT + self._name
        if indent + name.cell_length < start and value.cell_length <= self._value:
            yield OriginLine(_at((indent, name), (start, value), (self._place, place)), origin)
            return
        name = name.truncate(max(1, self._widest - indent - 1), ellipsis=True)
        behind = max(self._place, indent + name.cell_length + 1)
        yield OriginLine(_at((indent, name), (behind, place)), origin)
        if value.cell_length:
            yield OriginLine(_at((indent + 2, value)), origin)

    def _shown(self, origin: Origin) -> Content:
        is_hidden = origin.secret and not self._revealed
        value = line_content(MASK if is_hidden else self._text(origin.value))
        written = self._text(origin.written)
        if not written:
            return value
        return value + content("  ← ", "$faint") + with_templates(written, FAINT)

    def _text(self, text: str) -> str:
        return self._redactor.text(text[:LOOKED_AT])[:LONGEST]

    def _source(self, origin: Origin) -> str:
        if origin.answered is not None:
            return _response(origin.answered)
        if origin.scope == "nobody":
            return "nobody says it"
        line = f":{origin.line}" if origin.line else ""
        return f"{origin.place}{line}" if origin.place else origin.scope


def _at(*pieces: tuple[int, Content]) -> Content:
    """Return pieces that begin at these columns, or where the one before ends."""
    line = Content("")
    for column, piece in pieces:
        line = line.pad_right(max(0, column - line.cell_length)) + piece
    return line


def _response(answered: Answered) -> str:
    return f"{answered.request} → {answered.status} at {when(answered.started)}"

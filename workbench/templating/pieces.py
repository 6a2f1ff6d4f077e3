r"""Parse a text into what it says literally and what it asks for. Parsing never fails.

    {{ name }}              the value of a variable
    {{ uuid() }}            what a function returns; its arguments: f('a', 1, k=true, name)
    {{ name | upper }}      a value that goes through functions, as their first argument
    \{{                     two braces, no more; a backslash before it is doubled: \\{{name}}

An expression stands on one line. Braces that enclose anything else on their line are
Invalid: a likely slip, which must not be sent. Braces that nothing closes are literal
unless a name follows them. Of three braces the last two open: `{{{id}}}` is `{`, the
value and `}`, as JSON bodies need it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .expression import Expression, Stumble, read

OPEN = re.compile(r"\{\{(?!\{)")
LONGEST = 1000  # of one expression: a hostile text must not be read again and again
_SHOWN = 40
_UP_TO_BRACES = re.compile(r"[^\n]*?(?=\{\{|\}\}|\n|\Z)")
_LOOKS_LIKE_A_NAME = re.compile(r"[ \t]*[^\W\d]")
_JUST_TEXT = r"write \{{ for two braces that are just text"


@dataclass(frozen=True, slots=True)
class Literal:
    """Text that stays as it is; `text` is without escapes, the span is of the source."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Template:
    """An expression in its braces, where its value goes."""

    expression: Expression
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Invalid:
    """Braces around something that is no expression; `at` is where reading stumbled."""

    source: str
    what: str
    hint: str
    at: int
    start: int
    end: int


Piece = Literal | Template | Invalid


def parse(text: str) -> tuple[Piece, ...]:
    """Return the pieces of a text, in order and without gaps."""
    return tuple(_pieces(text))


def escape(text: str) -> str:
    """Return a text whose value is exactly this one, for importing what is not a template."""
    pieces, at = [], 0
    for found in OPEN.finditer(text):
        slashes = slashes_before(text, at, found.start())
        pieces.append(text[at : found.start()] + "\\" * (slashes + 1) + "{{")
        at = found.end()
    return "".join(pieces) + text[at:]


def position(text: str, offset: int) -> str:
    """Return a place in a text as `column`, or `line:column` where there are lines; from 1."""
    column = offset - text.rfind("\n", 0, offset)
    if "\n" not in text:
        return str(column)
    line = text.count("\n", 0, offset) + 1
    return f"{line}:{column}"


def _pieces(text: str) -> Iterator[Piece]:
    at = scanned = 0
    literal: list[str] = []
    while (opening := OPEN.search(text, scanned)) is not None:
        slashes = slashes_before(text, scanned, opening.start())
        literal.append(text[scanned : opening.start() - (slashes + 1) // 2])
        scanned = opening.end()
        piece = None if slashes % 2 else _piece(text, opening.end())
        if piece is None:
            literal.append("{{")
            continue
        before = "".join(literal)
        if before:
            yield Literal(before, at, piece.start)
        yield piece
        literal, at, scanned = [], piece.end, piece.end
    rest = "".join(literal) + text[scanned:]
    if rest:
        yield Literal(rest, at, len(text))


def slashes_before(text: str, start: int, end: int) -> int:
    """Return how many backslashes stand right before `end`."""
    before = text[start:end]
    return len(before) - len(before.rstrip("\\"))


def _piece(text: str, inside: int) -> Template | Invalid | None:
    """Return what the braces hold whose content starts here, or None if they are just text."""
    start, limit = inside - 2, inside + LONGEST
    try:
        expression, end = read(text, inside, limit)
    except Stumble as stumble:
        return _invalid(text, inside, limit, stumble)
    return Template(expression, start, end)


def _invalid(text: str, inside: int, limit: int, stumble: Stumble) -> Invalid | None:
    start = inside - 2
    content = _UP_TO_BRACES.match(text, stumble.at, limit)
    end = content.end() if content else stumble.at
    if text.startswith("}}", end):
        source = text[start : end + 2]
        shown = _shortened(source)
        what = f'cannot read "{shown}": {stumble.what}'
        return Invalid(source, what, stumble.hint or _JUST_TEXT, stumble.at, start, end + 2)
    if _LOOKS_LIKE_A_NAME.match(text, inside):
        end = max(stumble.at, min(end, start + _SHOWN))
        source = text[start:end]
        what = f'"{_shortened(source)}" is never closed'
        return Invalid(source, what, _JUST_TEXT, start, start, end)
    return None


def _shortened(source: str) -> str:
    return source if len(source) <= _SHOWN else source[: _SHOWN - 1] + "…"

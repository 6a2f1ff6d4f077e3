r"""Parse a text into what it says literally and what it asks for. Parsing never fails.

    {{ name }}            the value of a variable
    {{ uuid() }}          what a function returns; arguments are literals: f('a', 1, k=true)
    \{{                   two braces and nothing more; a backslash before it is doubled: \\{{name}}

An expression stands on one line. Braces that enclose anything else on their line are
Invalid: a likely slip, which must not be sent. Braces that nothing closes are literal
unless a name follows them. Of three braces the last two open: `{{{id}}}` is `{`, the
value and `}`, as JSON bodies need it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

Argument = str | int | float | bool

_OPEN = re.compile(r"\{\{(?!\{)")
# Possessive quantifiers and a bounded length: a hostile text must not cost backtracking.
_LONGEST = 1000
_NAME = r"[^\W\d][\w-]*+"
_LITERAL = r"(?:'[^'\n]*+'|\"[^\"\n]*+\"|-?\d++(?:\.\d++)?|true|false)"
_ARGUMENT = rf"(?:({_NAME})[ \t]*+=[ \t]*+)?({_LITERAL})(?![\w.])[ \t]*+"
_USE = re.compile(rf"[ \t]*+({_NAME})[ \t]*+\}}\}}")
_CALL = re.compile(
    rf"[ \t]*+({_NAME})[ \t]*+\([ \t]*+((?:{_ARGUMENT}(?:,[ \t]*+|(?=\))))*+)\)[ \t]*+\}}\}}"
)
_ARGUMENTS = re.compile(_ARGUMENT)
_UP_TO_BRACES = re.compile(r"[^\n]*?(?=\{\{|\}\}|\n|\Z)")
_LOOKS_LIKE_A_NAME = re.compile(r"[ \t]*[^\W\d]")


@dataclass(frozen=True, slots=True)
class Literal:
    """Text that stays as it is; `text` is without escapes, the span is of the source."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Use:
    """A variable's name where its value goes."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Call:
    """A function's name with literal arguments, where its result goes."""

    function: str
    positional: tuple[Argument, ...]
    named: tuple[tuple[str, Argument], ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Invalid:
    """Braces around something that is neither a name nor a call."""

    source: str
    what: str
    start: int
    end: int


Piece = Literal | Use | Call | Invalid


def parse(text: str) -> tuple[Piece, ...]:
    """Return the pieces of a text, in order and without gaps."""
    return tuple(_pieces(text))


def names(text: str) -> tuple[str, ...]:
    """Return the names of the variables that a text uses, each once, in order."""
    return tuple(dict.fromkeys(piece.name for piece in parse(text) if isinstance(piece, Use)))


def escape(text: str) -> str:
    """Return a text whose value is exactly this one, for importing what is not a template."""
    pieces, at = [], 0
    for found in _OPEN.finditer(text):
        slashes = _slashes(text, at, found.start())
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
    while (opening := _OPEN.search(text, scanned)) is not None:
        slashes = _slashes(text, scanned, opening.start())
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


def _slashes(text: str, start: int, end: int) -> int:
    """Return how many backslashes stand right before `end`."""
    before = text[start:end]
    return len(before) - len(before.rstrip("\\"))


def _piece(text: str, inside: int) -> Piece | None:
    """Return what the braces hold whose content starts here, or None if they are just text."""
    start, limit = inside - 2, inside + _LONGEST
    use = _USE.match(text, inside, limit)
    if use:
        return Use(use[1], start, use.end())
    call = _CALL.match(text, inside, limit)
    if call:
        positional, named = _arguments(call[2])
        return Call(call[1], positional, named, start, call.end())
    content = _UP_TO_BRACES.match(text, inside, limit)
    end = content.end() if content else inside
    if text.startswith("}}", end):
        source = text[start : end + 2]
        return Invalid(source, f'"{source}" is neither a name nor a call', start, end + 2)
    if _LOOKS_LIKE_A_NAME.match(text, inside):
        end = min(end, start + 40)
        return Invalid(text[start:end], f'"{text[start:end]}" is never closed', start, end)
    return None


def _arguments(text: str) -> tuple[tuple[Argument, ...], tuple[tuple[str, Argument], ...]]:
    found = [(name, _argument(literal)) for name, literal in _ARGUMENTS.findall(text)]
    positional = tuple(value for name, value in found if not name)
    return positional, tuple((name, value) for name, value in found if name)


def _argument(literal: str) -> Argument:
    if literal[0] in "'\"":
        return literal[1:-1]
    if literal in {"true", "false"}:
        return literal == "true"
    return float(literal) if "." in literal else int(literal)

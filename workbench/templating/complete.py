"""Offer what can stand at the cursor: names, functions, pipes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from workbench.model import SecretReference, text_of

from .expression import NAME, Stumble, read
from .library import LIBRARY, Function, Library
from .needs import MASK
from .pieces import LONGEST, OPEN, slashes_before
from .scope import Binding, Scope, bindings

MAX_SHOWN = 60

Arguments = Mapping[str, Sequence[str]]

_TOKEN = re.compile(rf"'[^'\n]*'|\"[^\"\n]*\"|{NAME}|\S")
_WORD_BEFORE = re.compile(rf"(?:{NAME})?\Z")
_QUOTES = {"'", '"'}
_WORD_AFTER = re.compile(r"[\w-]*")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that could stand here.

    `text` goes in, with the cursor after `cursor` characters of it. A variable shows its
    `value` as written, masked if it is secret, and its `origin`; a function its signature.
    """

    name: str
    kind: Literal["variable", "function", "argument"]
    text: str
    cursor: int
    value: str
    origin: str = ""
    doc: str = ""


@dataclass(frozen=True, slots=True)
class Completion:
    """Candidates, the likeliest first, for the part of the text from `start` to `end`."""

    start: int
    end: int
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class _Spot:
    """What can stand where the typed word starts; `called` is the function around it."""

    kind: Literal["head", "pipe", "argument", "text"]
    start: int
    called: str = ""


def complete(
    text: str,
    cursor: int,
    scopes: Sequence[Scope],
    library: Library = LIBRARY,
    arguments: Arguments | None = None,
) -> Completion | None:
    """Return what can stand at the cursor, or None where nothing is to be offered.

    `arguments` holds, by function, what its first argument can be: for response() the ids
    of the requests, for env() the names that are allowed.
    """
    opening = _opening(text, cursor)
    if opening is None:
        return None
    before = text[opening + 2 : cursor]
    spot = _spot(before, library)
    if spot is None:
        return None
    typed = before[spot.start :]
    start = cursor - len(typed)
    if spot.kind == "text":
        offered = (arguments or {}).get(spot.called, ())
        candidates = [Candidate(name, "argument", name, len(name), "") for name in offered]
        return Completion(start, cursor, tuple(_ranked(typed, candidates)))
    candidates = []
    if spot.kind != "pipe":
        known = bindings(scopes).items()
        candidates += (_variable(name, found) for name, found in known if not found.removed)
    if spot.kind != "argument":
        functions = library.values()
        pipes = spot.kind == "pipe"
        candidates += (_function(f, pipes) for f in functions if f.takes_a_value or not pipes)
    after = _WORD_AFTER.match(text, cursor)
    end = after.end() if after else cursor
    return Completion(start, end, tuple(_ranked(typed, candidates)))


def _opening(text: str, cursor: int) -> int | None:
    """Return where the braces open whose content the cursor stands in."""
    line = text.rfind("\n", 0, cursor) + 1
    scanned = max(line, cursor - LONGEST)
    inside = None
    while (found := OPEN.search(text, scanned, cursor)) is not None:
        scanned = found.end()
        inside = None
        if slashes_before(text, line, found.start()) % 2:
            continue
        try:
            _, scanned = read(text, found.end(), cursor)
        except Stumble:
            inside = found.start()
    return None if inside is None or "}}" in text[inside:cursor] else inside


def _spot(before: str, library: Library) -> _Spot | None:
    """Return what can follow the beginning of an expression."""
    word = _WORD_BEFORE.search(before)
    start = word.start() if word else len(before)
    called = last = ""
    for token in _TOKEN.finditer(before):
        if token[0] in _QUOTES:  # a whole text is one token: this one is not closed
            return _Spot("text", token.end(), called) if called and last == "(" else None
        if token.start() >= start:
            break
        if token[0] in {"(", ")"}:
            called = last if token[0] == "(" else ""
        last = token[0]
    if called:
        function = library.get(called)
        is_open = last in {"(", ",", "="} and not (function and function.outside)
        return _Spot("argument", start, called) if is_open else None
    if last:
        return _Spot("pipe", start) if last == "|" else None
    return _Spot("head", start)


def _variable(name: str, binding: Binding) -> Candidate:
    scope, entry = binding.scope, binding.entry
    origin = scope.place or scope.name
    if isinstance(entry, SecretReference):
        return Candidate(name, "variable", name, len(name), MASK, origin, f"from {entry.source}")
    value = MASK if scope.secret else text_of(entry.value)
    shown = value if len(value) <= MAX_SHOWN else f"{value[: MAX_SHOWN - 1]}…"
    return Candidate(name, "variable", name, len(name), shown, origin, entry.description)


def _function(function: Function, is_pipe: bool) -> Candidate:
    """Return a function with its parentheses, and the cursor in them if it needs more."""
    name, needed = function.name, function.needed - is_pipe
    text = name if is_pipe and needed <= 0 else f"{name}()"
    cursor = len(text) - 1 if needed > 0 else len(text)
    return Candidate(name, "function", text, cursor, function.signature, "", function.doc)


def _ranked(typed: str, candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield the candidates that the typed word begins, then those that it is a part of."""
    word = typed.lower()
    yield from (found for found in candidates if found.name.lower().startswith(word))
    yield from (
        found
        for found in candidates
        if word in found.name.lower()[1:] and not found.name.lower().startswith(word)
    )

"""Offer what can stand at the cursor: names, functions, pipes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from workbench.model import SecretReference, text_of

from .expression import NAME, Stumble, read
from .library import LIBRARY, Function, Library
from .needs import MASK
from .pieces import LONGEST, OPEN, slashes_before
from .scope import Binding, Scope, bindings

MAX_SHOWN = 60

Place = Literal["head", "pipe", "argument"]

_TOKEN = re.compile(rf"'[^'\n]*'|\"[^\"\n]*\"|{NAME}|\S")
_WORD_BEFORE = re.compile(rf"(?:{NAME})?\Z")
_WORD_AFTER = re.compile(r"[\w-]*")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that could stand here.

    `text` goes in, with the cursor after `cursor` characters of it. A variable shows its
    `value` as written, masked if it is secret, and its `origin`; a function its signature.
    """

    name: str
    kind: Literal["variable", "function"]
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


def complete(
    text: str, cursor: int, scopes: Sequence[Scope], library: Library = LIBRARY
) -> Completion | None:
    """Return what can stand at the cursor, or None where nothing is to be offered."""
    opening = _opening(text, cursor)
    if opening is None:
        return None
    before = text[opening + 2 : cursor]
    word = _WORD_BEFORE.search(before)
    typed = word[0] if word else ""
    place = _place(before[: len(before) - len(typed)], library)
    if place is None:
        return None
    candidates: list[Candidate] = []
    if place != "pipe":
        candidates += (
            _variable(name, found) for name, found in bindings(scopes).items() if not found.removed
        )
    if place != "argument":
        candidates += (
            _function(function, place)
            for function in library.values()
            if place == "head" or function.takes_a_value
        )
    after = _WORD_AFTER.match(text, cursor)
    end = after.end() if after else cursor
    return Completion(cursor - len(typed), end, tuple(_ranked(typed, candidates)))


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


def _place(before: str, library: Library) -> Place | None:
    """Return what can stand after the beginning of an expression."""
    words = _TOKEN.findall(before)
    if "'" in words or '"' in words:  # a whole text is one word: this one is not closed
        return None
    called, last = "", ""
    for word in words:
        if word in {"(", ")"}:
            called = last if word == "(" else ""
        last = word
    if called:
        function = library.get(called)
        is_open = last in {"(", ",", "="} and not (function and function.outside)
        return "argument" if is_open else None
    return "head" if not last else "pipe" if last == "|" else None


def _variable(name: str, binding: Binding) -> Candidate:
    scope, entry = binding.scope, binding.entry
    origin = scope.place or scope.name
    if isinstance(entry, SecretReference):
        return Candidate(name, "variable", name, len(name), MASK, origin, f"from {entry.source}")
    value = MASK if scope.secret else text_of(entry.value)
    shown = value if len(value) <= MAX_SHOWN else f"{value[: MAX_SHOWN - 1]}…"
    return Candidate(name, "variable", name, len(name), shown, origin, entry.description)


def _function(function: Function, place: str) -> Candidate:
    """Return a function with its parentheses, and the cursor in them if it needs more."""
    name, needed = function.name, function.needed - (place == "pipe")
    text = name if place == "pipe" and needed <= 0 else f"{name}()"
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

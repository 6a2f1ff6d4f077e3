"""What can come next in a check or a capture that is being typed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .filters import FILTERS
from .parse import read_step
from .predicates import PREDICATES
from .queries import CERTIFICATE_FACTS, QUERIES
from .scan import CheckSyntaxError, Scanner
from .words import Word

_PARTIAL = re.compile(r"(?:[^\W\d][\w-]*|[=!<>]+)?\Z")
_FACT = re.compile(r"\s*certificate\s+(\"[\w-]*)\Z")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word that fits, what it means, and a whole check with it."""

    text: str
    meaning: str
    example: str = ""


@dataclass(frozen=True, slots=True)
class Completion:
    """What may replace the text from `start` to the place of the cursor."""

    start: int
    suggestions: tuple[Suggestion, ...]


_NOT = Suggestion("not", "the opposite of what follows", 'header "X-Debug" not exists')
_REDACT = Suggestion("redact", "keep the value secret", 'header "X-Token" redact')


def complete(text: str, at: int | None = None, *, capture: bool = False) -> Completion:
    """Return the words that fit at a place of a check, or of a capture, by default at its end.

    Those that begin like what is typed there, in the order in which help lists them; none
    within an argument, but for the facts of a certificate.
    """
    before = text if at is None else text[:at]
    fact = _FACT.match(before)
    if fact:
        facts = (Suggestion(f'"{name}"', "a fact of the certificate") for name in CERTIFICATE_FACTS)
        return _fitting(facts, before, fact.start(1))
    partial = _PARTIAL.search(before)
    assert partial is not None
    try:
        following = _following(Scanner(before[: partial.start()]), capture)
    except CheckSyntaxError:
        following = []
    return _fitting(following, before, partial.start())


def _following(scanner: Scanner, capture: bool) -> list[Suggestion]:
    """Return what may follow a whole number of words."""
    if not scanner.rest():
        return _suggested(QUERIES)
    word = scanner.peek_word()
    step = QUERIES.find(word)
    while step is not None:
        read_step(scanner, step, word)
        word = scanner.peek_word()
        step = FILTERS.find(word)
    if scanner.at_end:
        ends = [_REDACT] if capture else [*_suggested(PREDICATES), _NOT]
        return [*_suggested(FILTERS), *ends]
    if word == "not" and not capture:
        scanner.advance(3)
        return [] if scanner.rest() else _suggested(PREDICATES)
    return []


def _suggested(words: Iterable[Word]) -> list[Suggestion]:
    return [Suggestion(word.name, word.meaning, word.example) for word in words]


def _fitting(suggestions: Iterable[Suggestion], before: str, start: int) -> Completion:
    typed = before[start:].lower()
    fitting = (each for each in suggestions if each.text.lower().startswith(typed))
    return Completion(start, tuple(fitting))

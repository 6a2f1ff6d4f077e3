"""How well a text fits what somebody typed. Pure."""

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")

WORD_START = 30
SCATTERED = -60  # letters that are there, but not side by side


def fit(wanted: str, text: str) -> int | None:
    """Return how well a text has all of the wanted words, or None if it lacks one.

    A word counts more at the start of a word of the text and near its beginning; one whose
    letters only follow each other somewhere counts least.
    """
    total = 0
    text = text.lower()
    for word in wanted.lower().split():
        at = text.find(word)
        if at >= 0:
            starts = at == 0 or not text[at - 1].isalnum()
            total += (WORD_START if starts else 0) - min(at, 50)
        else:
            letters = iter(text)
            if not all(letter in letters for letter in word):
                return None
            total += SCATTERED
    return total


def best(wanted: str, items: Iterable[T], text: Callable[[T], str]) -> list[T]:
    """Return the items that fit, the best first; without a wanted word all in their order."""
    found = [(score, item) for item in items if (score := fit(wanted, text(item))) is not None]
    return [item for _, item in sorted(found, key=lambda each: -each[0])]

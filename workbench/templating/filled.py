"""A value together with what it was made of: whether it is secret follows it everywhere."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workbench.model import Value, text_of

from .needs import MASK, Need


@dataclass(frozen=True, slots=True)
class Filled:
    """What came of a text or a value. It prints without anything secret.

    It is `secret` if a secret is in it or was used to make it; `secrets` are then the
    texts to redact: those of the secrets, and those derived on the way, such as the base64
    form of a password. `used` names the variables (`token`) and functions (`base64()`) on
    the way, `needs` all that was asked for outside, met or not. What is not `complete`
    still holds templates and must not be sent.
    """

    value: Value
    secret: bool = False
    secrets: frozenset[str] = frozenset()
    used: frozenset[str] = frozenset()
    needs: frozenset[Need] = frozenset()
    complete: bool = True

    @property
    def text(self) -> str:
        """The value as text: numbers and the rest as JSON."""
        return text_of(self.value)

    @property
    def shown(self) -> str:
        """The value as text to show: a mask if it is secret."""
        return MASK if self.secret else self.text

    def __repr__(self) -> str:
        shown = MASK if self.secret else repr(self.value)
        return f"Filled({shown}, used={sorted(self.used)}, complete={self.complete})"


def made_of(value: Value, parts: Iterable[Filled]) -> Filled:
    """Return a value with all that its parts bring along."""
    parts = tuple(parts)
    return Filled(
        value,
        any(part.secret for part in parts),
        frozenset().union(*(part.secrets for part in parts)),
        frozenset().union(*(part.used for part in parts)),
        frozenset().union(*(part.needs for part in parts)),
        all(part.complete for part in parts),
    )


def as_secret(filled: Filled) -> Filled:
    """Return the same as a secret: its value joins the texts to redact."""
    secrets = filled.secrets | secret_texts(filled.value)
    return Filled(filled.value, True, secrets, filled.used, filled.needs, filled.complete)


def masked(text: str, parts: Iterable[Filled]) -> str:
    """Return a text without what is secret in the parts that it is about."""
    secrets = {secret for part in parts for secret in part.secrets}
    for secret in sorted(secrets, key=len, reverse=True):
        text = text.replace(secret, MASK)
    return text


def secret_texts(value: Value) -> frozenset[str]:
    """Return the texts to redact when this value is secret: itself, and each text in it.

    Nothing, true and false are no texts to look for.
    """
    if value is None or isinstance(value, bool):
        return frozenset()
    return frozenset(text for text in (text_of(value), *_leaves(value)) if text)


def _leaves(value: Value) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for item in value:
                yield from _leaves(item)
        case dict():
            for item in value.values():
                yield from _leaves(item)

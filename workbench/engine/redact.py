"""Take secrets out of what is shown, kept or exported, however they are spelled.

A secret is found as it is, and as URLs, JSON and HTML escape it (each character in its own
way, since every library escapes others), as hex, and as base64, also in the midst of
something longer: `user:password` in a Basic header begins with the user.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from .spellings import Haystack, spellings_of

MASK = "•••"

# The longest spelling of one character, `&#x0000041;` or an escape in an escape.
LONGEST_SPELLING = 24

BASE64 = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=")
_FORM = b'"\\{}[],:'
_STARS = bytes(
    code if code in _FORM or code <= 0x20 else ord("*") for code in range(256)
)  # for bytes.translate


class Redactor:
    """Knows the secrets of a send, a run or a session. It shows none of them itself."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._known = tuple({secret for secret in secrets if secret})
        self._margin = LONGEST_SPELLING * max(map(len, self._known), default=0)

    def __bool__(self) -> bool:
        return bool(self._known)

    def text(self, text: str) -> str:
        """Return a text with three dots in the place of every secret."""
        if not self._known or not text:
            return text
        octets = text.encode("utf-8", "surrogatepass")
        masked = self.content(octets)
        return text if masked is octets else masked.decode("utf-8", "surrogatepass")

    def content(self, content: bytes) -> bytes:
        """Return bytes, such as a body, with the dots in UTF-8."""
        spans = self._spans(content)
        return _replaced(content, spans, lambda _: MASK.encode()) if spans else content

    def starred(self, content: bytes) -> bytes:
        """Return bytes with a star in the place of every letter of a secret.

        There are as many as before, and what gives JSON and lines their form stays.
        """
        spans = self._spans(content)
        return (
            _replaced(content, spans, lambda found: found.translate(_STARS)) if spans else content
        )

    @property
    def margin(self) -> int:
        """The most bytes that a secret takes, however it is spelled."""
        return self._margin

    def chunks(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """Yield a body that comes in chunks; secrets over their borders are found as well."""
        rest = b""
        for chunk in chunks:
            rest += chunk
            border = len(rest) - self._margin
            if border <= 0:
                continue
            border = _moved(border, self._spans(rest))
            yield self.content(rest[:border])
            rest = rest[border:]
        if rest:
            yield self.content(rest)

    def beginning(self, read: Callable[[int, int], bytes], length: int) -> bytes:
        """Return the first `length` octets of a body, without secrets, and without the
        beginning of one at the end; `read` is given where to start and how much to read."""
        octets = read(0, length + self._margin)
        return self.content(octets[: _moved(length, self._spans(octets))])

    def finds(self, text: str) -> bool:
        """Tell whether a text holds a secret."""
        return bool(self._spans(text.encode("utf-8", "surrogatepass")))

    def _spans(self, content: bytes) -> list[tuple[int, int]]:
        """Return where secrets are, in order; those that overlap are one."""
        if not self._known or not content:
            return []
        haystack = Haystack(content)
        found = sorted(
            _whole(match, content)
            for spellings in map(spellings_of, self._known)
            if spellings.may_be_in(haystack)
            for match in spellings.pattern.finditer(content)
        )
        spans: list[tuple[int, int]] = []
        for start, end in found:
            if spans and start < spans[-1][1]:
                start, last = spans.pop()
                end = max(end, last)
            spans.append((start, end))
        return spans


@lru_cache(maxsize=64)
def redactor_of(secrets: frozenset[str]) -> Redactor:
    """Return the redactor for some secrets; making one costs milliseconds, once."""
    return Redactor(secrets)


def _whole(found: re.Match[bytes], content: bytes) -> tuple[int, int]:
    """Return the span to hide: of base64, which is what groups hold, all that is unbroken."""
    start, end = found.span()
    if found.lastindex is not None:
        while start and content[start - 1] in BASE64:
            start -= 1
        while end < len(content) and content[end] in BASE64:
            end += 1
    return start, end


def _replaced(
    content: bytes, spans: list[tuple[int, int]], instead: Callable[[bytes], bytes]
) -> bytes:
    kept, at = [], 0
    for start, end in spans:
        kept += [content[at:start], instead(content[start:end])]
        at = end
    return b"".join([*kept, content[at:]])


def _moved(border: int, spans: list[tuple[int, int]]) -> int:
    """Return a border moved behind the secret that it would cut."""
    return next((end for start, end in spans if start < border < end), border)

"""The parts of XML in a body of any size: tags, texts and the rest, each as it was sent."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

PartKind = Literal["open", "close", "single", "text", "space"]

LONGEST = 64 * 1024
"""Bytes of a part; a longer one is cut in pieces that count as text."""

_PART = re.compile(
    rb"(?P<space>[ \t\r\n]{1,65536}+)"
    rb"|(?P<single><!--.*?-->|<\?.*?\?>|<!DOCTYPE[^\[>]*+(?:\[.*?\]\s*+)?>)"
    rb"|(?P<text><!\[CDATA\[.*?\]\]>|[^<\n]{1,65536}+)"
    rb"|(?P<close></[^<>]*+>)"
    rb"|(?P<open><[^<>!?/\s](?:[^<>\"'/]++|\"[^\"]*+\"|'[^']*+'|/(?!>))*+>)"
    rb"|(?P<empty><[^<>!?/\s](?:[^<>\"'/]++|\"[^\"]*+\"|'[^']*+'|/(?!>))*+/>)",
    re.DOTALL,
)


class Part(NamedTuple):
    """A part of a text, and where it lies in the bytes that were taken apart."""

    kind: PartKind
    start: int
    end: int


def parts(data: bytes, at: int, *, is_last: bool) -> Iterator[Part]:
    """Yield the parts from `at` on that are complete; `is_last` says that no more bytes come.

    Bytes that are no XML count as text.
    """
    size = len(data)
    while at < size:
        match = _PART.match(data, at, at + LONGEST)
        name = match.lastgroup if match is not None else None
        may_go_on = name in ("text", "space") and not is_last
        if match is not None and (match.end() < size or not may_go_on):
            kind: PartKind = "single" if name == "empty" else name  # type: ignore[assignment]
            yield Part(kind, at, match.end())
            at = match.end()
        elif size - at < LONGEST and not is_last:
            return
        else:
            stop = min(size, at + LONGEST)
            yield Part("text", at, stop)
            at = stop

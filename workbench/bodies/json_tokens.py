"""The tokens of JSON in a body of any size, from any place outside of strings."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from workbench.model import Bytes

from .checkpoints import SPACING

# A quote that is never closed takes everything to the end. A backslash outside a string is not
# JSON; the index treats it like one inside, so the two must agree on what it hides.
TOKEN = re.compile(
    rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)|[{}\[\],:]|(?:[^ \t\r\n"{}\[\],:\\]|\\["\\]?)++',
    re.DOTALL,
)
WINDOW = 4 * SPACING
"""More than lies between checkpoints, so a longer token has one inside."""

_STRING_END = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)


class Token(NamedTuple):
    """A token and where it lies; `text` is only the head of one that fills a whole window."""

    text: bytes
    start: int
    end: int


def tokens(source: Bytes, at: int, end: int) -> Iterator[Token]:
    """Yield the tokens from `at`, which is outside of strings, to before `end`."""
    while at < end:
        data = source.read(at, min(WINDOW, end - at))
        is_last = at + len(data) >= end
        used = len(data)
        for match in TOKEN.finditer(data):
            if match.end() == len(data) and not is_last:
                used = match.start()
                break
            yield Token(match[0], at + match.start(), at + match.end())
        if used == 0:  # one token fills the window
            stop = at + len(data)
            if data[:1] == b'"':
                stop = after_string(source, stop, end, ends_in_escape(data))
            yield Token(data, at, stop)
            at = stop
        else:
            at += used
        if not data:
            return


def after_string(source: Bytes, at: int, end: int, escaped: bool = False) -> int:
    """Return where the string that `at` lies in is over, or `end`.

    `escaped` tells that a backslash before `at` hides the first byte.
    """
    rest = b"\\" if escaped else b""
    while at < end:
        data = rest + source.read(at, min(SPACING, end - at))
        if found := _STRING_END.match(data):
            return at - len(rest) + found.end()
        if len(data) == len(rest):
            break
        at += len(data) - len(rest)
        rest = b"\\" if ends_in_escape(data) else b""
    return end


def ends_in_escape(block: bytes) -> bool:
    """Tell whether a block ends with a backslash whose partner is yet to come."""
    return block.endswith(b"\\") and (len(block) - len(block.rstrip(b"\\"))) % 2 == 1

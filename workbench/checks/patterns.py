"""Regular expressions from outside, each with a deadline.

The syntax is that of the `regex` library, version 1: it has the set operations and the
strict brackets of the Rust crate that Hurl uses, and all of Python's syntax.
"""

import re
from typing import TYPE_CHECKING

from workbench.errors import Problem, WorkbenchError

if TYPE_CHECKING:
    import regex

DEADLINE = 0.5  # seconds that one search may take
LONGEST = 4000  # characters of a pattern
LARGEST = 20_000  # characters of a pattern once its counted repeats are written out
LONGEST_RESULT = 16 << 20  # characters that a replacement may build

_COUNT = re.compile(r"\{(\d{1,9})(?:,\d*)?\}")
_REFERENCE = re.compile(r"\$(?:(\$)|(\d+|[^\W\d]\w*)|\{(\w+)\})")


def compiled(pattern: str) -> "regex.Pattern[str]":
    """Return a pattern ready to search with, or raise a WorkbenchError that says why not."""
    import regex

    if len(pattern) > LONGEST or _size(pattern) > LARGEST:
        raise _refused(pattern, "is too large", "match less at once, or repeat fewer times")
    try:
        return regex.compile(pattern, regex.VERSION1)
    except regex.error as error:
        at = getattr(error, "pos", None)
        place = "" if at is None else f" at its character {at + 1}"
        raise _refused(pattern, f"cannot be read: {getattr(error, 'msg', '')}{place}") from None
    except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError):
        raise _refused(pattern, "cannot be read") from None


def with_group(pattern: str) -> "regex.Pattern[str]":
    """Return a pattern that has a group, or raise a WorkbenchError."""
    ready = compiled(pattern)
    if not ready.groups:
        hint = "put what you want into parentheses"
        raise _refused(pattern, "has no group", hint)
    return ready


def search_group(pattern: str, text: str) -> "regex.Match[str] | None":
    """Return the first match of a pattern that has a group, or raise a WorkbenchError."""
    with_group(pattern)
    return search(pattern, text)


def search(pattern: str, text: str) -> "regex.Match[str] | None":
    """Return the first match of a pattern in a text, or raise a WorkbenchError."""
    ready = compiled(pattern)
    try:
        return ready.search(text, timeout=DEADLINE)
    except TimeoutError:
        raise _too_slow(pattern) from None


def replace(pattern: str, replacement: str, text: str) -> str:
    """Return the text with every match replaced; `$1` and `${name}` stand for groups."""
    ready = compiled(pattern)
    left = LONGEST_RESULT

    def expanded(match: "regex.Match[str]") -> str:
        nonlocal left
        made = _REFERENCE.sub(lambda found: _group(match, found), replacement)
        left -= len(made)
        if left < 0:
            raise WorkbenchError(Problem("the replaced text would be too long"))
        return made

    try:
        return ready.sub(expanded, text, timeout=DEADLINE)
    except TimeoutError:
        raise _too_slow(pattern) from None


def interoperable(pattern: str) -> str:
    """Return a pattern of RFC 9485 as one for `search`: its dot matches no line ends."""
    pieces, in_class, at = [], False, 0
    while at < len(pattern):
        char = pattern[at]
        if char == "\\":
            pieces.append(pattern[at : at + 2])
            at += 2
            continue
        if char in "[]":
            in_class = char == "["
        pieces.append(r"[^\n\r]" if char == "." and not in_class else char)
        at += 1
    return "".join(pieces)


def _group(match: "regex.Match[str]", found: re.Match[str]) -> str:
    """Return what a reference stands for; as in Hurl, an unknown group is empty."""
    if found[1]:
        return "$"
    name = found[2] or found[3]
    try:
        return match[int(name) if name.isdecimal() else name] or ""
    except (IndexError, ValueError):
        return ""


def _size(pattern: str) -> int:
    """Return about how long a pattern is when `{n}` is written out, as compiling does."""
    sizes, last, at = [0], 0, 0
    while at < len(pattern):
        char = pattern[at]
        count = _COUNT.match(pattern, at) if char == "{" else None
        if count:
            sizes[-1] += last * (max(int(count[1]), 1) - 1)
            last *= max(int(count[1]), 1)
            at = count.end()
            continue
        if char == "(":
            sizes.append(0)
        elif char == ")" and len(sizes) > 1:
            last = sizes.pop() + 1
            sizes[-1] += last
        else:
            last = 1
            sizes[-1] += 1
        at += 2 if char == "\\" else 1
    return sum(sizes)


def _refused(pattern: str, why: str, hint: str = "") -> WorkbenchError:
    shown = pattern if len(pattern) <= 60 else f"{pattern[:60]}…"
    return WorkbenchError(Problem(f'the pattern "{shown}" {why}', hint=hint))


def _too_slow(pattern: str) -> WorkbenchError:
    hint = "nested repeats such as (a+)+ cost most; write a simpler pattern"
    return _refused(pattern, f"took longer than {DEADLINE} s", hint)

"""Read WWW-Authenticate: several challenges in one field, quoted strings with escapes.

Whatever a server sends is read without an error; what makes no sense is left out.
"""

import re
from dataclasses import dataclass

TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
TOKEN68 = re.compile(r"[A-Za-z0-9\-._~+/]+=*(?=[ \t]*(?:,|$))")
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*+)"', re.DOTALL)
BLANK = re.compile(r"[ \t]*+")
LIMIT = 16_384  # characters of one field; longer ones are no challenge anyone means


@dataclass(frozen=True, slots=True)
class Challenge:
    """One way to authenticate that a server offers; its names are in lower case."""

    scheme: str
    parameters: dict[str, str]


def challenges(field: str) -> list[Challenge]:
    """Return the challenges of one field value (RFC 9110, section 11.6.1), in order."""
    if len(field) > LIMIT:
        return []
    found: list[Challenge] = []
    position = 0
    while position < len(field):
        start = BLANK.match(field, position)
        assert start is not None
        position = start.end()
        word = TOKEN.match(field, position)
        if word is None:
            position += 1  # a comma between two, or a stray character
            continue
        after = BLANK.match(field, word.end())
        assert after is not None
        if field.startswith("=", after.end()) and found:
            value, position = parameter_value(field, after.end() + 1)
            if value is not None:
                found[-1].parameters.setdefault(word[0].lower(), value)
            continue
        found.append(Challenge(word[0].lower(), {}))
        position = word.end()
        # "Negotiate YII=" and the like: a value without a name, which no scheme of ours has.
        if after.end() > word.end() and (blob := TOKEN68.match(field, after.end())):
            position = blob.end()
    return found


def parameter_value(field: str, position: int) -> tuple[str | None, int]:
    """Return the value at a position (None if there is none), and where it ends."""
    start = BLANK.match(field, position)
    assert start is not None
    position = start.end()
    if quoted := QUOTED.match(field, position):
        return re.sub(r"\\(.)", r"\1", quoted[1], flags=re.DOTALL), quoted.end()
    if field.startswith('"', position):
        return None, len(field)  # the quote never ends: the rest says nothing reliable
    if word := TOKEN.match(field, position):
        return word[0], word.end()
    return None, position


def quoted(value: str) -> str:
    """Return text as a quoted string."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'

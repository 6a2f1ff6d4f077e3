"""Put a URL together: scheme, path parameters, query. Values are percent-encoded, the URL's own
text is taken as the user wrote it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from workbench.templating import Literal, parse

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
# A whole segment that starts with a colon. "http://" and ":8000" have another character
# before it, and "/v1/things:cancel" has it inside.
PATH_PARAMETER = re.compile(r"(?<=/):(?P<name>[A-Za-z_][A-Za-z0-9_-]*)(?=[/?#]|$)")
# What a query may hold as it is (RFC 3986, 3.4), less what separates or stands for something.
QUERY_SAFE = "!$()*,:@/?"
PASSWORD = re.compile(r"(?<=://)([^/?#@]*?):([^/?#]*)@")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a URL's text: a path parameter's name, or text to resolve; `column` from 1."""

    column: int
    text: str
    is_parameter: bool


def pieces(url: str) -> Iterator[Piece]:
    """Split a URL with templates at its `:name` segments, looking at the path only.

    This comes before any value is filled in: a variable's value never becomes a parameter.
    """
    masked = masked_templates(url)
    path_end = min((masked.index(mark) for mark in "?#" if mark in masked), default=len(url))
    done = 0
    for found in PATH_PARAMETER.finditer(masked, 0, path_end):
        yield Piece(done + 1, url[done : found.start()], is_parameter=False)
        yield Piece(found.start() + 1, found["name"], is_parameter=True)
        done = found.end()
    if done < len(url):
        yield Piece(done + 1, url[done:], is_parameter=False)


def masked_templates(text: str) -> str:
    """Return a text of the same length that has braces in the place of templates.

    What separates the parts of a URL is looked for in it: a template may hold such characters.
    """
    return "".join(
        text[part.start : part.end] if isinstance(part, Literal) else "{" * (part.end - part.start)
        for part in parse(text)
    )


def encode_segment(value: str) -> str:
    """Return a value as exactly one path segment, whatever it holds.

    Dots alone are encoded as well: "." and ".." would name another path.
    """
    if value in (".", ".."):
        return value.replace(".", "%2E")
    return quote(value, safe="!$&'()*+,;=:@")


def with_scheme(url: str) -> str:
    """Return a URL that says how it is reached; `http://` when the user left it out."""
    if SCHEME.match(url):
        return url
    return f"http:{url}" if url.startswith("//") else f"http://{url}"


def with_params(url: str, pairs: Iterable[tuple[str, str]]) -> str:
    """Return a URL with parameters after those that it already has."""
    query = urlencode(list(pairs), quote_via=quote, safe=QUERY_SAFE)
    if not query:
        return url
    front, hash_mark, fragment = url.partition("#")
    joint = "" if front.endswith(("?", "&")) else "&" if "?" in front else "?"
    return f"{front}{joint}{query}{hash_mark}{fragment}"


def without_password(url: str) -> str:
    """Return a URL to show: a password in it becomes dots."""
    return PASSWORD.sub(r"\1:•••@", url)

"""A response's body as checks ask for it: bytes, text, JSON, markup; each made once."""

import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NoReturn

from workbench.errors import Problem, WorkbenchError, did_you_mean
from workbench.model import FRAMES

from . import json_path
from .markup import Markup, Tree
from .values import Found, Unmet

DEEPEST = 128  # levels of JSON: far from where Python's recursion ends
# Codecs that are no encodings of text, or cost too much.
_NOT_CHARSETS = {"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape"}
_CHARSETS = (
    "utf-8", "utf-16", "ascii", "latin1", "iso-8859-1", "iso-8859-15", "windows-1252",
    "windows-1251", "koi8-r", "gb2312", "gbk", "gb18030", "big5", "shift_jis", "euc-jp", "euc-kr",
)  # fmt: skip
_CHARSET = re.compile(r";\s*charset\s*=\s*\"?([^\";\s]+)", re.IGNORECASE)
# Streams of JSON, and what is kept of a WebSocket.
_LINES = re.compile(
    rf"^\s*(?:[^;]*[/+](?:x-)?(?:ndjson|jsonl|jsonlines|json-lines)|{re.escape(FRAMES)})\s*(?:;|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Content:
    """What was received.

    `body` is without content encodings such as gzip; `raw` is with them, None if there were
    none. `charset` overrides that of the media type. `missing` says why the body is not
    whole, as a sentence: then every question about it fails with that reason.
    """

    body: bytes = b""
    media_type: str = ""
    raw: bytes | None = None
    charset: str = ""
    missing: str = ""

    @property
    def octets(self) -> bytes:
        """The whole body, or Unmet."""
        if self.missing:
            raise Unmet(self.missing)
        return self.body

    @property
    def raw_octets(self) -> bytes:
        """The whole body as it came, or Unmet."""
        return self.octets if self.raw is None else self.raw

    @cached_property
    def text(self) -> str:
        """The body as text, or Unmet if it is none."""
        found = _CHARSET.search(self.media_type)
        charset = self.charset or (found[1] if found else "")
        return decoded(self.octets, charset or "utf-8").removeprefix("\ufeff")

    @cached_property
    def json(self) -> Any:
        """The body as a JSON value, or Unmet; lines of JSON are a list."""
        if _LINES.search(self.media_type):
            lines = enumerate(self.text.split("\n"), 1)
            return [parsed_json(line, f"line {at}") for at, line in lines if line.strip()]
        return parsed_json(self.text, "the body", "body:")

    @cached_property
    def tree(self) -> Tree:
        """The body as HTML or XML, or Unmet."""
        return Tree(self.text, markup_of(self.media_type))

    def find_json(self, query: str) -> Found:
        """Return what a JSONPath finds in the body."""
        return json_path.query(query, self.json)

    def find_markup(self, expression: str) -> Found:
        """Return what an XPath finds in the body."""
        return self.tree.find(expression)


def decoded(octets: bytes, charset: str) -> str:
    """Return bytes as text, or Unmet if they are not in this encoding."""
    if charset.lower().replace("-", "_") in _NOT_CHARSETS:
        raise Unmet(f'"{charset}" is not an encoding of text')
    try:
        return octets.decode(charset)
    except (LookupError, ValueError) as error:
        if isinstance(error, UnicodeDecodeError):
            raise Unmet(f"not {charset} text: the byte at {error.start} cannot be") from None
        raise Unmet(f'"{charset[:40]}" is not an encoding of text') from None


def known_charset(charset: str) -> None:
    """Raise a WorkbenchError if this is not the name of an encoding."""
    try:
        "".encode(charset)
        known = charset.lower().replace("-", "_") not in _NOT_CHARSETS
    except (LookupError, ValueError):
        known = False
    if not known:
        hint = did_you_mean(charset.lower(), _CHARSETS, "for example latin1, gb2312, shift_jis")
        raise WorkbenchError(Problem(f'"{charset[:40]}" is not an encoding of text', hint=hint))


def parsed_json(text: str, noun: str, where: str = "") -> Any:
    """Return a JSON text as a value, or Unmet with the line and column where it goes wrong."""
    try:
        value = json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        said = f"{error.msg[:1].lower()}{error.msg[1:]}"
        place = f"{where}{error.lineno}:{error.colno}" if where else ""
        raise Unmet(f"{noun} is not JSON: {said} at {error.lineno}:{error.colno}", place) from None
    except RecursionError:
        raise Unmet(f"{noun} is not JSON that can be read: it is nested too deeply") from None
    except ValueError as error:
        raise Unmet(f"{noun} is not JSON: {error}") from None
    if _is_deeper(value, DEEPEST):
        raise Unmet(f"{noun} is JSON nested deeper than {DEEPEST} levels, too deep to look at")
    return value


def markup_of(media_type: str) -> Markup:
    """Return the kind of markup that a media type names, if it names one."""
    essence = media_type.partition(";")[0].strip().lower()
    if essence == "text/html":
        return "html"
    return "xml" if essence.endswith(("/xml", "+xml")) else ""


def position(text: str, offset: int) -> str:
    """Return a place in a text as `body:line:column`, from 1."""
    line = text.count("\n", 0, offset) + 1
    return f"body:{line}:{offset - text.rfind(chr(10), 0, offset)}"


def _is_deeper(value: Any, limit: int) -> bool:
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(limit):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
    return bool(level)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number there")

r"""Fill in a JSON text, so that what goes in is data and stays it.

    {"age": "{{age}}"}          a string that is one template becomes what that is: 36, true, [1]
    {"note": "is {{age}}"}      in a longer string a value is text, escaped as JSON needs it
    {"age": {{age}}}            outside of strings a value is JSON; a text goes in as it is,
                                since its author wrote JSON: use {{name | json}} for any other

So no value ends the string that it stands in. All else stays byte for byte, apart from
the escapes of templates: before a `{{` that opens one, write two backslashes for each.
"""

import json
import re
from decimal import Decimal

from workbench.model import Value, json_of

from .filled import Filled
from .pieces import Literal, Template
from .problems import Place
from .resolve import Parts, Resolver

# Up to the end of a string, or up to a backslash that nothing follows.
_STRING = re.compile(r'(?:[^"\\]++|\\.)*+', re.DOTALL)
# Up to a string that does not end.
_WHOLE_STRINGS = re.compile(r'[^"]*+(?:"(?:[^"\\]++|\\.)*+"[^"]*+)*+', re.DOTALL)
_BLANK = " \t\r\n"


def json_body(resolver: Resolver, text: str, where: str) -> Filled:
    """Return a JSON text with everything filled in; problems go to the resolver."""
    return resolver.assembled(text, where, lambda parts: _Body(resolver, text, where).joined(parts))


class _Body:
    """A text that grows by its parts and knows whether its end is inside of a JSON string."""

    def __init__(self, resolver: Resolver, text: str, where: str) -> None:
        self._resolver, self._text, self._where = resolver, text, where
        self._inside = self._escaped = self._just_opened = False

    def joined(self, parts: Parts) -> str:
        """Return the parts as one text."""
        written: list[str] = []
        skip = 0
        for number, (piece, part) in enumerate(parts):
            if isinstance(piece, Literal):
                self._read(piece.text)
                written.append(piece.text[skip:])
                skip = 0
                continue
            if not (isinstance(piece, Template) and part.complete):
                written.append(part.text)
            elif not self._inside:
                written.append(self._bare(part.value, piece))
            elif self._escaped:
                what = "a single backslash stands before a value"
                hint = "write four for one in the JSON string, since templates have escapes too"
                self._report(what, piece, hint)
            elif not isinstance(part.value, str) and self._is_whole(parts, number):
                written[-1] = written[-1][:-1]
                written.append(self._bare(part.value, piece))
                skip = 1
            else:
                written.append(json.dumps(part.text, ensure_ascii=False)[1:-1])
            self._just_opened = False
        return "".join(written)

    def _is_whole(self, parts: Parts, number: int) -> bool:
        """Tell whether a part is all of its string, and that is not the name of a member."""
        after = parts[number + 1][0] if number + 1 < len(parts) else None
        if not self._just_opened or not isinstance(after, Literal):
            return False
        text = after.text
        return text.startswith('"') and not text[1:].lstrip(_BLANK).startswith(":")

    def _bare(self, value: Value, piece: Template) -> str:
        if isinstance(value, str):
            return value
        if not _is_json(value):
            self._report("JSON has no infinity and no NaN", piece)
        return json_of(value)

    def _read(self, text: str) -> None:
        """Follow the quotes and escapes of text that is JSON."""
        at = 1 if self._escaped else 0
        self._just_opened = False
        if self._inside:
            at = _end(_STRING, text, at)
            if text.startswith('"', at):
                self._inside = False
                at += 1
        if not self._inside:
            at = _end(_WHOLE_STRINGS, text, at)
            if at < len(text):
                at += 1
                self._inside, self._just_opened = True, at == len(text)
                at = _end(_STRING, text, at)
        self._escaped = at < len(text)

    def _report(self, what: str, piece: Template, hint: str = "") -> None:
        self._resolver.report(what, Place(self._text, piece.start, self._where), hint)


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    """Return how far a pattern goes that matches everywhere."""
    found = pattern.match(text, start)
    return found.end() if found else start


def _is_json(value: Value) -> bool:
    match value:
        case float() | Decimal():
            return Decimal(value).is_finite()
        case list():
            return all(map(_is_json, value))
        case dict():
            return all(map(_is_json, value.values()))
        case _:
            return True

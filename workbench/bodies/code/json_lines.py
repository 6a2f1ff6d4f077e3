"""The parts of lines of JSON as it is typed: templates and slips cost nothing but their place."""

import re

from .coloring import Span

_TOKEN = re.compile(
    r'(?P<string>"(?:[^"\\]|\\.)*+"?)(?P<colon>[ \t]*:)?'
    r"|(?P<hole>\{\{(?!\{)[^{}]*\}\})"
    r"|(?P<punct>[{}\[\],:]+)"
    r"|(?P<number>-?\d[\d.eE+-]*)"
    r"|(?P<word>[A-Za-z]+)"
)
_WORDS = ("true", "false", "null")


class JsonLines:
    """No string of JSON goes on in the next line, so each line stands for itself."""

    carries = False

    def spans(self, line: str, inside: str) -> tuple[list[Span], str]:
        """Return the parts of a line."""
        found = []
        for match in _TOKEN.finditer(line):
            kind = match.lastgroup or ""
            if kind == "colon":
                found.append(Span(*match.span("string"), "key"))
                found.append(Span(match.end() - 1, match.end(), "punct"))
            elif kind == "string":
                found.append(Span(*match.span(), "string"))
            elif kind == "word":
                known = match[0] in _WORDS
                found.append(Span(*match.span(), "word" if known else "fault"))
            elif kind != "hole":
                found.append(Span(*match.span(), kind))
        return found, ""

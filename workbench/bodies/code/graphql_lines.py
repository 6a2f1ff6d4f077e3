"""The parts of lines of a GraphQL document as it is typed."""

import re

from .coloring import Span

_BLOCK = '"""'
_TOKEN = re.compile(
    r"(?P<comment>#.*)"
    r'|(?P<block>""")'
    r'|(?P<string>"(?:[^"\\]|\\.)*+"?)'
    r"|(?P<hole>\{\{(?!\{)[^{}]*\}\})"
    r"|(?P<variable>[$@][_A-Za-z]\w*)"
    r"|(?P<number>-?\d[\d.eE+-]*)"
    r"|(?P<name>[_A-Za-z]\w*)(?P<colon>\s*:)?"
    r"|(?P<punct>[{}\[\]():,=!|&]+|\.\.\.)"
)
_WORDS = frozenset({
    "directive", "enum", "extend", "false", "fragment", "implements", "input", "interface",
    "mutation", "null", "on", "query", "scalar", "schema", "subscription", "true", "type", "union",
})  # fmt: skip


class GraphQLLines:
    """A block string goes on over lines."""

    carries = True

    def spans(self, line: str, inside: str) -> tuple[list[Span], str]:
        """Return the parts of a line, and what the next one begins in."""
        found: list[Span] = []
        at = 0
        while at < len(line):
            if inside:
                end = line.find(_BLOCK, at)
                stop = len(line) if end < 0 else end + len(_BLOCK)
                found.append(Span(at, stop, "string"))
                at, inside = stop, inside if end < 0 else ""
                continue
            match = _TOKEN.search(line, at)
            if match is None:
                break
            at = match.end()
            if match["block"]:
                found.append(Span(*match.span(), "string"))
                inside = "block"
            elif match["name"]:
                found.append(Span(*match.span("name"), _kind(match)))
            elif not match["hole"]:
                kind = match.lastgroup or ""
                found.append(Span(*match.span(), "number" if kind == "variable" else kind))
        return found, inside


def _kind(match: re.Match[str]) -> str:
    if match["name"] in _WORDS and not match["colon"]:
        return "word"
    if match["colon"]:
        return "key"
    return "type" if match["name"][0].isupper() else "name"

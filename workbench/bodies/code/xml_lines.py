"""The parts of lines of XML as it is typed."""

import re

from .coloring import Span

# What a line can begin in, and what ends it.
_ENDS = {"comment": "-->", "cdata": "]]>", "note": "?>", "doctype": ">"}
_OPENS = {"<!--": "comment", "<![CDATA[": "cdata", "<?": "note", "<!": "doctype"}
_KINDS = {"comment": "comment", "cdata": "string", "note": "comment", "doctype": "comment"}
_TEXT = re.compile(
    r"(?P<open><!--|<!\[CDATA\[|<\?|<!)|(?P<tag></?)(?P<name>[\w:.-]*)|(?P<entity>&[#\w]+;)"
)
_TAG = re.compile(
    r"""(?P<close>/?>)|(?P<string>"[^"]*"?|'[^']*'?)|(?P<key>[\w:.-]+)|(?P<punct>=)"""
)


class XmlLines:
    """A tag, a comment and the like may go on over lines."""

    carries = True

    def spans(self, line: str, inside: str) -> tuple[list[Span], str]:
        """Return the parts of a line, and what the next one begins in."""
        found: list[Span] = []
        at = 0
        while at < len(line):
            if inside in _ENDS:
                end = line.find(_ENDS[inside], at)
                stop = len(line) if end < 0 else end + len(_ENDS[inside])
                found.append(Span(at, stop, _KINDS[inside]))
                at, inside = stop, inside if end < 0 else ""
            elif inside == "tag":
                at, inside = _in_tag(line, at, found)
            else:
                at, inside = _in_text(line, at, found)
        return found, inside


def _in_text(line: str, at: int, found: list[Span]) -> tuple[int, str]:
    match = _TEXT.search(line, at)
    if match is None:
        return len(line), ""
    if match["open"]:
        inside = _OPENS[match["open"]]
        found.append(Span(*match.span(), _KINDS[inside]))
        return match.end(), inside
    if match["entity"]:
        found.append(Span(*match.span(), "number"))
        return match.end(), ""
    found.append(Span(*match.span("tag"), "punct"))
    if match["name"]:
        found.append(Span(*match.span("name"), "word"))
    return match.end(), "tag"


def _in_tag(line: str, at: int, found: list[Span]) -> tuple[int, str]:
    match = _TAG.search(line, at)
    if match is None:
        return len(line), "tag"
    kind = match.lastgroup or ""
    found.append(Span(*match.span(), "punct" if kind == "close" else kind))
    return match.end(), "" if kind == "close" else "tag"

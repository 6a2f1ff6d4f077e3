"""Colours for a line of text: a light tokeniser for each syntax, for visible lines only.

A line is looked at by itself, so what began on an earlier line may be taken for something
else; no text is ever lost or changed by that.
"""

import re
from collections.abc import Callable
from functools import partial

from workbench.model import Bytes

from .index import Line, Piece, RowIndex
from .safe import safe_text

LONGEST = 2000
"""Characters of a line that are coloured; the rest of a longer one is plain."""

_STRING = r"""(?P<string>"(?:[^"\\]|\\.)*+"?|'(?:[^'\\]|\\.)*+'?|`(?:[^`\\]|\\.)*+`?)"""
_NUMBER = r"(?P<number>(?<![\w#])-?(?:0x[\da-fA-F]+|\d[\d_]*(?:\.\d+)?(?:[eE][-+]?\d+)?)[a-z%]*)"
_JS_WORDS = (
    "async|await|break|case|catch|class|const|continue|default|delete|do|else|export|extends"
    "|false|finally|for|from|function|if|import|in|instanceof|let|new|null|of|return|static"
    "|super|switch|this|throw|true|try|typeof|undefined|var|void|while|yield"
)

SYNTAXES = {
    "markup": re.compile(
        r"(?P<more><!--.*?(?:-->|$)|<!\[CDATA\[|\]\]>)"
        r"|(?P<word><[!?][^<>]*>?)"
        r"|(?P<punct></?)(?P<tag>[\w:.-]+)"
        r"|(?P<attribute>[\w:@.-]+)(?=\s*=\s*[\"'])"
        r"|=\s*(?P<value>\"[^\"]*\"?|'[^']*'?)"
        r"|(?P<close>/?>)"
        r"|(?P<number>&(?:\#?\w+);)"
    ),
    "json": re.compile(
        r"(?P<key>\"(?:[^\"\\]|\\.)*+\"(?=\s*:))|(?P<string>\"(?:[^\"\\]|\\.)*+\"?)"
        rf"|{_NUMBER}|(?P<word>\b(?:true|false|null)\b)|(?P<punct>[{{}}\[\],:])"
    ),
    "script": re.compile(
        rf"(?P<more>//.*|/\*.*?(?:\*/|$))|{_STRING}|{_NUMBER}"
        rf"|(?P<word>\b(?:{_JS_WORDS})\b)|(?P<key>\w+(?=\s*[:(]))|(?P<punct>[{{}}()\[\];,.=+<>!&|?:*-])"
    ),
    "style": re.compile(
        rf"(?P<more>/\*.*?(?:\*/|$))|{_STRING}|(?P<word>@[\w-]+|![\w]+)"
        rf"|(?P<key>--?[\w-]+(?=\s*:)|[\w-]+(?=\s*:\s))|(?P<hash>\#[\da-fA-F]{{3,8}}\b)|{_NUMBER}"
        r"|(?P<punct>[{}();:,])"
    ),
    "yaml": re.compile(
        r"(?P<more>(?:^|(?<=\s))\#.*)"
        r"|(?P<key>(?:\"[^\"]*\"|'[^']*'|[\w./-]+)(?=\s*:(?:\s|$)))"
        rf"|{_STRING}|(?P<word>(?<![\w-])(?:true|false|null|yes|no|~)(?![\w-])|[&*!][\w!-]+|^---|^\.\.\.)"
        r"|(?P<number>(?<![\w.-])-?\d+(?:\.\d+)?(?![\w.-]))|(?P<punct>^\s*-(?=\s)|[:{}\[\],|>])"
    ),
}
_KINDS = {"tag": "key", "attribute": "word", "value": "string", "close": "punct", "hash": "number"}


def colored(text: str, syntax: str) -> Line:
    """Return a line of text in pieces; all of its characters are in them, made safe to draw."""
    pieces: list[Piece] = []
    at = 0
    for match in SYNTAXES[syntax].finditer(text, 0, LONGEST):
        for name, part in match.groupdict().items():
            if not part:
                continue
            start, end = match.span(name)
            if start > at:
                pieces.append(("text", text[at:start]))
            pieces.append((_KINDS.get(name, name), text[start:end]))
            at = end
    if at < len(text):
        pieces.append(("text", text[at:]))
    return tuple((kind, safe_text(part)) for kind, part in pieces)


def colored_view(syntax: str) -> Callable[[Bytes, str], RowIndex]:
    """Return what makes the rows of a body as text in the colours of a syntax."""

    def make(source: Bytes, _content_type: str) -> RowIndex:
        from .text_index import TextIndex

        return TextIndex(source, draw=partial(colored, syntax=syntax))

    return make

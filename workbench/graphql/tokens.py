"""The tokens of a query as it is typed; what is none is passed over."""

import re
from collections.abc import Iterator
from typing import NamedTuple

LONGEST = 200_000  # characters; more are not looked at
_TOKEN = re.compile(
    r"(?P<skip>#[^\n]*)"
    r'|(?P<value>"""(?:[^"]|"{1,2}(?!"))*(?:""")?|"(?:[^"\\\n]|\\.)*"?|-?\d[\d.eE+-]*)'
    r"|(?P<hole>\{\{(?!\{)[^{}\n]*\}\})"
    r"|(?P<variable>\$[_A-Za-z]?\w*)"
    r"|(?P<name>[_A-Za-z]\w*)"
    r"|(?P<mark>\.\.\.|[{}()\[\]:=!@|&])"
)


class Token(NamedTuple):
    """A token and where it lies; of a `mark` the text is all that matters."""

    kind: str
    text: str
    start: int
    end: int

    def is_mark(self, *marks: str) -> bool:
        """Tell whether it is one of some marks."""
        return self.kind == "mark" and self.text in marks


def tokens(text: str, end: int | None = None) -> Iterator[Token]:
    """Yield the tokens of a text, up to a place in it."""
    for match in _TOKEN.finditer(text, 0, min(LONGEST, len(text) if end is None else end)):
        kind = match.lastgroup or ""
        if kind != "skip":
            yield Token(kind, match[0], *match.span())

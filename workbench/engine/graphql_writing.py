"""Layout of GraphQL texts with `{{templates}}` in them: a line for each field."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.errors import Problem, WorkbenchError
from workbench.templating import position

from .holes import HOLE, around_templates

_TOKEN = re.compile(
    r"(?P<space>[\s,\ufeff]+)"
    r"|(?P<comment>\#[^\n\r]*)"
    r'|(?P<string>"""(?:\\"""|(?!""").)*+"""|"(?!"")(?:[^"\\\n]|\\.)*+"|"")'
    rf"|(?P<hole>{HOLE})"
    r"|(?P<number>-?\d[\w.+-]*)"
    r"|(?P<spread>\.\.\.)"
    r"|(?P<name>[$@]?[_A-Za-z]\w*|[$@])"
    r"|(?P<mark>[{}()\[\]:=!|&])",
    re.DOTALL,
)
_CLOSES = {"}": "{", ")": "(", "]": "["}
_GOES_ON = frozenset(":=|&@$")  # what follows these belongs to them
_OPERATIONS = ("query", "mutation", "subscription")
_INDENT = "  "
_DEEPEST = 200


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    before: str  # the space and commas before it

    @property
    def is_item(self) -> bool:
        """Whether a field, a value or the like can begin with it."""
        return self.kind in ("name", "string", "spread", "hole")


def pretty_graphql(text: str) -> str:
    """Return a GraphQL text with a line for each field; strings and comments stay as they are.

    Line breaks in arguments stay where they are. Raises WorkbenchError for what cannot be
    taken apart.
    """
    return around_templates(text, _laid_out)


def _laid_out(text: str) -> str:
    tokens = _tokens(text)
    if not tokens:
        return text
    written = _Writer(tokens).written() + ("\n" if text.endswith("\n") else "")
    if [(t.kind, t.text) for t in _tokens(written)] != [(t.kind, t.text) for t in tokens]:
        raise WorkbenchError(Problem("this GraphQL cannot be laid out without a change of it"))
    return written


def _tokens(text: str) -> list[_Token]:
    found, opened, at, space = list[_Token](), list[str](), 0, ""
    while at < len(text):
        match = _TOKEN.match(text, at)
        wrong = match is None
        if match is not None and match["mark"]:
            if match[0] in "{([":
                opened.append(match[0])
            elif match[0] in _CLOSES:
                wrong = not opened or opened.pop() != _CLOSES[match[0]]
        if match is None or wrong:
            raise _fault(text, at, f'"{text[at]}" is out of place')
        if match["space"]:
            space = match[0]
        else:
            found.append(_Token(match.lastgroup or "", match[0], space))
            space = ""
        at = match.end()
    if opened:
        raise _fault(text, len(text), f'"{opened[-1]}" is not closed')
    return found


def _fault(text: str, at: int, what: str) -> WorkbenchError:
    place = position(text, at)
    return WorkbenchError(
        Problem(f"this is no GraphQL: {place if ':' in place else f'1:{place}'} {what}")
    )


class _Writer:
    """Writes tokens one after the other; `_open` has what is open: `{` a block, `o` an object."""

    def __init__(self, tokens: Sequence[_Token]) -> None:
        self._tokens = tokens
        self._open: list[str] = []
        self._ended_block = False  # with the token before

    def written(self) -> str:
        """Return the text."""
        pieces: list[str] = []
        previous: _Token | None = None
        for number, token in enumerate(self._tokens):
            closes = token.text in _CLOSES and token.kind == "mark"
            closed = self._open.pop() if closes else ""
            if previous is not None:
                before = self._tokens[number - 2] if number > 1 else None
                pieces.append(self._between(before, previous, token, closed))
            if token.kind == "mark" and token.text in "{([":
                self._open.append(self._opened(token, previous))
            pieces.append(token.text.rstrip() if token.kind == "comment" else token.text)
            self._ended_block = closed == "{"
            previous = token
        return "".join(pieces)

    def _opened(self, token: _Token, previous: _Token | None) -> str:
        if token.text != "{":
            return token.text
        within = bool(self._open) and self._open[-1] != "{"
        is_value = previous is not None and previous.text in (":", "=")
        return "o" if within or is_value else "{"

    def _line(self, count: int = 1) -> str:
        return "\n" * count + _INDENT * min(len(self._open), _DEEPEST)

    def _between(self, before: _Token | None, previous: _Token, token: _Token, closed: str) -> str:
        broken = "\n" in token.before or "\r" in token.before
        if "hole" in (previous.kind, token.kind) and not token.before:
            return ""  # they may be one name together
        if previous.kind == "comment":
            return self._line(2 if self._is_apart(token) else 1)
        if token.kind == "comment":
            return self._line(self._apart(token)) if broken else " "
        if closed == "{":
            return "" if previous.text == "{" else self._line()
        if closed:
            return self._line() if broken else ""
        if not self._open:
            return self._at_top(previous, token, broken)
        if self._open[-1] == "{":
            return self._in_block(before, previous, token, broken)
        return self._line() if broken else _inline(previous, token)

    def _is_apart(self, token: _Token) -> bool:
        return not self._open and token.before.count("\n") > 1

    def _apart(self, token: _Token) -> int:
        if self._open:
            return 1
        return 2 if self._ended_block or token.before.count("\n") > 1 else 1

    def _at_top(self, previous: _Token, token: _Token, broken: bool) -> str:
        if self._ended_block and token.kind != "mark":
            return self._line(2)
        if token.text == "{" or not broken:
            if token.text == "(" and previous.text in _OPERATIONS:
                return " "
            return _inline(previous, token)
        return self._line(self._apart(token))

    def _in_block(
        self, before: _Token | None, previous: _Token, token: _Token, broken: bool
    ) -> str:
        if (previous.text == "{" and previous.kind == "mark") or self._ended_block:
            return self._line()
        on = previous.text == "on" and before is not None and before.kind == "spread"
        goes_on = previous.text in _GOES_ON or previous.kind == "spread" or on
        is_directive = token.text.startswith("@")
        if not token.is_item or goes_on or is_directive:
            return _inline(previous, token)
        if "hole" in (previous.kind, token.kind) and not broken:
            return " "
        return self._line()


def _inline(previous: _Token, token: _Token) -> str:
    """Return what stands between two tokens of a line."""
    if previous.kind == "mark" and previous.text in "([":
        return ""
    if token.kind == "mark" and token.text in ")]:!":
        return ""
    if token.text == "(" and token.kind == "mark":
        return ""
    if previous.text == "{" or (token.text == "}" and token.kind == "mark"):
        return ""
    if previous.kind == "spread" and token.kind == "name" and token.text != "on":
        return "" if not token.text.startswith("@") else " "
    if "," in token.before:
        return ", "
    return " "

"""Read what stands between the braces: a name, a call or a literal, and the pipes behind it.

    expression = head { "|" pipe } "}}"
    head       = name | call | literal
    pipe       = name | call                the value so far is its first argument
    call       = name "(" [argument { "," argument }] ")"
    argument   = [name "="] (literal | name)        a name stands for its value
    literal    = 'text' | "text" | 12 | -1.5 | true | false

There are no attributes, operators or nested calls, so reading takes one step a token.
"""

import re
from dataclasses import dataclass

NAME = r"[^\W\d][\w-]*+"
# Possessive quantifiers: a hostile text must not cost backtracking.
_TOKEN = re.compile(
    rf"[ \t]*+(?:(?P<name>{NAME})|(?P<number>-?[0-9]{{1,300}}+(?:\.[0-9]{{1,300}}+)?+)(?![\w.])"
    r"|(?P<text>'[^'\n]*+'|\"[^\"\n]*+\")|(?P<close>\}\})|(?P<mark>[(),=|]))"
)
_SPACE = re.compile(r"[ \t]*+")
_LITERALS = {"number", "text"}


@dataclass(frozen=True, slots=True)
class Name:
    """A variable's name where its value goes; `start` is its place in the whole text."""

    name: str
    start: int


Literal = str | int | float | bool
Argument = Literal | Name


@dataclass(frozen=True, slots=True)
class Call:
    """A function's name with its arguments."""

    function: str
    positional: tuple[Argument, ...]
    named: tuple[tuple[str, Argument], ...]
    start: int

    @property
    def names(self) -> tuple[Name, ...]:
        """The names among the arguments."""
        arguments = (*self.positional, *(argument for _, argument in self.named))
        return tuple(argument for argument in arguments if isinstance(argument, Name))


@dataclass(frozen=True, slots=True)
class Constant:
    """A literal at the head of a pipe."""

    value: Literal
    start: int


Head = Name | Call | Constant


@dataclass(frozen=True, slots=True)
class Expression:
    """A head whose value runs through the pipes, the first one first."""

    head: Head
    pipes: tuple[Call, ...] = ()


class Stumble(Exception):  # noqa: N818 - it ends the reading of one expression, nothing more
    """What cannot be read, and where."""

    def __init__(self, what: str, at: int, hint: str = "") -> None:
        super().__init__(what)
        self.what, self.at, self.hint = what, at, hint


def read(text: str, start: int, limit: int) -> tuple[Expression, int]:
    """Return the expression that starts here and where its closing braces end.

    Raises Stumble at the first thing that has no place there.
    """
    return _Reader(text, start, limit).expression()


class _Reader:
    """Tokens of one expression; `kind` and `word` are those of the one to read next."""

    def __init__(self, text: str, start: int, limit: int) -> None:
        self._text, self._limit = text, limit
        self._end = start
        self._step()

    def expression(self) -> tuple[Expression, int]:
        head = self._head()
        pipes = []
        while self.word == "|":
            self._step()
            pipes.append(self._pipe())
        if self.kind != "close":
            raise self._stumble("cannot stand here")
        return Expression(head, tuple(pipes)), self._end

    def _head(self) -> Head:
        if self.kind in _LITERALS or self.word in {"true", "false"}:
            start = self._start
            return Constant(self._literal(), start)
        if self.kind != "name":
            raise self._stumble("is neither a name nor a call")
        name, start = self._name()
        return self._call(name, start) if self.word == "(" else Name(name, start)

    def _pipe(self) -> Call:
        if self.kind != "name":
            raise self._stumble("is not a function")
        name, start = self._name()
        return self._call(name, start) if self.word == "(" else Call(name, (), (), start)

    def _call(self, name: str, start: int) -> Call:
        self._step()
        positional: list[Argument] = []
        named: list[tuple[str, Argument]] = []
        while self.word != ")":
            if self.kind == "name" and self.word not in {"true", "false"}:
                key, at = self._name()
                if self.word == "=":
                    self._step()
                    named.append((key, self._argument()))
                else:
                    positional.append(Name(key, at))
            else:
                positional.append(self._literal())
            if self.word == ",":
                self._step()
            elif self.word != ")":
                raise self._stumble("cannot stand here")
        self._step()
        return Call(name, tuple(positional), tuple(named), start)

    def _name(self) -> tuple[str, int]:
        name, start = self.word, self._start
        self._step()
        return name, start

    def _argument(self) -> Argument:
        if self.kind == "name" and self.word not in {"true", "false"}:
            return Name(*self._name())
        return self._literal()

    def _literal(self) -> Literal:
        word = self.word
        if self.kind not in _LITERALS and word not in {"true", "false"}:
            raise self._stumble("cannot be an argument")
        kind = self.kind
        self._step()
        if kind == "text":
            return word[1:-1]
        if kind == "number":
            return float(word) if "." in word else int(word)
        return word == "true"

    def _step(self) -> None:
        found = _TOKEN.match(self._text, self._end, self._limit)
        if found:
            self.kind = found.lastgroup or ""
            self.word = found[self.kind]
            self._start, self._end = found.start(self.kind), found.end()
            return
        space = _SPACE.match(self._text, self._end, self._limit)
        self._start = space.end() if space else self._end
        self.kind, self.word = "odd", self._text[self._start : min(self._start + 1, self._limit)]

    def _stumble(self, what: str) -> Stumble:
        if self.kind == "close":
            return Stumble("something is missing before the braces close", self._start)
        if self.word in {"'", '"'}:
            return Stumble(f"a text has no closing {self.word}", self._start)
        if self.word == ".":
            hint = "names have no attributes; write {{name | jsonpath('$.part')}}"
            return Stumble('"." cannot stand here', self._start, hint)
        if self.word == "$":
            hint = "functions are called: {{uuid()}}, {{timestamp()}}, {{random_int(1, 6)}}"
            return Stumble('"$" begins no name here', self._start, hint)
        return Stumble(f'"{self.word}" {what}', self._start)

"""Read a GraphQL query, as far as the demo needs it: operations, fragments, selections, values."""

import inspect
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from workbench.graphql.tokens import Token, tokens
from workbench.graphql.walk import OPERATIONS

LONGEST = 20_000  # characters
DEEPEST = 40  # of selections and values in each other
_WORDS = {"true": True, "false": False, "null": None}


class QueryError(Exception):
    """What is wrong with a query, in one sentence."""


class Variable(NamedTuple):
    """Stands for a value that comes along with the query."""

    name: str


@dataclass(frozen=True, slots=True)
class Selection:
    """A field; or a fragment without a `key`, by its `name` or with `selections` of its own."""

    key: str  # in the answer
    name: str
    arguments: Mapping[str, object]
    conditions: tuple[tuple[bool, object], ...]  # what is to be true or false for it to count
    selections: "Selections"


Selections = tuple[Selection, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """What is to be done; `variables` with their defaults, `needed` those that have to be given."""

    kind: str
    variables: Mapping[str, object]
    needed: frozenset[str]
    selections: Selections


class Document:
    """A query that was read, by name; raises QueryError if it is none."""

    def __init__(self, text: str) -> None:
        if len(text) > LONGEST:
            raise QueryError(f"the demo reads queries of up to {LONGEST} characters")
        self._tokens = list(tokens(text))
        self._at = self._depth = 0
        self._operations: dict[str, Operation] = {}
        self.fragments: dict[str, Selections] = {}
        while self._at < len(self._tokens):
            self._definition()

    def operation(self, name: str | None) -> Operation:
        """Return the operation of a name, or the only one."""
        if name and name in self._operations:
            return self._operations[name]
        if name or len(self._operations) != 1:
            raise QueryError(f'there is no operation "{name}"' if name else "which operation?")
        return next(iter(self._operations.values()))

    def _definition(self) -> None:
        if self._peek("{"):
            self._operations[""] = Operation("query", {}, frozenset(), self._selections())
            return
        word = self._name()
        if word == "fragment":
            name = self._name()
            if self._name() != "on":
                raise QueryError(f'the fragment "{name}" is on no type')
            self._name()
            self._conditions()
            self.fragments[name] = self._selections()
        elif word in OPERATIONS:
            name = "" if self._peek("{", "(", "@") else self._name()
            variables, needed = self._variables()
            self._conditions()
            self._operations[name] = Operation(word, variables, needed, self._selections())
        else:
            raise QueryError(f'"{word}" is not expected')

    def _variables(self) -> tuple[dict[str, object], frozenset[str]]:
        found: dict[str, object] = {}
        needed = set()
        for _ in self._all("(", ")"):
            name = self._next("variable").text[1:]
            self._mark(":")
            takes_null = self._type()
            if self._peek("="):
                self._next()
                found[name] = self._value()
            elif not takes_null:
                needed.add(name)
            self._conditions()
        return found, frozenset(needed)

    def _type(self) -> bool:
        """Pass over a type, and tell whether it can be null."""
        while self._peek("["):
            self._next()
        self._name()
        takes_null = True
        while self._peek("]", "!"):
            takes_null = self._next().text != "!"
        return takes_null

    def _selections(self) -> Selections:
        return tuple(self._selection() for _ in self._all("{", "}", needed=True))

    def _selection(self) -> Selection:
        if self._peek("..."):
            self._next()
            return self._fragment()
        key = name = self._name()
        if self._peek(":"):
            self._next()
            name = self._name()
        arguments = self._arguments()
        conditions = self._conditions()
        inner = self._selections() if self._peek("{") else ()
        return Selection(key, name, arguments, conditions, inner)

    def _fragment(self) -> Selection:
        name = "" if self._peek("{", "@") else self._name()
        if name == "on":
            self._name()
            name = ""
        conditions = self._conditions()
        return Selection("", name, {}, conditions, () if name else self._selections())

    def _conditions(self) -> tuple[tuple[bool, object], ...]:
        found = []
        while self._peek("@"):
            self._next()
            name, arguments = self._name(), self._arguments()
            if name in ("include", "skip"):
                found.append((name == "include", arguments.get("if")))
        return tuple(found)

    def _arguments(self) -> dict[str, object]:
        return dict(self._pair() for _ in self._all("(", ")"))

    def _pair(self) -> tuple[str, object]:
        name = self._name()
        self._mark(":")
        return name, self._value()

    def _value(self) -> object:
        if self._peek("["):
            return [self._value() for _ in self._all("[", "]")]
        if self._peek("{"):
            return dict(self._pair() for _ in self._all("{", "}"))
        token = self._next()
        match token.kind:
            case "variable":
                return Variable(token.text[1:])
            case "name":
                return _WORDS.get(token.text, token.text)
            case "value":
                return _literal(token.text)
        raise QueryError(f'"{token.text}" is not expected')

    def _all(self, first: str, last: str, *, needed: bool = False) -> Iterator[None]:
        """Yield for each of what is between two marks, if the first of them comes at all."""
        if not needed and not self._peek(first):
            return
        self._mark(first)
        self._depth += 1
        if self._depth > DEEPEST:
            raise QueryError(f"the demo reads queries up to {DEEPEST} levels deep")
        while not self._peek(last):
            yield
        self._depth -= 1
        self._next()

    def _peek(self, *marks: str) -> bool:
        return self._at < len(self._tokens) and self._tokens[self._at].is_mark(*marks)

    def _next(self, kind: str = "") -> Token:
        if self._at == len(self._tokens):
            raise QueryError("the query ends too early")
        token = self._tokens[self._at]
        if kind and token.kind != kind:
            raise QueryError(f'"{token.text}" is not expected, but a {kind}')
        self._at += 1
        return token

    def _name(self) -> str:
        return self._next("name").text

    def _mark(self, mark: str) -> None:
        token = self._next()
        if not token.is_mark(mark):
            raise QueryError(f'"{token.text}" is not expected, but "{mark}"')


def _literal(text: str) -> object:
    if text.startswith('"""'):
        return inspect.cleandoc(text[3:].removesuffix('"""').replace('\\"""', '"""'))
    try:
        return json.loads(text)
    except ValueError:
        raise QueryError(f"{text} is no value") from None

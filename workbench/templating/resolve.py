"""Fill in the names of texts from scopes, and say everything that is wrong at once.

A variable's value is a template of its own, resolved where it is defined; what comes out
is inserted and never read again. So no value, and no two values side by side, can make
a name that nobody wrote.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from workbench.errors import Problem, WorkbenchError, did_you_mean

from .pieces import Call, Literal, Piece, Use, parse, position

MAX_DEPTH = 32
MAX_LENGTH = 16 * 1024 * 1024
MAX_PROBLEMS = 100  # nobody reads more, and a hostile text must not cost more

Functions = Mapping[str, Callable[..., str]]


@dataclass(frozen=True, slots=True)
class Scope:
    """Named values from one place, such as an environment.

    The values of a `literal` scope are not templates: secrets, what a server sent,
    what was typed at a prompt.
    """

    name: str
    values: Mapping[str, str]
    literal: bool = False


def lookup(name: str, scopes: Sequence[Scope]) -> tuple[str, str] | None:
    """Return a variable's value as written and the name of its scope; the first scope wins."""
    scope = _scope_of(name, scopes)
    return (scope.values[name], scope.name) if scope else None


def resolve(text: str, scopes: Sequence[Scope], functions: Functions, where: str) -> str:
    """Return a text with everything filled in, or raise all of its problems."""
    resolver = Resolver(scopes, functions)
    resolved = resolver.text(text, where)
    resolver.finish()
    return resolved


class Resolver:
    """One resolution of many texts, such as all fields of a request.

    A variable is resolved once: `id = "{{uuid()}}"` is the same in a header and in the
    body. Problems are collected, each missing name once; `finish` raises them.
    """

    def __init__(self, scopes: Sequence[Scope], functions: Functions | None = None) -> None:
        self._scopes = scopes
        self._functions = functions or {}
        self._known: dict[str, str] = {}
        self._chain: list[str] = []
        self._problems: dict[str, Problem] = {}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What has gone wrong so far."""
        return tuple(self._problems.values())

    def text(self, text: str, where: str) -> str:
        """Return a text with everything filled in; what cannot be stays as it is written.

        `where` names the field; a Problem adds the place in it: `url:3`, `body:2:11`.
        """
        if "{{" not in text:
            return text
        filled: list[str] = []
        length = 0
        for piece in parse(text):
            part = self._fill(piece, text, where)
            length += len(part)
            if length > MAX_LENGTH:
                limit = MAX_LENGTH // (1024 * 1024)
                at = _Place(text, piece.start, where)
                self._report(f"the text grows beyond {limit} MiB", at)
                return text
            filled.append(part)
        return "".join(filled)

    def finish(self) -> None:
        """Raise one error with all problems, if there are any."""
        if self._problems:
            raise WorkbenchError(*self.problems)

    def _fill(self, piece: Piece, text: str, where: str) -> str:
        at = _Place(text, piece.start, where)
        match piece:
            case Literal(literal):
                return literal
            case Use(name):
                value = self._variable(name, at)
            case Call():
                value = self._call(piece, at)
            case _:
                self._report(piece.what, at, r"write \{{ for two braces that are just text")
                value = None
        return text[piece.start : piece.end] if value is None else value

    def _variable(self, name: str, at: "_Place") -> str | None:
        if name in self._known:
            return self._known[name]
        scope = _scope_of(name, self._scopes)
        if scope is None:
            known = [key for scope in self._scopes for key in scope.values]
            hint = did_you_mean(name, known, "no variable has this name")
            self._report(f'unresolved "{{{{{name}}}}}"', at, hint)
            return None
        if name in self._chain:
            chain = " → ".join([*self._chain[self._chain.index(name) :], name])
            self._report(f'"{name}" refers to itself: {chain}', at)
            return None
        if len(self._chain) >= MAX_DEPTH:
            start = " → ".join(self._chain[:3])
            self._report(f"variables refer to each other over {MAX_DEPTH} deep: {start} …", at)
            return None
        value = scope.values[name]
        if not scope.literal:
            self._chain.append(name)
            value = self.text(value, f'variable "{name}"')
            self._chain.pop()
        self._known[name] = value
        return value

    def _call(self, call: Call, at: "_Place") -> str | None:
        name = call.function
        function = self._functions.get(name)
        if function is None:
            self._report(f'unknown function "{name}()"', at, did_you_mean(name, self._functions))
            return None
        named = dict(call.named)
        try:
            inspect.signature(function).bind(*call.positional, **named)
        except TypeError as error:
            self._report(f'wrong arguments for "{name}()": {error}', at)
            return None
        return function(*call.positional, **named)

    def _report(self, what: str, at: "_Place", hint: str = "") -> None:
        """Keep a problem, unless the same one is known from another place."""
        if what not in self._problems and len(self._problems) < MAX_PROBLEMS:
            self._problems[what] = Problem(what, str(at), hint)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a piece stands; counting lines is left until somebody asks."""

    text: str
    offset: int
    where: str

    def __str__(self) -> str:
        return f"{self.where}:{position(self.text, self.offset)}"


def _scope_of(name: str, scopes: Sequence[Scope]) -> Scope | None:
    return next((scope for scope in scopes if name in scope.values), None)

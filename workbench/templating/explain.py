"""Say where a name's value comes from: every scope that has it, and which one won."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from workbench.errors import Problem
from workbench.model import SecretReference, Variable, text_of

from .ambient import Ambient
from .filled import Filled
from .library import LIBRARY, Library
from .needs import MASK, Facts, Need
from .resolve import Resolver
from .scope import Scope

State = Literal["used", "shadowed", "removes", "disabled"]


@dataclass(frozen=True, slots=True)
class Definition:
    """What one scope says about a name.

    `written` is the value as it is written: a secret's reference, a mask if the scope is
    secret. A `shadowed` one has an inner scope before it, one that `removes` takes away
    what the outer scopes say, a `disabled` one does not count.
    """

    scope: str
    place: str
    line: int | None
    written: str
    state: State
    secret: bool = False
    description: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A name's definitions, the innermost first, and what it comes to; no secret prints."""

    name: str
    definitions: tuple[Definition, ...]
    resolved: Filled | None = None
    problems: tuple[Problem, ...] = ()
    needs: tuple[Need, ...] = field(default=())

    @property
    def used(self) -> Definition | None:
        """The definition that won, unless there is none or one takes the name away."""
        return next((found for found in self.definitions if found.state == "used"), None)

    @property
    def shown(self) -> str:
        """The value as it resolves, masked if it is secret; empty if there is none."""
        return self.resolved.shown if self.resolved else ""


def explain(
    name: str,
    scopes: Sequence[Scope],
    library: Library = LIBRARY,
    facts: Facts | None = None,
    *,
    ambient: Ambient,
) -> Explanation:
    """Return where a name's value comes from; what no fact meets stays as it is written."""
    definitions = tuple(_definitions(name, scopes))
    found = Explanation(name, definitions)
    if found.used is None:
        return found
    resolver = Resolver(scopes, library, facts, ambient=ambient)
    resolved = resolver.value(f"{{{{{name}}}}}", name)
    return Explanation(name, definitions, resolved, resolver.problems, resolver.needs)


def definitions(scopes: Sequence[Scope]) -> dict[str, tuple[Definition, ...]]:
    """Return what the scopes say about every name they have, each one's innermost first."""
    entries: dict[str, list[tuple[Scope, Variable | SecretReference]]] = {}
    for scope in scopes:
        for entry in reversed(list(scope.entries())):
            entries.setdefault(entry.name, []).append((scope, entry))
    return {name: tuple(_defined(found)) for name, found in entries.items()}


def _definitions(name: str, scopes: Sequence[Scope]) -> Iterator[Definition]:
    return _defined(
        (scope, entry)
        for scope in scopes
        for entry in reversed([each for each in scope.entries() if each.name == name])
    )


def _defined(
    entries: Iterable[tuple[Scope, Variable | SecretReference]],
) -> Iterator[Definition]:
    decided = False
    for scope, entry in entries:
        line = scope.line_of(entry.name) if scope.line_of else None
        state = _state(entry, decided)
        decided = decided or state in {"used", "removes"}
        secret = scope.secret or isinstance(entry, SecretReference)
        description = entry.description if isinstance(entry, Variable) else ""
        written = _written(entry, scope)
        yield Definition(scope.name, scope.place, line, written, state, secret, description)


def _state(entry: Variable | SecretReference, decided: bool) -> State:
    if isinstance(entry, Variable) and not entry.enabled and not entry.removed:
        return "disabled"
    if decided:
        return "shadowed"
    return "removes" if isinstance(entry, Variable) and entry.removed else "used"


def _written(entry: Variable | SecretReference, scope: Scope) -> str:
    if isinstance(entry, SecretReference):
        return entry.source
    if entry.removed:
        return ""
    return MASK if scope.secret else text_of(entry.value)

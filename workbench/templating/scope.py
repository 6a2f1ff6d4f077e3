"""Where values come from: scopes, the innermost first."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from workbench.model import SecretReference, Value, Variable, Variables


@dataclass(frozen=True, slots=True)
class Scope:
    """Named values from one place, such as an environment.

    `place` is the file that says them, `line_of` finds a name's line in it. The values of
    a `literal` scope are not templates: what was typed at a prompt or on the command line,
    what a server sent. Those of a `secret` scope are secret. `secrets` are known by their
    reference only; what meets it is literal and secret.
    """

    name: str
    variables: Variables = field(default=(), repr=False)
    place: str = ""
    literal: bool = False
    secret: bool = False
    secrets: tuple[SecretReference, ...] = ()
    line_of: Callable[[str], int | None] | None = field(default=None, repr=False, compare=False)

    def where(self, name: str) -> str:
        """Return the place of a name: `users/folder.toml:12 variable "id"`."""
        line = self.line_of(name) if self.line_of else None
        place = f"{self.place}:{line}" if self.place and line else self.place
        return f'{place} variable "{name}"'.lstrip()

    def entries(self) -> Iterator[Variable | SecretReference]:
        """Yield all that the scope says, what wins over a namesake last."""
        yield from self.variables
        yield from self.secrets


@dataclass(frozen=True, slots=True)
class Binding:
    """What a name stands for, and the scope that says so; a removed variable ends the search."""

    scope: Scope
    entry: Variable | SecretReference = field(repr=False)

    @property
    def removed(self) -> bool:
        """Whether the name is taken away here."""
        return isinstance(self.entry, Variable) and self.entry.removed


def variables_of(values: Mapping[str, Value]) -> Variables:
    """Return variables with these names and values."""
    return tuple(Variable(name, value) for name, value in values.items())


def bindings(scopes: Iterable[Scope]) -> dict[str, Binding]:
    """Return what each name stands for, removed ones included; the first scope wins."""
    found: dict[str, Binding] = {}
    for scope in scopes:
        here = {entry.name: Binding(scope, entry) for entry in scope.entries() if _counts(entry)}
        found |= {name: binding for name, binding in here.items() if name not in found}
    return found


def lookup(name: str, scopes: Iterable[Scope]) -> Binding | None:
    """Return what a name stands for, or None if no scope has it or one takes it away."""
    found = bindings(scopes).get(name)
    return None if found is None or found.removed else found


def _counts(entry: Variable | SecretReference) -> bool:
    return isinstance(entry, SecretReference) or entry.enabled or entry.removed

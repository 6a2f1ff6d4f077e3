"""Named values for `{{names}}`, and references to those that must not be written down."""

from dataclasses import dataclass

from .value import Value, json_of


@dataclass(frozen=True, slots=True)
class Variable:
    """One named value; text in it may hold `{{names}}`.

    One that is not `enabled` is kept in the file and not used. A `removed` one has no
    value: it takes away what an outer scope says under this name.

    Two are equal if they say the same in JSON, so `1`, `true` and `1.0` all differ.
    """

    name: str
    value: Value = ""
    enabled: bool = True
    removed: bool = False
    description: str = ""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Variable) and self._identity == other._identity

    def __hash__(self) -> int:
        return hash(self._identity)

    @property
    def _identity(self) -> tuple[str, str, bool, bool, str]:
        return self.name, json_of(self.value), self.enabled, self.removed, self.description


Variables = tuple[Variable, ...]


@dataclass(frozen=True, slots=True)
class SecretReference:
    """Where a secret's value comes from; the value itself is never in a file.

    `source` is `env:NAME`, `file:PATH`, `command:WORDS`, `keyring:SERVICE/USER` or
    `prompt`. With `hosts` the value goes to these hosts only (`api.shop.dev`,
    `*.shop.dev`, `localhost:8000`); without, to those that the user has allowed.
    """

    name: str
    source: str
    hosts: tuple[str, ...] = ()

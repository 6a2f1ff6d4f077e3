"""What somebody wants to be sent, before anything in it is filled in."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from workbench.model import (
    Captured,
    Collection,
    NodeId,
    RequestSpec,
    Value,
    Variable,
    Variables,
)


@dataclass(frozen=True, slots=True)
class Order:
    """One request of a collection, in an environment.

    `given` are the values from the command line or a row of data; they win over all others.
    """

    collection: Collection
    spec: RequestSpec
    request: NodeId = ""
    environment: str | None = None
    given: Variables = ()

    @property
    def name(self) -> str:
        """The request's name for people."""
        return self.spec.name or self.request


@dataclass(frozen=True, slots=True)
class SessionValues:
    """What a session knows by now, for one environment: what the user has put in the place of
    variables, and what was captured from responses."""

    overrides: Variables = ()
    captured: Variables = ()
    secret: Variables = field(default=(), repr=False)

    def overriding(self, name: str, value: Value) -> "SessionValues":
        """Return the same with another value for a variable."""
        others = tuple(each for each in self.overrides if each.name != name)
        return replace(self, overrides=(*others, Variable(name, value)))

    def without(self, name: str) -> "SessionValues":
        """Return the same without a value for this name."""

        def others(variables: Variables) -> Variables:
            return tuple(each for each in variables if each.name != name)

        return SessionValues(others(self.overrides), others(self.captured), others(self.secret))

    def capturing(self, name: str, value: Value, *, secret: bool = False) -> "SessionValues":
        """Return the same with a value captured under a name; an earlier one is replaced."""
        rest, new = self._uncaptured(name), Variable(name, value)
        if secret:
            return replace(rest, secret=(*rest.secret, new))
        return replace(rest, captured=(*rest.captured, new))

    def taking(self, captured: Iterable[Captured]) -> "SessionValues":
        """Return the same with all that was captured from a response."""
        values = self
        for each in captured:
            if not each.problem:
                values = values.capturing(each.name, each.value, secret=each.secret)
        return values

    def _uncaptured(self, name: str) -> "SessionValues":
        return replace(self.without(name), overrides=self.overrides)

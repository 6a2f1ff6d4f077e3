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
from workbench.templating.filled import secret_texts


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
    variables, `hidden` if it is secret, and what was captured from responses."""

    overrides: Variables = ()
    captured: Variables = ()
    secret: Variables = field(default=(), repr=False)
    hidden: Variables = field(default=(), repr=False)

    @property
    def secrets(self) -> frozenset[str]:
        """The texts in it that are secret."""
        known = (*self.secret, *self.hidden)
        return frozenset(text for each in known for text in secret_texts(each.value))

    def overriding(self, name: str, value: Value, *, secret: bool = False) -> "SessionValues":
        """Return the same with another value for a variable."""
        rest, new = self.not_overriding(name), Variable(name, value)
        if secret:
            return replace(rest, hidden=(*rest.hidden, new))
        return replace(rest, overrides=(*rest.overrides, new))

    def not_overriding(self, name: str) -> "SessionValues":
        """Return the same without the user's value for a variable."""
        return replace(
            self, overrides=_without(self.overrides, name), hidden=_without(self.hidden, name)
        )

    def overrides_name(self, name: str) -> bool:
        """Tell whether the user has put a value in the place of this variable."""
        return any(each.name == name for each in (*self.overrides, *self.hidden))

    def without(self, name: str) -> "SessionValues":
        """Return the same without a value for this name."""
        return replace(
            self.not_overriding(name),
            captured=_without(self.captured, name),
            secret=_without(self.secret, name),
        )

    def restoring(self, name: str, earlier: "SessionValues") -> "SessionValues":
        """Return the same with what an earlier one has under this name."""
        rest = self.without(name)
        return SessionValues(
            (*rest.overrides, *_only(earlier.overrides, name)),
            (*rest.captured, *_only(earlier.captured, name)),
            (*rest.secret, *_only(earlier.secret, name)),
            (*rest.hidden, *_only(earlier.hidden, name)),
        )

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
        return replace(self.without(name), overrides=self.overrides, hidden=self.hidden)


def _without(variables: Variables, name: str) -> Variables:
    return tuple(each for each in variables if each.name != name)


def _only(variables: Variables, name: str) -> Variables:
    return tuple(each for each in variables if each.name == name)

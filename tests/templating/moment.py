"""A moment that never passes, and texts filled in at it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone

from workbench.errors import Problem
from workbench.model import Value
from workbench.templating import Ambient, Facts, Filled, Resolver, Scope, variables_of


def counting(length: int) -> bytes:
    """Return bytes that count from 0."""
    return bytes(number % 256 for number in range(length))


NOON = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)
AMBIENT = Ambient(NOON.astimezone(timezone(timedelta(hours=1))), counting)


def env(**values: Value) -> list[Scope]:
    """Return scopes of one environment."""
    return [Scope("environment", variables_of(values))]


def secret(**values: Value) -> Scope:
    """Return a scope of secrets, whose values are no templates."""
    return Scope("secrets", variables_of(values), literal=True, secret=True)


def resolver(scopes: Sequence[Scope] = (), facts: Facts | None = None) -> Resolver:
    """Return a resolver with the whole library."""
    return Resolver(scopes, facts=facts, ambient=AMBIENT)


def fill(text: str, scopes: Sequence[Scope] = (), facts: Facts | None = None) -> Filled:
    """Return a text filled in, which nothing keeps from being complete."""
    resolving = resolver(scopes, facts)
    filled = resolving.value(text, "url")
    resolving.finish()
    assert filled.complete
    return filled


def problems(text: str, scopes: Sequence[Scope] = (), facts: Facts | None = None) -> list[Problem]:
    """Return what keeps a text from being filled in."""
    resolving = resolver(scopes, facts)
    filled = resolving.text(text, "url")
    assert not filled.complete
    return list(resolving.problems)

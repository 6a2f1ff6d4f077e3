"""A named set of values that requests may refer to."""

from dataclasses import dataclass

from .variable import SecretReference, Variables


@dataclass(frozen=True, slots=True)
class Environment:
    """One `environments/NAME.toml`.

    `color` paints its name, so that production looks like production; a `protected` one
    asks before anything in it is changed. With `app`, such as `shop.main:app`, requests
    go straight into this ASGI or WSGI application. `local` holds the names that
    `NAME.local.toml` says, the part of it that stays out of git.
    """

    name: str
    variables: Variables = ()
    secrets: tuple[SecretReference, ...] = ()
    color: str = ""
    protected: bool = False
    app: str = ""
    unsupported: tuple[str, ...] = ()
    local: frozenset[str] = frozenset()

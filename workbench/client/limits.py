"""How many connections a client may hold."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The size of the connection pool; None, or what is not given, is no limit.

    `max_connections` counts all, `max_keepalive_connections` those kept idle,
    each of them for `keepalive_expiry` seconds. A client that is given none at all
    has 100 of the first and 20 of the second.
    """

    max_connections: int | None = None
    max_keepalive_connections: int | None = None
    keepalive_expiry: float | None = 5.0


DEFAULT_LIMITS = Limits(max_connections=100, max_keepalive_connections=20)

"""How many connections a client may hold."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The size of the connection pool; None lifts a limit.

    `max_connections` counts all, `max_keepalive_connections` those kept idle,
    each of them for `keepalive_expiry` seconds.
    """

    max_connections: int | None = 100
    max_keepalive_connections: int | None = 20
    keepalive_expiry: float | None = 5.0

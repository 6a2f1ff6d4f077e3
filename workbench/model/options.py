"""How one request is sent, apart from what is in it. None means: inherit, then the default."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """Sending options. Times are seconds; `timeout` bounds the whole exchange."""

    timeout: float | None = None
    connect_timeout: float | None = None
    read_timeout: float | None = None
    write_timeout: float | None = None
    pool_timeout: float | None = None
    follow_redirects: bool | None = None
    max_redirects: int | None = None

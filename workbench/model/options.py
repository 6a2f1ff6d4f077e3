"""How one request is sent, apart from what is in it. None means: inherit, then the default."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Options:
    """Sending options. Times are seconds; `timeout` bounds the whole exchange.

    `ca`, `cert` and `cert_key` are files with certificates and a key in PEM form. `cookies`
    says whether the session's cookies are sent and kept. A redirect to another origin
    takes credentials along only with `forward_auth`, and a body only with `forward_body`.
    `app`, such as `shop.main:app`, is an ASGI or WSGI application to send into.

    With `reconnect` a stream of events goes on over a new connection when one ends. It is closed
    after `close_after` events, a WebSocket after so many messages received, or after
    `close_idle` seconds without one.
    """

    timeout: float | None = None
    connect_timeout: float | None = None
    read_timeout: float | None = None
    write_timeout: float | None = None
    pool_timeout: float | None = None
    follow_redirects: bool | None = None
    max_redirects: int | None = None
    forward_auth: bool | None = None
    forward_body: bool | None = None
    retries: int | None = None
    cookies: bool | None = None
    verify: bool | None = None
    ca: str | None = None
    cert: str | None = None
    cert_key: str | None = None
    proxy: str | None = None
    http_version: Literal["1.1", "2"] | None = None
    app: str | None = None
    reconnect: bool | None = None
    close_after: int | None = None
    close_idle: float | None = None

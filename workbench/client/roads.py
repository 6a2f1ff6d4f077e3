"""Which way each request goes, and what is said on it."""

from typing import TYPE_CHECKING

from .dial import Reach
from .errors import ConnectError, UnsupportedProtocol
from .h1_head import Head
from .h1_lines import LastFields
from .h1_request import Outgoing
from .proxy import refused
from .request import Request
from .route import Destination, ProxyChoice, Route, absolute_target, route_of

if TYPE_CHECKING:
    from .network.base import AsyncStream, Stream


class Roads:
    """Which way each request goes, and what it says to whom on that way."""

    def __init__(self, reach: Reach, choice: ProxyChoice | None, http1: bool, http2: bool) -> None:
        self._choice = choice
        self._tunnels = reach.overrides.reroutes
        self._http1, self._http2 = http1, http2
        self._fields = LastFields()

    def destination(self, request: Request) -> Destination:
        """Return the way a request takes; raises UnsupportedProtocol if there is none."""
        plain = self._choice is None and "sni_hostname" not in request.extensions
        if plain and not self._http2:
            return request.url.origin
        switches = "upgrade" in request.headers
        if switches and not self._http1:
            raise UnsupportedProtocol("switching protocols takes HTTP/1.1, and http1= is off")
        if plain and not switches:
            return request.url.origin
        return route_of(request, self._choice, self._tunnels or switches, switches)

    def outgoing(self, request: Request, destination: Destination) -> Outgoing:
        """Return a request as bytes; one that a proxy reads has its whole URL in it.

        What is meant for a proxy goes to none but this one.
        """
        fields = request.headers.raw
        if not isinstance(destination, Route) or destination.proxy is None:
            return Outgoing(request, fields=self._fields.of(fields))
        if not destination.forwarded:
            kept = [item for item in fields if item[0].lower() != b"proxy-authorization"]
            return Outgoing(request, fields=self._fields.of(kept))
        named = {name.lower() for name, _ in fields}
        own = [f for f in destination.proxy.request_headers() if f[0].lower() not in named]
        return Outgoing(request, absolute_target(request), self._fields.of(fields + own))


def check_scheme(request: Request) -> None:
    """Refuse a URL that this transport cannot reach."""
    scheme, host, _ = request.url.origin
    if scheme not in {"http", "https"}:
        given = f"not {scheme!r}" if scheme else "and this URL has none"
        raise UnsupportedProtocol(f"a URL must start with http:// or https://, {given}")
    if not host:
        raise UnsupportedProtocol("the URL has no host")


def may_be_http2(destination: Destination, http1: bool) -> bool:
    """Tell whether connections to a destination may turn out to speak HTTP/2."""
    if isinstance(destination, Route):
        apart = destination.forwarded or destination.switches
        return not apart and may_be_http2(destination.origin, http1)
    return destination[0] == "https" or not http1


def speaks_http2(stream: "AsyncStream | Stream", http1: bool) -> bool:
    """Tell whether a new connection speaks HTTP/2: agreed on in TLS, or known before.

    Raises ConnectError if it does not although HTTP/1.1 is off.
    """
    if stream.tls is None:
        return not http1  # prior knowledge (RFC 9113, section 3.3)
    if stream.tls.protocol == "h2":
        return True
    if not http1:
        stream.abort()
        raise ConnectError("the server does not speak HTTP/2, and http1= is off")
    return False


def check_reply(head: Head, destination: Destination) -> None:
    """Refuse what only a proxy can have said; raises ProxyError."""
    if head.status == 407 and isinstance(destination, Route) and destination.proxy is not None:
        raise refused(destination.proxy, head.status, head.reason)

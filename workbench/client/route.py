"""The way to an origin: what a connection and a request must have in common. No I/O."""

from dataclasses import dataclass
from typing import Protocol

from .proxy import Proxy, bracketed
from .request import Request
from .url import Origin


@dataclass(frozen=True, slots=True)
class Route:
    """An origin with what its connections differ in from others to the same origin.

    `proxy` counts as itself, so that connections are never shared between credentials.
    `server_name` is asked for and checked in TLS instead of the host. A `forwarded` route
    ends at the proxy, which reads the requests: its origin is the proxy's own. Requests on
    one that `switches` leave HTTP/1.1 for another protocol, so HTTP/2 is not offered there.
    """

    origin: Origin
    proxy: Proxy | None = None
    server_name: str | None = None
    forwarded: bool = False
    switches: bool = False


Destination = Origin | Route


class ProxyChoice(Protocol):
    """Something that knows which proxy to take."""

    def proxy_for(self, origin: Origin) -> Proxy | None:
        """Return the proxy on the way to an origin, or None."""
        ...


@dataclass(frozen=True, slots=True)
class OneProxy:
    """One proxy for everything."""

    proxy: Proxy

    def proxy_for(self, origin: Origin) -> Proxy | None:
        """Return the proxy."""
        return self.proxy


def route_of(
    request: Request, choice: ProxyChoice | None, tunnels: bool = False, switches: bool = False
) -> Destination:
    """Return the way a request takes. With `tunnels`, no proxy reads a request."""
    origin = request.url.origin
    name = request.extensions.get("sni_hostname")
    server_name = name.decode("ascii") if isinstance(name, bytes) else name
    proxy = None if choice is None else choice.proxy_for(origin)
    if proxy is None:
        if server_name is None and not switches:
            return origin
        return Route(origin, None, server_name, switches=switches)
    if origin[0] == "http" and not proxy.is_socks and not tunnels:
        host, port = proxy.address
        return Route((proxy.url.scheme, host, port), proxy, forwarded=True)
    return Route(origin, proxy, server_name, switches=switches)


def absolute_target(request: Request) -> bytes:
    """Return the target of a request that a proxy reads: scheme, host and path."""
    _, host, _ = request.url.origin
    port = "" if request.url.port is None else f":{request.url.port}"
    return f"http://{bracketed(host)}{port}".encode("ascii") + request.url.raw_path

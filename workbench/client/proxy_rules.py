"""Which proxy a request takes by the environment: curl's rules, over a mapping. No I/O.

`http_proxy`, `https_proxy`, `all_proxy` and `no_proxy` are read in lower case first. In
upper case HTTP_PROXY is left alone where REQUEST_METHOD is set: a CGI script's environment
holds the client's "Proxy" header under that name (CVE-2016-5385).
"""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass

from .errors import InvalidURL, ProxyError
from .proxy import Proxy
from .url import Origin

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network


def setting(environ: Mapping[str, str], name: str) -> tuple[str, str] | None:
    """Return a variable's actual name and value; lower case comes first, empty is unset."""
    for actual in (name, name.upper()):
        if actual == "HTTP_PROXY" and "REQUEST_METHOD" in environ:
            continue
        value = environ.get(actual, "").strip()
        if value:
            return actual, value
    return None


class EnvironmentProxies:
    """The proxies an environment names, and the hosts it excepts from them.

    A value that is no proxy's URL is an error of the requests that would use it.
    """

    def __init__(self, environ: Mapping[str, str]) -> None:
        everything = setting(environ, "all_proxy")
        found = {
            scheme: setting(environ, f"{scheme}_proxy") or everything
            for scheme in ("http", "https")
        }
        self._settings = {scheme: named for scheme, named in found.items() if named is not None}
        self._proxies: dict[tuple[str, str], Proxy] = {}
        excepted = setting(environ, "no_proxy")
        self._exceptions = Exceptions(excepted[1] if excepted else "")

    def __bool__(self) -> bool:
        return bool(self._settings)

    def proxy_for(self, origin: Origin) -> Proxy | None:
        """Return the proxy on the way to an origin, the same object each time, or None.

        Raises ProxyError naming the variable whose value is no proxy's URL.
        """
        scheme, host, port = origin
        named = self._settings.get(scheme)
        if named is None or self._exceptions.include(host, port):
            return None
        proxy = self._proxies.get(named)
        if proxy is None:
            proxy = self._proxies[named] = parsed(*named)
        return proxy


def parsed(variable: str, value: str) -> Proxy:
    """Return the proxy that a variable's value means; a bare `host:port` speaks HTTP."""
    try:
        return Proxy(value if "://" in value else f"http://{value}")
    except (ValueError, InvalidURL) as error:
        # The value is not shown: it may hold a password.
        raise ProxyError(f"the environment variable {variable} names no proxy: {error}") from error


@dataclass(frozen=True, slots=True)
class Excepted:
    """One entry of no_proxy: a name with all below it, or a range of addresses."""

    name: str
    addresses: IPNetwork | None
    port: int | None

    def includes(self, host: str, address: Address | None, port: int) -> bool:
        """Tell whether the entry means a host and port."""
        if self.port is not None and self.port != port:
            return False
        if self.addresses is not None:
            return address is not None and address in self.addresses
        return host == self.name or (address is None and host.endswith(f".{self.name}"))


class Exceptions:
    """The hosts that no_proxy lists."""

    def __init__(self, text: str) -> None:
        self._all = text.strip() == "*"
        entries = text.replace(",", " ").split()
        self._entries = [] if self._all else [entry(one) for one in entries]

    def include(self, host: str, port: int) -> bool:
        """Tell whether a host is reached without a proxy."""
        if self._all:
            return True
        if not self._entries:
            return False
        name = host.lower().removesuffix(".")
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            address = None
        return any(one.includes(name, address, port) for one in self._entries)


def entry(text: str) -> Excepted:
    """Return the meaning of `.example.org`, `example.org:8080`, `10.0.0.0/8` or `[::1]:80`."""
    host, port = text.lower(), None
    if host.startswith("["):
        host, _, rest = host[1:].partition("]")
        host, digits = host + rest.partition(":")[0], rest.partition(":")[2]
    else:
        name, _, digits = host.rpartition(":")
        if host.count(":") == 1:
            host = name
        else:
            digits = ""
    if digits.isascii() and digits.isdigit():
        port = int(digits)
    try:
        return Excepted("", ipaddress.ip_network(host, strict=False), port)
    except ValueError:
        return Excepted(host.removeprefix("*").lstrip(".").removesuffix("."), None, port)

"""Where connections go instead: curl's --connect-to and --resolve, as mappings. No I/O.

Only the way changes: the Host header, TLS and cookies keep to the URL's host.
"""

import ipaddress
from collections.abc import Mapping, Sequence

from .errors import InvalidURL
from .url import port_number

ConnectTo = Mapping[str, str]
Resolutions = Mapping[str, str | Sequence[str]]


def split(text: str) -> tuple[str, int | None]:
    """Return host and port of `host:port`, either of which may be missing."""
    if text.startswith("["):
        host, bracket, rest = text[1:].partition("]")
        if not bracket or (rest and not rest.startswith(":")):
            raise InvalidURL(f"an IPv6 address lacks its closing bracket: {text[:60]!r}")
        return host.lower(), port_number(rest[1:])
    if text.count(":") > 1:
        return text.lower(), None
    host, _, port = text.partition(":")
    return host.lower().removesuffix("."), port_number(port)


class Overrides:
    """Where to connect, and what names mean, where that is not left to the URL and the system.

    `connect_to` maps `host:port` to `host:port`. An absent host or port means any on the left
    and the same on the right: `{"example.org:443": "127.0.0.1:8443", ":80": ":8080"}`.
    `resolve` maps `host:port` to one address or several; here `*`, too, is any host:
    `{"example.org": ["10.0.0.1", "10.0.0.2"]}`. The first that fits counts. Raises InvalidURL
    or ValueError for what cannot be meant.
    """

    def __init__(
        self, connect_to: ConnectTo | None = None, resolve: Resolutions | None = None
    ) -> None:
        self._connect_to = [
            (*split(left), *split(right)) for left, right in (connect_to or {}).items()
        ]
        self._resolve = []
        for name, given in (resolve or {}).items():
            host, port = split(name)
            addresses = [given] if isinstance(given, str) else list(given)
            if not addresses:
                raise ValueError(f"no address is given for {name!r}")
            found = [str(ipaddress.ip_address(one.strip("[]"))) for one in addresses]
            self._resolve.append(("" if host == "*" else host, port, found))

    @property
    def reroutes(self) -> bool:
        """Whether some connections go elsewhere, which a forwarding proxy could not know."""
        return bool(self._connect_to)

    def target(self, host: str, port: int) -> tuple[str, int]:
        """Return where to connect for a host and port."""
        name = host.lower().removesuffix(".")
        for from_host, from_port, to_host, to_port in self._connect_to:
            if from_host in {"", name} and from_port in {None, port}:
                return to_host or host, to_port or port
        return host, port

    def addresses(self, host: str, port: int) -> list[str] | None:
        """Return the addresses that a host has here, or None if it must be looked up."""
        name = host.lower().removesuffix(".")
        for from_host, from_port, found in self._resolve:
            if from_host in {"", name} and from_port in {None, port}:
                return found
        return None


def interleaved(addresses: list[str]) -> list[str]:
    """Return addresses with the two families in turn, the first's first (RFC 8305, section 4)."""
    if len(addresses) < 3:
        return addresses
    first = ":" in addresses[0]
    leading = [one for one in addresses if (":" in one) is first]
    others = [one for one in addresses if (":" in one) is not first]
    mixed = [one for pair in zip(leading, others, strict=False) for one in pair]
    shorter = min(len(leading), len(others))
    return mixed + leading[shorter:] + others[shorter:]

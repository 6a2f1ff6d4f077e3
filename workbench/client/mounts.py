"""Which transport answers for which URLs: the patterns of `mounts=`, most specific first.

A pattern is a scheme with an optional host and port: "all://", "https://",
"all://example.org", "all://*.example.org" (its subdomains), "all://*example.org" (the domain
and its subdomains), "http://*:8080".
"""

import re
from collections.abc import Mapping
from typing import Generic, TypeVar

from .url import DEFAULT_PORTS, URL, host_name, ipv6, port_number

T = TypeVar("T")
PATTERN = re.compile(
    r"([a-zA-Z][a-zA-Z0-9+.-]*)://(?:(\*\.?)?([^:/\[\]]*)|\[([^\]]*)\])(?::(\d+))?/?"
)


class URLPattern:
    """What a URL must have in common with a key of `mounts`.

    A port is compared with the one that is connected to, so that ":80" also means
    "http://example.org/", which names none. (httpx ignores a scheme's own port.)
    """

    def __init__(self, pattern: str) -> None:
        if pattern and "://" not in pattern:
            raise ValueError(f'a mount is a URL pattern: instead of {pattern!r} use "{pattern}://"')
        match = PATTERN.fullmatch(pattern or "all://")
        if match is None:
            raise ValueError(f"not a URL pattern: {pattern!r}")
        scheme, wild, name, address, port = match.groups()
        self.pattern = pattern
        self.scheme = "" if scheme.lower() == "all" else scheme.lower()
        self.host = ipv6(address) if address else host_name(name)
        self.port = port_number(port or "")
        self._wild = wild or ""

    def matches(self, url: URL) -> bool:
        """Tell whether a URL fits this pattern."""
        scheme, host, port = url.origin
        if self.scheme and self.scheme != scheme:
            return False
        if self.port is not None and self.port != (port or DEFAULT_PORTS.get(scheme)):
            return False
        if not self.host:
            return True
        if host == self.host:
            return self._wild != "*."
        return bool(self._wild) and host.endswith("." + self.host)

    @property
    def rank(self) -> tuple[bool, int, int]:
        """Sort key: a port before none, then longer hosts, then a scheme before "all"."""
        return (self.port is None, -len(self._wild + self.host), -len(self.scheme))


class Mounts(Generic[T]):
    """Transports by URL pattern. None stands for the client's own transport."""

    def __init__(self, mounts: Mapping[str, T | None]) -> None:
        pairs = [(URLPattern(pattern), transport) for pattern, transport in mounts.items()]
        self.pairs = sorted(pairs, key=lambda pair: pair[0].rank)

    def __bool__(self) -> bool:
        return bool(self.pairs)

    def find(self, url: URL, default: T) -> T:
        """Return the transport of the most specific pattern that a URL fits, or `default`."""
        for pattern, transport in self.pairs:
            if pattern.matches(url):
                return default if transport is None else transport
        return default

    def transports(self) -> list[T]:
        """Return every mounted transport once, in the order they were ranked."""
        found = [transport for _, transport in self.pairs if transport is not None]
        return list({id(transport): transport for transport in found}.values())

"""A proxy, and the words exchanged with it before a request can pass. No I/O.

A proxy's credentials are part of what is said to that proxy and of nothing else: they go into
CONNECT, into SOCKS's own login, or into a request which the proxy itself reads.
"""

from base64 import b64encode
from typing import TYPE_CHECKING

from .errors import ProxyError, RemoteProtocolError
from .h1 import ResponseReader
from .h1_lines import encode_head
from .headers import Headers, HeaderTypes, RawHeaders
from .url import URL

if TYPE_CHECKING:
    from .tls import SSLContext

PORTS = {"http": 80, "https": 443, "socks5": 1080, "socks5h": 1080}


class Proxy:
    """Where to send requests instead of to their own host.

    The URL's scheme is `http`, `https` (TLS to the proxy itself), `socks5` or `socks5h`; with
    SOCKS the proxy looks names up in either case. `auth` is a user name and password, which
    the URL may hold as well; `headers` are for an HTTP proxy only; `ssl_context` is for TLS
    to the proxy. Raises ValueError for any other scheme.
    """

    def __init__(
        self,
        url: URL | str,
        *,
        ssl_context: "SSLContext | None" = None,
        auth: tuple[str, str] | None = None,
        headers: HeaderTypes | None = None,
    ) -> None:
        given = URL(url)
        if given.scheme not in PORTS:
            raise ValueError(f"a proxy's scheme is one of {', '.join(PORTS)}, not {given.scheme!r}")
        if not given.raw_host:
            raise ValueError("the proxy's URL has no host")
        if given.userinfo:
            auth = (given.username, given.password)
            given = given.copy_with(userinfo=None)
        self.url = given
        self.auth = auth
        self.headers = Headers(headers)
        self.ssl_context = ssl_context

    @property
    def raw_auth(self) -> tuple[bytes, bytes] | None:
        """User name and password as bytes."""
        return None if self.auth is None else (self.auth[0].encode(), self.auth[1].encode())

    @property
    def address(self) -> tuple[str, int]:
        """Host and port to connect to."""
        scheme = self.url.scheme
        return self.url.raw_host.decode("ascii"), self.url.port or PORTS[scheme]

    @property
    def is_socks(self) -> bool:
        """Whether the proxy speaks SOCKS5 and not HTTP."""
        return self.url.scheme.startswith("socks")

    def request_headers(self) -> RawHeaders:
        """Return the fields that are meant for the proxy, its credentials among them."""
        fields = list(self.headers.raw)
        if self.raw_auth is not None:
            fields = [item for item in fields if item[0].lower() != b"proxy-authorization"]
            fields.append((b"Proxy-Authorization", b"Basic " + b64encode(b":".join(self.raw_auth))))
        return fields

    def __str__(self) -> str:
        """Return the URL without credentials, for messages."""
        host, port = self.address
        return f"{self.url.scheme}://{bracketed(host)}:{port}"

    def __repr__(self) -> str:
        shown = repr(str(self.url))
        if self.auth is not None:
            shown += f", auth=({self.auth[0]!r}, '[secure]')"
        if self.headers:
            shown += f", headers={self.headers!r}"
        return f"Proxy({shown})"


ProxyTypes = URL | str | Proxy


def proxy_of(given: ProxyTypes) -> Proxy:
    """Return a proxy argument as a Proxy."""
    return given if isinstance(given, Proxy) else Proxy(given)


def bracketed(host: str) -> str:
    """Return a host as it stands before a port."""
    return f"[{host}]" if ":" in host else host


def connect_request(proxy: Proxy, host: str, port: int) -> bytes:
    """Return the CONNECT request for a tunnel to a host (RFC 9110, section 9.3.6)."""
    target = f"{bracketed(host)}:{port}".encode("ascii")
    fields = [(b"Host", target), (b"Accept", b"*/*"), *proxy.request_headers()]
    return encode_head("CONNECT", target, fields)


class ConnectReply:
    """The proxy's answer to CONNECT as it comes in."""

    def __init__(self, proxy: Proxy) -> None:
        self._proxy = proxy
        self._reader = ResponseReader("CONNECT")

    def take(self, data: bytes) -> bool:
        """Take in data; tell whether the tunnel stands. Raises ProxyError if it is refused."""
        try:
            head = self._reader.head(data)
        except RemoteProtocolError as error:
            raise ProxyError(f"the proxy {self._proxy} gave no tunnel: {error}") from error
        if head is None:
            return False
        if not 200 <= head.status < 300:
            raise refused(self._proxy, head.status, head.reason)
        if self._reader.pending():
            # They would be taken for the first bytes of the other end.
            raise ProxyError(f"the proxy {self._proxy} sent bytes of its own into the tunnel")
        return True


def refused(proxy: Proxy, status: int, reason: bytes) -> ProxyError:
    """Return the error for a proxy that will not let a request through."""
    said = "".join(c for c in reason[:80].decode("ascii", "replace") if c.isprintable())
    shown = f"{status} {said}".rstrip()
    if status != 407:
        return ProxyError(f"the proxy {proxy} refused: {shown}")
    if proxy.auth is None:
        return ProxyError(f"the proxy {proxy} wants a user name and password ({shown})")
    return ProxyError(f"the proxy {proxy} does not accept this user name and password ({shown})")

"""URLs: one parser for what is shown and what is connected to.

It normalises (case, default ports, dot segments, percent-encoding) and refuses what other
parsers read in another way: control characters, a backslash before the path, a numeric host
that is no IPv4 address. Every step is linear in the length.
"""

import ipaddress
import re
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import unquote

from .errors import InvalidURL
from .query import QueryParams, QueryParamTypes

MAX_LENGTH = 65536
DEFAULT_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443, "ftp": 21}
Origin = tuple[str, str, int]

# RFC 3986, appendix B, with the authority taken apart.
REFERENCE = re.compile(
    r"(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL
)
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
REG_NAME = re.compile(r"[a-z0-9_](?:[a-z0-9._-]*)")
ZONE = re.compile(r"[A-Za-z0-9._~-]+")
LOOKS_NUMERIC = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)\.?")

# What may stand as it is; "%" only in front of two hex digits (WHATWG's percent-encode sets).
ESCAPE = r"%(?![0-9A-Fa-f]{2})"
UNSAFE = {
    "path": re.compile(ESCAPE + r"|[^!$%&'()*+,\-./0-9:;=@A-Z\[\]^_a-z|~]"),
    "query": re.compile(ESCAPE + r"|[^!$%&'()*+,\-./0-9:;=?@A-Z\[\\\]^_`a-z{|}~]"),
    "fragment": re.compile(ESCAPE + r"|[^!#$%&'()*+,\-./0-9:;=?@A-Z\[\\\]^_a-z{|}~]"),
    "userinfo": re.compile(ESCAPE + r"|[^!$%&'()*+,\-.0-9:A-Z_a-z~]"),
}


class Parts(NamedTuple):
    """The normalised pieces of a URL, percent-encoded, all ASCII."""

    scheme: str = ""
    userinfo: str = ""
    host: str = ""
    port: int | None = None
    path: str = ""
    query: str | None = None
    fragment: str | None = None


def quote(text: str, part: str) -> str:
    """Percent-encode what may not stand in this part of a URL; escapes that are there stay."""

    def escaped(match: re.Match[str]) -> str:
        return "".join([f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogatepass")])

    return UNSAFE[part].sub(escaped, text)


def parse(text: str) -> Parts:
    """Return the normalised parts of a URL or relative reference, or raise InvalidURL."""
    if len(text) > MAX_LENGTH:
        raise InvalidURL(f"the URL is longer than {MAX_LENGTH} characters")
    control = CONTROL.search(text)
    if control is not None:
        raise InvalidURL(f"the URL has a control character ({control[0]!r}) at {control.start()}")
    match = REFERENCE.fullmatch(text)
    assert match is not None  # every text without control characters matches
    scheme, authority, path, query, fragment = match.groups()
    return build(scheme or "", authority, path, query, fragment)


def build(
    scheme: str, authority: str | None, path: str, query: str | None, fragment: str | None
) -> Parts:
    """Normalise raw pieces into Parts, or raise InvalidURL."""
    scheme = scheme.lower()
    userinfo, host, port = split_authority(authority or "")
    if port == DEFAULT_PORTS.get(scheme):
        port = None
    path = quote(path, "path")
    if authority is not None:
        if path and not path.startswith("/"):
            raise InvalidURL("the path of a URL with a host must start with '/'")
    elif not scheme and ":" in path.partition("/")[0]:
        if path.startswith("%20"):
            raise InvalidURL("the URL starts with a space")
        raise InvalidURL("a relative URL cannot have ':' in its first segment")
    if scheme or authority is not None:
        path = without_dots(path)
    return unambiguous(
        Parts(
            scheme,
            userinfo,
            host,
            port,
            path,
            None if query is None else quote(query, "query"),
            None if fragment is None else quote(fragment, "fragment"),
        )
    )


def unambiguous(parts: Parts) -> Parts:
    """Return parts whose text means the same parts again, or raise InvalidURL."""
    if not parts.host and parts.path.startswith("//"):
        raise InvalidURL("the path of a URL without a host cannot start with '//'")
    return parts


def split_authority(authority: str) -> tuple[str, str, int | None]:
    """Return userinfo, host and port of `user:password@host:port`."""
    if not authority:
        return "", "", None
    if "\\" in authority:
        raise InvalidURL("the URL has a backslash before its path")
    userinfo, _, host = authority.rpartition("@")
    if host.startswith("["):
        name, bracket, rest = host[1:].partition("]")
        if not bracket or (rest and not rest.startswith(":")):
            raise InvalidURL("the URL has an IPv6 address without its closing bracket")
        return quote(userinfo, "userinfo"), ipv6(name), port_number(rest[1:])
    name, _, port = host.partition(":")
    if not name:
        raise InvalidURL("the URL has a user or a port, but no host")
    return quote(userinfo, "userinfo"), host_name(name), port_number(port)


def port_number(text: str) -> int | None:
    """Return a port from its digits, or None where there are none."""
    if not text:
        return None
    if len(text) > 5 or not (text.isascii() and text.isdigit()) or int(text) > 65535:
        # Other text may be a password, cut by a "/" in it.
        shown = f": {text[:20]}" if text.isascii() and text.isdigit() else ""
        raise InvalidURL(f"the URL's port is not a number up to 65535{shown}")
    return int(text)


def ipv6(text: str) -> str:
    """Return the shortest form (RFC 5952) of an IPv6 address, which has no brackets here.

    The zone of a link-local address may follow: "fe80::1%eth0", or "%25eth0" as in RFC 6874.
    """
    bare, percent, zone = text.partition("%")
    zone = zone.removeprefix("25")
    try:
        address = ipaddress.IPv6Address(bare)
    except ValueError:
        raise InvalidURL(f"the URL's host is not an IPv6 address: {text[:60]!r}") from None
    if percent and not ZONE.fullmatch(zone):
        raise InvalidURL(f"the URL's IPv6 address has no valid zone: {text[:60]!r}")
    shortest = address.compressed
    if address.ipv4_mapped is not None:  # which newer Pythons write with dots
        high, low = divmod(int(address.ipv4_mapped), 0x10000)
        shortest = f"::ffff:{high:x}:{low:x}"
    return f"{shortest}%{zone}" if zone else shortest


def host_name(text: str) -> str:
    """Return a host in lower-case ASCII, an international name in its xn-- form."""
    host = text.lower()
    if not host:
        return ""
    if not host.isascii():
        host = idna_encoded(host)
    if LOOKS_NUMERIC.fullmatch(host):
        try:
            ipaddress.IPv4Address(host)
        except ValueError:
            raise InvalidURL(f"the URL's host is not an IPv4 address: {host[:60]!r}") from None
        return host
    labels = host.removesuffix(".").split(".")
    if (
        not REG_NAME.fullmatch(host)
        or len(host) > 254
        or any(not label or len(label) > 63 for label in labels)
    ):
        raise InvalidURL(f"the URL's host is not a valid name: {host[:60]!r}")
    return host


def idna_encoded(host: str) -> str:
    """Return an international host name in ASCII (IDNA 2008)."""
    import idna

    if len(host) > 253:  # longer ones cannot be valid, and encoding them takes quadratic time
        raise InvalidURL(f"the URL's host is longer than 253 characters: {host[:60]!r}")
    try:
        return idna.encode(host).decode("ascii")
    except idna.IDNAError:
        raise InvalidURL(f"the URL's host is not a valid name: {host[:60]!r}") from None


def without_dots(path: str) -> str:
    """Resolve the "." and ".." segments of an absolute path (RFC 3986, section 5.2.4)."""
    if "." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            if kept and kept != [""]:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in {".", ".."}:
        kept.append("")
    return "/".join(kept)


class URL:
    """An immutable, normalised URL.

    `raw_host`, `raw_path`, `query` and `userinfo` are bytes as they go on the wire; `host`,
    `path`, `username` and `password` are decoded for people. `str(url)` shows all of it;
    its repr masks the password.
    """

    __slots__ = ("_netloc", "_origin", "_parts", "_target", "_text")
    _parts: Parts
    _text: str | None
    _target: bytes | None
    _netloc: bytes | None
    _origin: Origin | None

    def __init__(self, url: "URL | str" = "", **parts: Any) -> None:
        if isinstance(url, URL):
            self._parts = url._parts
        elif isinstance(url, str):
            self._parts = parse(url)
        else:
            raise TypeError(f"a URL must be str or URL, not {type(url).__name__}")
        if parts:
            self._parts = replaced(self._parts, parts)
        self._text = self._target = self._netloc = self._origin = None

    @classmethod
    def _of(cls, parts: Parts) -> "URL":
        made = cls.__new__(cls)
        made._parts = parts
        made._text = made._target = made._netloc = made._origin = None
        return made

    @property
    def scheme(self) -> str:
        """The scheme in lower case, such as "https"."""
        return self._parts.scheme

    @property
    def raw_scheme(self) -> bytes:
        """The scheme as bytes."""
        return self._parts.scheme.encode("ascii")

    @property
    def userinfo(self) -> bytes:
        """User name and password as they stand in the URL, percent-encoded."""
        return self._parts.userinfo.encode("ascii")

    @property
    def username(self) -> str:
        """The user name, decoded."""
        return unquote(self._parts.userinfo.partition(":")[0])

    @property
    def password(self) -> str:
        """The password, decoded."""
        return unquote(self._parts.userinfo.partition(":")[2])

    @property
    def host(self) -> str:
        """The host in lower case; an xn-- name is decoded, see `raw_host` for the wire's form."""
        host = self._parts.host
        if "xn--" not in host:
            return host
        import idna

        try:
            return str(idna.decode(host))
        except idna.IDNAError:
            return host

    @property
    def raw_host(self) -> bytes:
        """The host as it is looked up, in ASCII; IPv6 without its brackets."""
        return self._parts.host.encode("ascii")

    @property
    def port(self) -> int | None:
        """The port if it is not the scheme's default."""
        return self._parts.port

    @property
    def netloc(self) -> bytes:
        """Host, and port where it matters: what the Host header says."""
        if self._netloc is None:
            parts = self._parts
            if "%" in parts.host:  # an IPv6 zone, which means something on this machine alone
                parts = parts._replace(host=parts.host.partition("%")[0])
            self._netloc = netloc(parts).encode("ascii")
        return self._netloc

    @property
    def path(self) -> str:
        """The path, decoded."""
        return unquote(self._parts.path or "/")

    @property
    def query(self) -> bytes:
        """The query without its "?", percent-encoded."""
        return (self._parts.query or "").encode("ascii")

    @property
    def params(self) -> QueryParams:
        """The query, taken apart."""
        return QueryParams(self._parts.query)

    @property
    def raw_path(self) -> bytes:
        """Path and query as they stand in a request line."""
        if self._target is None:
            _, _, _, _, path, query, _ = self._parts
            target = path or "/"
            self._target = (target if query is None else f"{target}?{query}").encode("ascii")
        return self._target

    @property
    def fragment(self) -> str:
        """The fragment without its "#", decoded."""
        return unquote(self._parts.fragment or "")

    @property
    def origin(self) -> Origin:
        """Scheme, host and actual port: what credentials and connections belong to."""
        if self._origin is None:
            scheme, _, host, port, *_ = self._parts
            self._origin = (scheme, host, port or DEFAULT_PORTS.get(scheme, 0))
        return self._origin

    @property
    def is_absolute_url(self) -> bool:
        """Whether the URL has a scheme and a host."""
        return bool(self._parts.scheme and self._parts.host)

    @property
    def is_relative_url(self) -> bool:
        """Whether the URL lacks a scheme or a host."""
        return not self.is_absolute_url

    def copy_with(self, **parts: Any) -> "URL":
        """Return this URL with some parts replaced; None removes one.

        Parts are named like the properties: scheme, username, password, userinfo, host,
        port, netloc, path, query, raw_path, fragment, and params.
        """
        return URL(self, **parts)

    def copy_set_param(self, name: str, value: Any = None) -> "URL":
        """Return this URL with one query parameter set."""
        return self.copy_with(params=self.params.set(name, value))

    def copy_add_param(self, name: str, value: Any = None) -> "URL":
        """Return this URL with one query parameter more."""
        return self.copy_with(params=self.params.add(name, value))

    def copy_remove_param(self, name: str) -> "URL":
        """Return this URL without one query parameter."""
        return self.copy_with(params=self.params.remove(name))

    def copy_merge_params(self, params: QueryParamTypes) -> "URL":
        """Return this URL with these query parameters replaced or added."""
        return self.copy_with(params=self.params.merge(params))

    def join(self, url: "URL | str") -> "URL":
        """Return the URL a reference found at this URL means (RFC 3986, section 5.2.2)."""
        base, ref = self._parts, URL(url)._parts
        if ref.scheme:
            return URL._of(ref)
        if ref.host:
            port = None if ref.port == DEFAULT_PORTS.get(base.scheme) else ref.port
            return URL._of(ref._replace(scheme=base.scheme, port=port))
        if not ref.path:
            query = base.query if ref.query is None else ref.query
            return URL._of(base._replace(query=query, fragment=ref.fragment))
        path = ref.path
        if not path.startswith("/"):
            folder = base.path[: base.path.rfind("/") + 1]
            path = (folder or ("/" if base.host else "")) + path
        merged = base._replace(path=without_dots(path), query=ref.query, fragment=ref.fragment)
        return URL._of(unambiguous(merged))

    def without_secrets(self) -> str:
        """Return scheme, host and path: what an error message may show."""
        scheme, _, _, _, path, query, _ = self._parts
        shown = f"{scheme}://{netloc(self._parts)}" if scheme else netloc(self._parts)
        return f"{shown}{path}?…" if query else f"{shown}{path}"

    def __hash__(self) -> int:
        return hash(str(self))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, str):
            try:
                other = URL(other)
            except InvalidURL:
                return False
        return isinstance(other, URL) and self._parts == other._parts

    def __str__(self) -> str:
        if self._text is None:
            self._text = unparse(self._parts)
        return self._text

    def __repr__(self) -> str:
        parts = self._parts
        if ":" in parts.userinfo:
            parts = parts._replace(userinfo=parts.userinfo.partition(":")[0] + ":[secure]")
        return f"URL({unparse(parts)!r})"


def netloc(parts: Parts) -> str:
    """Return `host:port`, an IPv6 host in brackets, the port only if it is not the default."""
    host = parts.host
    if ":" in host:
        host = f"[{host.replace('%', '%25')}]"
    return host if parts.port is None else f"{host}:{parts.port}"


def unparse(parts: Parts) -> str:
    """Return the text of a URL."""
    scheme, userinfo, host, _, path, query, fragment = parts
    text = f"{scheme}:" if scheme else ""
    if host or userinfo:
        text += f"//{userinfo}@{netloc(parts)}" if userinfo else f"//{netloc(parts)}"
    text += path
    if query is not None:
        text += f"?{query}"
    return text if fragment is None else f"{text}#{fragment}"


def replaced(parts: Parts, new: dict[str, Any]) -> Parts:
    """Return parts with those replaced that are named like the properties of a URL."""
    new = {name: v.decode("ascii") if isinstance(v, bytes) else v for name, v in new.items()}
    scheme, userinfo, host, port, path, query, fragment = parts
    location = netloc(parts)
    user, _, password = userinfo.partition(":")
    for name, value in new.items():
        match name:
            case "scheme":
                scheme = value or ""
            case "userinfo":
                user, _, password = (value or "").partition(":")
            case "username":
                user = quote_all(value or "")
            case "password":
                password = quote_all(value or "")
            case "netloc":
                location = value or ""
            case "host":
                bare = value or ""
                host = f"[{bare}]" if ":" in bare and not bare.startswith("[") else bare
                location = host if port is None else f"{host}:{port}"
            case "port":
                port = value
                shown = f"[{host}]" if ":" in host and not host.startswith("[") else host
                location = shown if value is None else f"{shown}:{value}"
            case "path":
                # "?" and "#" in a path are part of it, not the start of what follows.
                path = (value or "").replace("?", "%3F").replace("#", "%23")
            case "raw_path":
                path, mark, rest = (value or "").partition("?")
                query = rest if mark else None
            case "query":
                query = value
            case "params":
                merged = str(QueryParams(value)) if value else ""
                query = merged or None
            case "fragment":
                fragment = value
            case _:
                raise TypeError(f"a URL has no part called {name!r}")
    userinfo = f"{user}:{password}" if password else user
    authority = f"{userinfo}@{location}" if userinfo else location
    if CONTROL.search(f"{scheme}{authority}{path}{query}{fragment}"):
        raise InvalidURL("the URL has a control character")
    if scheme and not re.fullmatch(r"[a-zA-Z][a-zA-Z0-9+.-]*", scheme):
        raise InvalidURL(f"the URL's scheme is not valid: {scheme[:20]!r}")
    if re.search(r"[/?#@]", location):
        raise InvalidURL(f"the URL's host is not a valid name: {location[:60]!r}")
    return build(scheme, authority or None, path, query, fragment)


def quote_all(text: str) -> str:
    """Percent-encode a user name or password, its ":" and "%" too."""
    return quote(text.replace("%", "%25"), "userinfo").replace(":", "%3A")


@lru_cache(maxsize=1024)
def cached_url(text: str) -> URL:
    """Return the URL of a text; the same few are requested again and again."""
    return URL(text)

"""One cookie: how a Set-Cookie line is read, and which requests it belongs to.

The rules are those of RFC 6265bis ("Cookies: HTTP State Management Mechanism"), read as
strictly as browsers read them. Which cookies are kept is decided in cookies.py.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from ipaddress import ip_address
from typing import TYPE_CHECKING

from .url import URL, Origin

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

MAX_COOKIE = 4096  # name and value together, in bytes
MAX_ATTRIBUTE = 1024
MAX_AGE = 400 * 24 * 60 * 60  # seconds; no cookie lives longer
ANY_HOST = "*"

# A tab may stand in a value, other control characters make the line worthless.
CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
DATE_TOKEN = re.compile(r"[^\x09\x20-\x2f\x3b-\x40\x5b-\x60\x7b-\x7e]+")
CLOCK = re.compile(r"(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\D.*)?", re.DOTALL | re.ASCII)
DAY = re.compile(r"(\d{1,2})(?:\D.*)?", re.DOTALL | re.ASCII)
YEAR = re.compile(r"(\d{2,4})(?:\D.*)?", re.DOTALL | re.ASCII)
AGE = re.compile(r"-?[0-9]+")
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
PREFIXES = ("__host-", "__secure-")
SAME_SITE = {"strict", "lax", "none"}


@dataclass(frozen=True, slots=True)
class Cookie:
    """One cookie and its scope.

    A cookie without a `domain` belongs to the one `origin` it was first sent to, None
    until then; one of the domain "*" goes to every host. `expires` is in seconds since
    1970, None for a cookie that ends with its client.
    """

    name: str
    value: str
    domain: str = ""
    path: str = "/"
    secure: bool = False
    http_only: bool = False
    host_only: bool = False
    same_site: str = ""
    expires: float | None = None
    origin: Origin | None = None
    order: int = 0

    def is_expired(self, now: float) -> bool:
        """Whether its time is over."""
        return self.expires is not None and self.expires <= now

    def goes_to(self, url: URL) -> bool:
        """Whether a request for this URL may carry it; expiry is not looked at."""
        if self.secure and url.scheme not in {"https", "wss"}:
            return False
        if not path_matches(path_of(url), self.path):
            return False
        if not self.domain:
            return self.origin is None or self.origin == url.origin
        if self.domain == ANY_HOST:
            return True
        host = host_of(url)
        return host == self.domain if self.host_only else domain_matches(host, self.domain)

    def __repr__(self) -> str:
        at = f"{self.domain or 'its origin'}{self.path}"
        return f"<Cookie {self.name} for {at}>"


def host_of(url: URL) -> str:
    """Return a URL's host as cookies compare it."""
    return url.raw_host.decode("ascii")


def path_of(url: URL) -> str:
    """Return a URL's path as it is on the wire, without the query."""
    return url.raw_path.partition(b"?")[0].decode("ascii")


@lru_cache(maxsize=256)
def is_address(host: str) -> bool:
    """Tell whether a host is an IP address, which has no parent domains."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def domain_matches(host: str, domain: str) -> bool:
    """Tell whether a host is the domain or below it (section 5.1.3)."""
    if host == domain:
        return True
    return host.endswith(f".{domain}") and not is_address(host)


def path_matches(path: str, prefix: str) -> bool:
    """Tell whether a request's path is the cookie's or below it (section 5.1.4)."""
    if not path.startswith(prefix):
        return False
    return len(path) == len(prefix) or prefix.endswith("/") or path[len(prefix)] == "/"


def default_path(url: URL) -> str:
    """Return the path of a cookie that names none: the folder of the request's."""
    return path_of(url).rpartition("/")[0] or "/"


def is_public_suffix(domain: str) -> bool:
    """Tell whether strangers can register names below a domain, as below "co.uk".

    By the list of publicsuffix.org, the private part included.
    """
    return public_suffixes().is_public(domain.strip("."))


@lru_cache(maxsize=1)
def public_suffixes() -> "PublicSuffixList":
    """Return the public suffix list; reading it takes 40 ms, so only once it is needed."""
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()


class CookieRefusedError(ValueError):
    """A Set-Cookie line that is to be ignored; its text says why."""


def parse_set_cookie(line: str, url: URL, now: float) -> Cookie | None:
    """Return the cookie of one Set-Cookie line from a URL, or None for one to be ignored.

    A cookie that is to be deleted comes back expired.
    """
    try:
        return read_set_cookie(line, url, now)
    except CookieRefusedError:
        return None


def read_set_cookie(line: str, url: URL, now: float) -> Cookie:
    """Return the cookie of one Set-Cookie line, or raise CookieRefusedError, which says why not."""
    if CONTROL.search(line):
        raise CookieRefusedError("it holds control characters")
    pair, _, rest = line.partition(";")
    name, equals, value = pair.partition("=")
    if not equals:
        name, value = "", pair
    name, value = name.strip(" \t"), value.strip(" \t")
    if not name + value:
        raise CookieRefusedError("it has neither a name nor a value")
    if size_of(name + value) > MAX_COOKIE:
        raise CookieRefusedError(f"it is larger than {MAX_COOKIE} bytes")
    given = attributes(rest)
    scope = scope_of(given.get("domain", ""), url)
    if scope is None:
        raise CookieRefusedError(f"{host_of(url)} may not set cookies for this domain")
    domain, host_only = scope
    secure = "secure" in given
    path = given.get("path", "")
    if secure and url.scheme not in {"https", "wss"}:
        raise CookieRefusedError("it is Secure, and came over a plain connection")
    if not keeps_promise(name, value, secure, host_only, path):
        raise CookieRefusedError("it is not what the prefix of its name promises")
    return Cookie(
        name,
        value,
        domain,
        path if path.startswith("/") else default_path(url),
        secure,
        "httponly" in given,
        host_only,
        given.get("samesite", ""),
        expiry(given, now),
    )


def attributes(text: str) -> dict[str, str]:
    """Return the attributes of a Set-Cookie line by lower-case name; the last of each counts.

    One that is too long or not of its form is as if it were not there.
    """
    found: dict[str, str] = {}
    for part in text.split(";"):
        name, _, value = part.partition("=")
        name, value = name.strip(" \t").lower(), value.strip(" \t")
        if size_of(value) > MAX_ATTRIBUTE:
            continue
        match name:
            case "max-age" if not AGE.fullmatch(value):
                continue
            case "expires" if parse_date(value) is None:
                continue
            case "samesite":
                value = value.lower() if value.lower() in SAME_SITE else ""
        found[name] = value
    return found


def size_of(text: str) -> int:
    """Return how many bytes a part of a Set-Cookie line had."""
    return len(text.encode("utf-8", "surrogateescape"))


def scope_of(attribute: str, url: URL) -> tuple[str, bool] | None:
    """Return a cookie's domain and whether it is for that host alone; None refuses it."""
    host = host_of(url)
    domain = attribute.removeprefix(".").lower()
    if not domain:
        return host, True
    if not domain.isascii() or not domain_matches(host, domain):
        return None
    if is_address(host):
        return host, True
    if is_public_suffix(domain):
        return (host, True) if domain == host else None
    return domain, False


def keeps_promise(name: str, value: str, secure: bool, host_only: bool, path: str) -> bool:
    """Tell whether a cookie named `__Secure-…` or `__Host-…` is what its name says."""
    lower = name.lower()
    if not name:
        return not value.lower().startswith(PREFIXES)
    if lower.startswith("__host-"):
        return secure and host_only and path == "/"
    return secure or not lower.startswith("__secure-")


def expiry(given: dict[str, str], now: float) -> float | None:
    """Return when a cookie of these `attributes()` ends; Max-Age goes before Expires."""
    age = given.get("max-age")
    if age is not None:
        if age.startswith("-"):
            return 0.0
        digits = age.lstrip("0")[:12]
        return now + min(int(digits), MAX_AGE) if digits else 0.0
    date = parse_date(given.get("expires", ""))
    return None if date is None else min(date, now + MAX_AGE)


def parse_date(text: str) -> float | None:
    """Return a cookie date, of any form that browsers read, as seconds since 1970."""
    clock: tuple[int, int, int] | None = None
    day = month = year = None
    for token in DATE_TOKEN.findall(text):
        if clock is None and (match := CLOCK.fullmatch(token)):
            clock = (int(match[1]), int(match[2]), int(match[3]))
        elif day is None and (match := DAY.fullmatch(token)):
            day = int(match[1])
        elif month is None and token[:3].lower() in MONTHS:
            month = MONTHS.index(token[:3].lower()) + 1
        elif year is None and (match := YEAR.fullmatch(token)):
            year = int(match[1])
    if clock is None or day is None or month is None or year is None:
        return None
    if year < 70:
        year += 2000
    elif year < 100:
        year += 1900
    if year < 1601:
        return None
    try:
        return datetime(year, month, day, *clock, tzinfo=UTC).timestamp()
    except ValueError:
        return None

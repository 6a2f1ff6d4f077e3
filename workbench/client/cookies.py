"""The cookies of a client: what servers set and callers give, and what goes into a request.

What a line means and where a cookie belongs is decided in cookie.py.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from dataclasses import replace
from itertools import count
from time import time
from typing import TYPE_CHECKING, Any, Protocol, Union

from .cookie import (
    ANY_HOST,
    CONTROL,
    MAX_COOKIE,
    Cookie,
    CookieRefusedError,
    domain_matches,
    host_of,
    path_matches,
    read_set_cookie,
)
from .errors import CookieConflict
from .headers import encode
from .url import URL, Origin

if TYPE_CHECKING:
    from .request import Request
    from .response_head import ResponseHead

MAX_PER_RESPONSE = 50
MAX_PER_DOMAIN = 180
MAX_DOMAINS = 1000
OWN = ("", ANY_HOST)  # the domains of what callers set, which floods do not push out
MAX_HEADER = 8192  # bytes of one Cookie field's value


class CookieLike(Protocol):
    """What a cookie of the standard library's jar has."""

    name: str
    value: str | None
    domain: str
    path: str
    secure: bool
    expires: int | None


CookieTypes = Union[
    "Cookies",
    Mapping[str, str],
    Iterable[tuple[str, str]],
    Iterable[Cookie],
    Iterable[CookieLike],
]  # the last is an http.cookiejar.CookieJar
Key = tuple[str, str, bool, Origin | None]


class Cookies(MutableMapping[str, str]):
    """Cookies by name, each with the domain and path it belongs to.

    A cookie set without a domain belongs to the origin (scheme, host and port) of the
    first request it goes with, or of the client's `base_url`; it never goes elsewhere.
    Give `domain="*"` for one that goes everywhere.
    """

    def __init__(
        self, cookies: CookieTypes | None = None, *, clock: Callable[[], float] = time
    ) -> None:
        self._clock = clock
        self._order = count(1)
        self._domains: dict[str, dict[Key, Cookie]] = {}
        self._has_unbound = False
        self.update(cookies)

    # ---- as a mapping

    def set(self, name: str, value: str, domain: str = "", path: str = "/") -> None:
        """Set a cookie; one with a domain goes to that host and those below it.

        Raises ValueError for what a Cookie header cannot hold.
        """
        if not name or CONTROL.search(name + value) or ";" in name + value or "=" in name:
            raise ValueError(f"the cookie {name[:60]!r} has characters that would break its header")
        self._keep(Cookie(name, value, domain.removeprefix(".").lower(), path))

    def get(  # type: ignore[override]  # httpx's signature
        self,
        name: str,
        default: str | None = None,
        domain: str | None = None,
        path: str | None = None,
    ) -> str | None:
        """Return a cookie's value; raises CookieConflict if more than one is meant."""
        found = self._matching(name, domain, path)
        if len(found) > 1:
            raise CookieConflict(f"there are {len(found)} cookies named {name!r}; say which domain")
        return found[0].value if found else default

    def delete(self, name: str, domain: str | None = None, path: str | None = None) -> None:
        """Delete the cookies of a name, in one domain and path or in all."""
        for cookie in self._matching(name, domain, path):
            self._drop(cookie)

    def discard(self, cookie: Cookie) -> None:
        """Delete the cookie that has this one's name and scope, if there is one."""
        self._drop(cookie)

    def clear(self, domain: str | None = None, path: str | None = None) -> None:
        """Delete all cookies, or those of one domain and path."""
        for cookie in self._matching(None, domain, path):
            self._drop(cookie)

    def update(self, cookies: CookieTypes | None = None) -> None:  # type: ignore[override]  # any form
        """Add cookies of any accepted form; those of the same scope are replaced."""
        if cookies is None:
            return
        if isinstance(cookies, Cookies):
            for cookie in cookies.jar:
                self._keep(cookie)
        elif isinstance(cookies, Mapping):
            for name, value in cookies.items():
                self.set(name, value)
        else:
            for each in cookies:
                if isinstance(each, tuple):
                    self.set(*each)
                elif isinstance(each, Cookie):
                    self._keep(each)
                else:
                    self._keep(adopted(each))

    @property
    def jar(self) -> tuple[Cookie, ...]:
        """All cookies with their scopes, oldest first."""
        now = self._clock()
        found = [
            cookie
            for kept in list(self._domains.values())
            for cookie in list(kept.values())
            if not cookie.is_expired(now)
        ]
        return tuple(sorted(found, key=lambda cookie: cookie.order))

    def __getitem__(self, name: str) -> str:
        value = self.get(name)
        if value is None:
            raise KeyError(name)
        return value

    def __setitem__(self, name: str, value: str) -> None:
        self.set(name, value)

    def __delitem__(self, name: str) -> None:
        self.delete(name)

    def __iter__(self) -> Iterator[str]:
        return iter([cookie.name for cookie in self.jar])

    def __len__(self) -> int:
        return len(self.jar)

    def __bool__(self) -> bool:
        return bool(self._domains)

    def __repr__(self) -> str:
        return f"<Cookies{list(self.jar)!r}>"

    def __getstate__(self) -> tuple[Cookie, ...]:
        return self.jar

    def __setstate__(self, jar: tuple[Cookie, ...]) -> None:
        self.__init__()  # type: ignore[misc]  # a new, empty one
        for cookie in jar:
            self._keep(cookie)

    # ---- between messages

    def extract_cookies(self, response: "ResponseHead") -> None:
        """Keep, replace and delete cookies as a response's Set-Cookie fields say.

        Of more than 50 fields the rest is ignored, as is what RFC 6265bis refuses.
        """
        if response.headers.first(b"set-cookie") is None:
            return
        url, now = response.request.url, self._clock()
        lines = [value for name, value in response.headers.raw if name.lower() == b"set-cookie"]
        for line in lines[:MAX_PER_RESPONSE]:
            try:
                cookie = self.read(line.decode("utf-8", "surrogateescape"), url)
            except CookieRefusedError:
                continue
            if cookie.is_expired(now):
                self._drop(cookie)
            else:
                self._keep(cookie)

    def read(self, line: str, url: URL) -> Cookie:
        """Return the cookie of a Set-Cookie line from a URL; nothing is kept.

        Raises CookieRefusedError, which says why, where `extract_cookies` ignores the line.
        """
        cookie = read_set_cookie(line, url, self._clock())
        if not cookie.secure and self._shadows_secure(cookie, url):
            raise CookieRefusedError(
                "it would hide a Secure cookie, and came over a plain connection"
            )
        return cookie

    def set_cookie_header(self, request: "Request") -> None:
        """Give a request the Cookie header of its URL, if there are cookies and it has none."""
        if not self._domains or request.headers.first(b"cookie") is not None:
            return
        self.bind(request.url.origin)
        value = self.header_for(request.url)
        if value:
            request.headers.update([(b"Cookie", encode(value))])

    def renew_cookie_header(self, request: "Request", known: str) -> None:
        """Bring the Cookie header of a request up to date that is sent again.

        `known` is what `header_for` said when the header was made; what else it has are
        the request's own cookies, which stay.
        """
        now = self.header_for(request.url)
        if now == known:
            return
        pairs = encode(now).split(b"; ") if now else []
        given = (request.headers.first(b"cookie") or b"").split(b"; ")
        own = set(given).difference(encode(known).split(b"; "), pairs, [b""])
        pairs += [each for each in given if each in own]
        request.headers.pop("cookie", None)
        if pairs:
            request.headers.update([(b"Cookie", b"; ".join(pairs))])

    def carry_cookie_header(self, request: "Request", known: str, response: "ResponseHead") -> None:
        """Give the request that follows a redirect at its origin its Cookie header.

        It has the cookies of this store, and of the request before it those that are its
        own, as far as the response has not set others of their names. `known` is what
        `header_for` said of the request before.
        """
        pairs = encode(self.header_for(request.url)).split(b"; ")
        answered = [value for name, value in response.headers.raw if name.lower() == b"set-cookie"]
        changed = {each.partition(b"=")[0].strip() for each in (*pairs, *answered)}
        given = (request.headers.first(b"cookie") or b"").split(b"; ")
        own = set(given).difference(encode(known).split(b"; "))
        pairs += [each for each in given if each in own and each.partition(b"=")[0] not in changed]
        request.headers.pop("cookie", None)
        value = b"; ".join([each for each in pairs if each])
        if value:
            request.headers.update([(b"Cookie", value)])

    def bind(self, origin: Origin) -> None:
        """Tie the cookies that were set without a domain to an origin."""
        if not self._has_unbound:
            return
        self._has_unbound = False
        for cookie in list(self._domains.get("", {}).values()):
            if cookie.origin is None:
                self._drop(cookie)
                self._keep(replace(cookie, origin=origin))

    def header_for(self, url: URL) -> str:
        """Return the Cookie field of a URL: longest paths first, then oldest first.

        Beyond 8 KiB the oldest cookies stay out.
        """
        now = self._clock()
        going = [cookie for cookie in self._near(host_of(url)) if cookie.goes_to(url)]
        for cookie in [cookie for cookie in going if cookie.is_expired(now)]:
            self._drop(cookie)
            going.remove(cookie)
        room = MAX_HEADER
        fitting: list[Cookie] = []
        for cookie in sorted(going, key=lambda cookie: -cookie.order):
            room -= len(encode(pair(cookie))) + 2
            if room < -2:
                break
            fitting.append(cookie)
        fitting.sort(key=lambda cookie: (-len(cookie.path), cookie.order))
        return "; ".join([pair(cookie) for cookie in fitting])

    # ---- the books

    def _near(self, host: str) -> list[Cookie]:
        """Return the cookies of a host, of the domains above it, and of no domain."""
        found: list[Cookie] = []
        labels = host.split(".")
        above = [".".join(labels[at:]) for at in range(len(labels))]
        for domain in (*OWN, *above):
            found += list(self._domains.get(domain, {}).values())
        return found

    def _matching(self, name: str | None, domain: str | None, path: str | None) -> list[Cookie]:
        domain = None if domain is None else domain.removeprefix(".").lower()
        return [
            cookie
            for cookie in self.jar
            if (name is None or cookie.name == name)
            and (domain is None or cookie.domain == domain)
            and (path is None or cookie.path == path)
        ]

    def _keep(self, cookie: Cookie) -> None:
        """Store a cookie in the place of one of the same scope; the oldest make room."""
        kept = self._domains.setdefault(cookie.domain, {})
        if not cookie.domain and cookie.origin is None:
            self._has_unbound = True
        old = kept.pop(key_of(cookie), None)
        order = next(self._order) if old is None else old.order
        kept[key_of(cookie)] = replace(cookie, order=order)
        if len(kept) > MAX_PER_DOMAIN:
            self._drop(min(list(kept.values()), key=lambda each: each.order))
        if len(self._domains) > MAX_DOMAINS:
            oldest = next(domain for domain in list(self._domains) if domain not in OWN)
            self._domains.pop(oldest, None)

    def _drop(self, cookie: Cookie) -> None:
        kept = self._domains.get(cookie.domain)
        if kept is not None:
            kept.pop(key_of(cookie), None)
            if not kept:
                self._domains.pop(cookie.domain, None)

    def _shadows_secure(self, cookie: Cookie, url: URL) -> bool:
        """Tell whether a cookie from a plain connection would hide one from a secure one."""
        if url.scheme in {"https", "wss"}:
            return False
        return any(
            old.secure and old.name == cookie.name and path_matches(cookie.path, old.path)
            for domain, kept in list(self._domains.items())
            if domain_matches(domain, cookie.domain) or domain_matches(cookie.domain, domain)
            for old in list(kept.values())
        )


def key_of(cookie: Cookie) -> Key:
    """Return what two cookies of one domain must differ in to stand side by side."""
    return cookie.name, cookie.path, cookie.host_only, cookie.origin


def pair(cookie: Cookie) -> str:
    """Return a cookie as it stands in a Cookie field."""
    return f"{cookie.name}={cookie.value}" if cookie.name else cookie.value


def adopted(given: Any) -> Cookie:
    """Return a cookie of the standard library's jar as one of ours."""
    value = given.value or ""
    if CONTROL.search(given.name + value) or len(given.name) + len(value) > MAX_COOKIE:
        raise ValueError(f"the cookie {given.name[:60]!r} cannot be sent")
    specified = given.domain.startswith(".") or getattr(given, "domain_specified", True)
    return Cookie(
        given.name,
        value,
        given.domain.removeprefix(".").lower(),
        given.path or "/",
        bool(given.secure),
        host_only=bool(given.domain) and not specified,
        expires=given.expires,
    )

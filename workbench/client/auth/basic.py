"""Credentials that are the same in every request: a pair, a token, a key, a function."""

import re
from base64 import b64encode
from collections.abc import Callable, Generator
from typing import Literal

from workbench.client.request import Request
from workbench.client.response import Response

from .base import Auth


class BasicAuth(Auth):
    """User name and password in every request (RFC 7617)."""

    def __init__(self, username: str | bytes, password: str | bytes) -> None:
        pair = b":".join(
            part.encode() if isinstance(part, str) else part for part in (username, password)
        )
        self._header = f"Basic {b64encode(pair).decode('ascii')}"

    def auth_flow(self, request: Request) -> Generator[Request, Response, None]:
        """Add the Authorization header."""
        request.headers["Authorization"] = self._header
        yield request


class BearerAuth(Auth):
    """A token in every request (RFC 6750)."""

    def __init__(self, token: str) -> None:
        self._header = f"Bearer {token}"

    def auth_flow(self, request: Request) -> Generator[Request, Response, None]:
        """Add the Authorization header."""
        request.headers["Authorization"] = self._header
        yield request


# RFC 6265, section 4.1.1: what a cookie may be called and hold without quotes.
COOKIE_NAME = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
COOKIE_VALUE = re.compile(r"[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*")


class APIKeyAuth(Auth):
    """A key in every request: in a header of the given name, in the query, or in a cookie.

    Prefer the header: servers and proxies write URLs to their logs. Wherever it is, a
    redirect to another origin leaves it behind; one within the origin takes it along.
    """

    def __init__(
        self,
        key: str,
        *,
        name: str = "X-API-Key",
        place: Literal["header", "query", "cookie"] = "header",
    ) -> None:
        if place not in {"header", "query", "cookie"}:
            raise ValueError(f"a key goes into the 'header', 'query' or 'cookie', not {place!r}")
        if place == "cookie" and not (COOKIE_NAME.fullmatch(name) and COOKIE_VALUE.fullmatch(key)):
            raise ValueError(f"the cookie {name!r} has a name or a value that no cookie may have")
        self._key = key
        self._name = name
        self._place = place

    def auth_flow(self, request: Request) -> Generator[Request, Response, None]:
        """Add the key."""
        if self._place == "header":
            request.headers[self._name] = self._key
        else:
            self.renew(request)
        yield request

    def renew(self, request: Request) -> None:
        """Add the key to the query, or behind the other cookies."""
        if self._place == "query":
            request.url = request.url.copy_set_param(self._name, self._key)
        elif self._place == "cookie":
            others = request.headers.get("cookie", "").split("; ")
            kept = [one for one in others if one and not one.startswith(f"{self._name}=")]
            request.headers["Cookie"] = "; ".join([*kept, f"{self._name}={self._key}"])


class FunctionAuth(Auth):
    """A function that changes each request and returns it."""

    def __init__(self, func: Callable[[Request], Request]) -> None:
        self._func = func

    def auth_flow(self, request: Request) -> Generator[Request, Response, None]:
        """Yield what the function returns."""
        yield self._func(request)

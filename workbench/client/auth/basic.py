"""Credentials that are the same in every request: a pair, a token, a key, a function."""

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


class APIKeyAuth(Auth):
    """A key in every request: in a header of the given name, or in the query.

    Prefer the header: servers and proxies write URLs to their logs.
    """

    def __init__(
        self, key: str, *, name: str = "X-API-Key", place: Literal["header", "query"] = "header"
    ) -> None:
        if place not in {"header", "query"}:
            raise ValueError(f"a key goes into the 'header' or the 'query', not {place!r}")
        self._key = key
        self._name = name
        self._place = place

    def auth_flow(self, request: Request) -> Generator[Request, Response, None]:
        """Add the key."""
        if self._place == "header":
            request.headers[self._name] = self._key
        else:
            request.url = request.url.copy_set_param(self._name, self._key)
        yield request


class FunctionAuth(Auth):
    """A function that changes each request and returns it."""

    def __init__(self, func: Callable[[Request], Request]) -> None:
        self._func = func

    def auth_flow(self, request: Request) -> Generator[Request, Response, None]:
        """Yield what the function returns."""
        yield self._func(request)

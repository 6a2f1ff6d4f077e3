"""Decide what to send next. No I/O: a driver performs the steps this file yields.

Redirect rules live in redirect.py, credentials in auth.py; this file orders them. A
flow may be dropped at any yield: whoever performs a step cleans up after it.
"""

from collections.abc import Generator
from dataclasses import dataclass, field
from typing import Any

from .auth import Auth
from .body import ByteStream
from .cookies import Cookies
from .errors import HTTPError, InvalidURL, TooManyRedirects, TransportError
from .headers import Headers
from .redirect import redirected
from .request import Request
from .response import Response

# RFC 9110, section 9.2.2: to ask twice has the effect of asking once.
IDEMPOTENT = frozenset({"GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"})


@dataclass(frozen=True, slots=True)
class Send:
    """Send a request and reply with its response, head only; `fresh` asks for a new connection."""

    request: Request
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Discard:
    """Drop a response's body and free its connection."""

    response: Response


@dataclass(frozen=True, slots=True)
class ReadBody:
    """Read a response's body."""

    response: Response


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """Read a request's streamed body into memory."""

    request: Request


Step = Send | Discard | ReadBody | ReadRequest
Flow = Generator[Step, Any, Response]


@dataclass(frozen=True, slots=True)
class Rules:
    """How a client wants an exchange to go."""

    follow_redirects: bool = False
    max_redirects: int = 20
    defaults: Headers = field(default_factory=Headers)
    cookies: Cookies | None = None


def exchange_flow(request: Request, rules: Rules, auth: Auth | None = None) -> Flow:
    """Return the final response, with the hops on the way to it as its history."""
    history: list[Response] = []
    if auth is None:
        return (yield from redirect_flow(request, rules, history))
    if auth.requires_request_body:
        yield ReadRequest(request)
    before = {name.lower(): value for name, value in request.headers.raw}
    carried = request.extensions
    rounds = auth.auth_flow(request)
    try:
        request = next(rounds)
        while True:
            # A request of the scheme's own, for a token say, has the same time limits.
            request.extensions = {**carried, **request.extensions}
            from_auth = frozenset(
                name.lower()
                for name, value in request.headers.raw
                if before.get(name.lower()) != value
            )
            response = yield from redirect_flow(request, rules, history, from_auth)
            # A challenge of another origin is not for these credentials to answer.
            if response.request.url.origin != request.url.origin:
                return response
            if auth.requires_response_body:
                yield ReadBody(response)
            try:
                request = rounds.send(response)
            except StopIteration:
                return response
            except Exception:
                yield Discard(response)
                raise
            yield Discard(response)
            history.append(response)
    finally:
        rounds.close()


def redirect_flow(
    request: Request,
    rules: Rules,
    history: list[Response],
    from_auth: frozenset[bytes] = frozenset(),
) -> Flow:
    """Return the response at the end of a chain of redirects; the others go to the history."""
    followed = 0
    while True:
        response = yield from send_flow(request)
        response.history = history.copy()
        if rules.cookies is not None:
            rules.cookies.extract_cookies(response)
        if not response.has_redirect_location:
            return response
        try:
            following = redirected(request, response, defaults=rules.defaults, from_auth=from_auth)
            if rules.follow_redirects and followed == rules.max_redirects:
                raise TooManyRedirects(f"more than {rules.max_redirects} redirects")
        except (HTTPError, InvalidURL) as error:
            if not rules.follow_redirects:
                return response
            yield Discard(response)
            if isinstance(error, HTTPError):
                error.request = request
            raise
        if rules.cookies is not None:
            # What the store says now counts, not what the last request said.
            following.headers.pop("cookie", None)
            rules.cookies.set_cookie_header(following)
        if not rules.follow_redirects:
            response.next_request = following
            return response
        yield Discard(response)
        history.append(response)
        request = following
        followed += 1


def send_flow(request: Request) -> Flow:
    """Return one response; ask again if a kept connection died before it said anything."""
    try:
        try:
            response: Response = yield Send(request)
        except TransportError as error:
            if not (error.retriable and may_repeat(request)):
                raise
            response = yield Send(request, fresh=True)
    except HTTPError as error:
        error.request = request
        raise
    return response


def may_repeat(request: Request) -> bool:
    """Tell whether sending a request twice does what sending it once does."""
    return request.method in IDEMPOTENT and isinstance(request.stream, ByteStream)

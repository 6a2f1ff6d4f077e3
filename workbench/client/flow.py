"""Decide what to send next. No I/O: a driver performs the steps this file yields.

Redirect rules live in redirect.py, retries in retry.py, credentials in auth; this file orders
them. A flow may be dropped at any yield: whoever performs a step cleans up after it.
"""

from collections.abc import Generator
from dataclasses import dataclass, field
from typing import Any

from .auth import Auth, AuthSteps, OwnRounds, does_own_io
from .cookies import Cookies
from .errors import BodyGone, HTTPError, InvalidURL, TooManyRedirects, TransportError
from .headers import Headers
from .redirect import redirected
from .request import Request
from .response import Response
from .retry import IDEMPOTENT, Attempt, Retry
from .steps import Ask, Call, Inquire, Leave, Pause

# The extension of a request that a redirect to another origin made: a client that is asked to
# send it does not add its own credentials.
FOREIGN = "foreign"


# Send and Rules are made for every request; freezing them would make that four times as slow.
@dataclass(slots=True)
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


Step = Send | Discard | ReadBody | ReadRequest | Pause | Call | Ask | Leave
Flow = Generator[Step, Any, Response]


@dataclass(slots=True)
class Rules:
    """How a client wants an exchange to go."""

    follow_redirects: bool = False
    max_redirects: int = 20
    defaults: Headers = field(default_factory=Headers)
    cookies: Cookies | None = None
    retries: Retry | None = None


def exchange_flow(request: Request, rules: Rules, auth: Auth | None = None) -> Flow:
    """Return the final response, with the hops on the way to it as its history."""
    if auth is None:
        return redirect_flow(request, rules, [])
    return authorized_flow(request, rules, auth.for_url(request.url))


def authorized_flow(request: Request, rules: Rules, auth: Auth) -> Flow:
    """Return the final response to a request with credentials."""
    history: list[Response] = []
    if does_own_io(auth):
        own = OwnRounds(auth, request)
        try:
            response: Response = yield from auth_flow(request, rules, auth, own.steps(), history)
        except GeneratorExit:  # the driver is gone, there is nobody to perform a step
            raise
        except BaseException:
            yield Leave(own)
            raise
        yield Leave(own)
        return response
    if auth.requires_request_body:
        yield ReadRequest(request)
    return (yield from auth_flow(request, rules, auth, auth.steps(request), history))


def auth_flow(
    request: Request,
    rules: Rules,
    auth: Auth,
    rounds: AuthSteps,
    history: list[Response],
) -> Flow:
    """Return the response at the end of an authentication's rounds."""
    before = {name.lower(): value for name, value in request.headers.raw}
    carried = request.extensions
    known = ""  # the cookies that were there when the request was sent
    response: Response | None = None
    reply: Any = None
    try:
        while True:
            try:
                step = rounds.send(reply)
            except StopIteration:
                if response is None:
                    raise RuntimeError("an auth flow must yield a request") from None
                return response
            except Exception as error:
                if isinstance(error, HTTPError) and error._request is None:
                    error.request = request
                if response is not None:
                    yield Discard(response)
                raise
            if isinstance(step, Request):
                if response is not None:
                    yield Discard(response)
                    history.append(response)
                if rules.cookies is not None:
                    if response is not None and step is response.request:
                        rules.cookies.renew_cookie_header(step, known)
                    known = rules.cookies.header_for(step.url)
                request = step
                # A request of the scheme's own, for a token say, has the same time limits.
                request.extensions = {**carried, **request.extensions}
                from_auth = frozenset(
                    name.lower()
                    for name, value in request.headers.raw
                    if before.get(name.lower()) != value
                )
                response = reply = yield from redirect_flow(
                    request, rules, history, from_auth, auth
                )
                # A challenge of another origin is not for these credentials to answer.
                if response.request.url.origin != request.url.origin:
                    return response
                if auth.requires_response_body and not does_own_io(auth):
                    yield ReadBody(response)
            else:
                if response is not None and isinstance(step, Inquire | Pause):
                    yield ReadBody(response)  # its connection may be the one that is needed
                if isinstance(step, Inquire):
                    step.request.extensions = {**carried, **step.request.extensions}
                    reply = yield from send_flow(step.request)
                    yield ReadBody(reply)
                else:
                    reply = yield step
    finally:
        rounds.close()


def redirect_flow(
    request: Request,
    rules: Rules,
    history: list[Response],
    from_auth: frozenset[bytes] = frozenset(),
    auth: Auth | None = None,
) -> Flow:
    """Return the response at the end of a chain of redirects; the others go to the history."""
    followed = 0
    at_home = True  # where the credentials belong
    while True:
        if rules.retries is None:
            response = yield from send_flow(request)
        else:
            response = yield from retry_flow(request, rules.retries)
        response.history = history.copy()
        known = ""  # what the store said before this response
        if rules.cookies is not None:
            if response.has_redirect_location:
                known = rules.cookies.header_for(request.url)
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
            if following.url.origin == request.url.origin:
                rules.cookies.carry_cookie_header(following, known, response)
            else:
                # What the store says now counts, not what the last request said.
                following.headers.pop("cookie", None)
                rules.cookies.set_cookie_header(following)
        at_home = at_home and following.url.origin == request.url.origin
        if at_home and auth is not None:
            auth.renew(following)
        if not at_home:
            following.extensions[FOREIGN] = True
        if not rules.follow_redirects:
            response.next_request = following
            return response
        yield Discard(response)
        history.append(response)
        request = following
        followed += 1


def send_flow(request: Request) -> Flow:
    """Return one response; ask again if a kept connection died before it said anything."""
    if request.stream.can_be_sent is False:
        raise BodyGone(request)
    try:
        try:
            response: Response = yield Send(request)
        except TransportError as error:
            if not (error.retriable and may_repeat(request, error)):
                raise
            response = yield Send(request, fresh=True)
    except HTTPError as error:
        error.request = request
        raise
    return response


def retry_flow(request: Request, retry: Retry) -> Flow:
    """Return one response, the first that is not worth another attempt."""
    attempts: list[Attempt] = []
    deadline = request.extensions.get("deadline")
    while True:
        outcome: Response | HTTPError
        try:
            outcome = yield from send_flow(request)
        except HTTPError as error:
            outcome = error
        number = len(attempts) + 1
        pause = retry.pause_after(number, outcome) if retry.allows(request) else None
        if pause is not None:
            if isinstance(outcome, Response):
                # Its connection is freed. With a deadline it may yet turn out to be the last.
                try:
                    yield Discard(outcome) if deadline is None else ReadBody(outcome)
                except HTTPError as error:
                    outcome = error
            if not (yield Pause(pause, deadline)):
                pause = None
        attempts.append(
            Attempt(number, outcome.status_code, None, pause)
            if isinstance(outcome, Response)
            else Attempt(number, None, type(outcome).__name__, pause)
        )
        if pause is not None:
            continue
        if isinstance(outcome, Response):
            outcome.extensions["attempts"] = tuple(attempts)
            return outcome
        outcome.attempts = tuple(attempts)
        raise outcome


def may_repeat(request: Request, error: TransportError) -> bool:
    """Tell whether sending a request again does what sending it once does."""
    once = error.unprocessed or request.method in IDEMPOTENT
    return once and request.stream.can_be_sent is True

"""Decisions by playbook: the steps a flow should yield, and the replies it gets. No sockets."""

from collections.abc import Generator
from typing import Any

import pytest

from workbench.client import (
    Attempt,
    Auth,
    BasicAuth,
    Headers,
    RemoteProtocolError,
    Request,
    Response,
    Retry,
    SyncByteStream,
    TooManyRedirects,
)
from workbench.client.auth import AuthSteps
from workbench.client.flow import (
    Discard,
    Flow,
    ReadBody,
    ReadRequest,
    Rules,
    Send,
    Step,
    exchange_flow,
    may_repeat,
)
from workbench.client.steps import Ask, Call, Inquire, Leave, Pause

FOLLOW = Rules(follow_redirects=True)


def play(flow: Flow, *script: tuple[type[Step], Any]) -> Response:
    """Run a flow: each line is the kind of step expected and the reply (an error is raised)."""
    reply: Any = None
    step = next(flow)
    for number, (expected, reply) in enumerate(script, 1):
        assert type(step) is expected
        try:
            step = flow.throw(reply) if isinstance(reply, Exception) else flow.send(reply)
        except StopIteration as done:
            assert number == len(script)
            response: Response = done.value
            return response
    raise AssertionError(f"the flow goes on with {step}")


def answer(request: Request, status: int = 200, location: str | None = None) -> Response:
    headers = {} if location is None else {"Location": location}
    return Response(status, headers=headers, request=request)


def sent(step: Step) -> Request:
    assert isinstance(step, Send)
    return step.request


def test_a_plain_exchange_is_one_send() -> None:
    request = Request("GET", "http://a/")

    final = play(exchange_flow(request, Rules()), (Send, answer(request)))

    assert final.history == []


def test_a_redirect_is_discarded_followed_and_remembered() -> None:
    flow = exchange_flow(Request("GET", "http://a/x"), FOLLOW)
    first = sent(next(flow))
    moved = answer(first, 302, "/y")
    assert flow.send(moved) == Discard(moved)
    second = sent(flow.send(None))

    with pytest.raises(StopIteration) as done:
        flow.send(answer(second))

    assert second.url == "http://a/y"
    assert done.value.value.history == [moved]


def test_a_303_to_another_host_drops_the_body_and_the_credentials() -> None:
    login = Request("POST", "http://a/", json={}, headers={"Cookie": "c", "X-Kept": "1"})
    flow = exchange_flow(login, FOLLOW, BasicAuth("u", "p"))
    first = sent(next(flow))
    flow.send(answer(first, 303, "http://b/"))
    home = sent(flow.send(None))

    assert first.headers["authorization"].startswith("Basic")
    assert (home.method, home.content) == ("GET", b"")
    assert Headers([("host", "b"), ("x-kept", "1")]) == home.headers


def test_what_authentication_added_stays_with_its_origin() -> None:
    class KeyAuth(Auth):
        def auth_flow(self, request: Request) -> Generator[Request, Response, None]:
            request.headers["X-Mine"] = "k3y"
            yield request

    flow = exchange_flow(Request("GET", "http://a/"), FOLLOW, KeyAuth())
    first = sent(next(flow))
    flow.send(answer(first, 302, "http://a:81/"))
    second = sent(flow.send(None))
    flow.send(answer(second, 302, "http://a/"))
    third = sent(flow.send(None))

    assert ["x-mine" in request.headers for request in (first, second, third)] == [
        True, False, False,
    ]  # fmt: skip


def test_a_challenge_of_another_origin_is_not_answered() -> None:
    class Digestive(Auth):
        def auth_flow(self, request: Request) -> Generator[Request, Response, None]:
            response = yield request
            if response.status_code == 401:
                request.headers["Authorization"] = "answer"
                yield request

    flow = exchange_flow(Request("GET", "http://a/"), FOLLOW, Digestive())
    flow.send(answer(sent(next(flow)), 302, "http://evil/"))
    away = sent(flow.send(None))

    with pytest.raises(StopIteration) as done:
        flow.send(answer(away, 401))
    assert done.value.value.status_code == 401


def test_an_answered_challenge_becomes_history() -> None:
    class Twice(Auth):
        requires_request_body = True
        requires_response_body = True

        def auth_flow(self, request: Request) -> Generator[Request, Response, None]:
            yield request
            yield request

    request = Request("GET", "http://a/")
    challenge, final = answer(request, 401), answer(request)

    got = play(
        exchange_flow(request, Rules(), Twice()),
        (ReadRequest, None),
        (Send, challenge),
        (ReadBody, None),
        (Discard, None),
        (Send, final),
        (ReadBody, None),
    )

    assert got.history == [challenge]


def test_a_request_of_the_schemes_own_has_the_same_limits() -> None:
    class Token(Auth):
        def auth_flow(self, request: Request) -> Generator[Request, Response, None]:
            yield Request("POST", "http://tokens/")
            yield request

    limited = Request("GET", "http://a/", extensions={"timeout": {"read": 1}, "deadline": 2.0})
    flow = exchange_flow(limited, Rules(), Token())

    assert sent(next(flow)).extensions == limited.extensions


def test_an_auth_flow_that_fails_frees_the_connection_first() -> None:
    class Broken(Auth):
        def auth_flow(self, request: Request) -> Generator[Request, Response, None]:
            yield request
            raise KeyError("nonce")

    request = Request("GET", "http://a/")

    with pytest.raises(KeyError):
        play(
            exchange_flow(request, Rules(), Broken()),
            (Send, answer(request)),
            (Discard, None),
        )


def test_the_redirect_that_is_too_many_is_discarded() -> None:
    request = Request("GET", "http://a/")
    loop = answer(request, 302, "/")

    with pytest.raises(TooManyRedirects) as caught:
        play(
            exchange_flow(request, Rules(follow_redirects=True, max_redirects=1)),
            (Send, loop),
            (Discard, None),
            (Send, loop),
            (Discard, None),
        )
    assert caught.value.request.url == "http://a/"


def test_a_bad_location_is_an_error_only_when_it_is_followed() -> None:
    request = Request("GET", "http://a/")
    bad = answer(request, 302, "http://[")

    assert play(exchange_flow(request, Rules()), (Send, bad)) is bad
    with pytest.raises(RemoteProtocolError, match="Location"):
        play(exchange_flow(request, FOLLOW), (Send, bad), (Discard, None))


def lost() -> RemoteProtocolError:
    error = RemoteProtocolError("gone")
    error.retriable = True
    return error


def test_a_request_that_may_be_repeated_gets_a_fresh_connection_once() -> None:
    request = Request("GET", "http://a/")
    flow = exchange_flow(request, Rules())
    next(flow)

    again = flow.throw(lost())

    assert again == Send(request, fresh=True)
    with pytest.raises(RemoteProtocolError):
        flow.throw(lost())


@pytest.mark.parametrize(
    ("request_", "error"),
    [
        (Request("POST", "http://a/"), lost()),
        (Request("PATCH", "http://a/", content=b"x"), lost()),
        (Request("PUT", "http://a/", stream=SyncByteStream()), lost()),
        (Request("GET", "http://a/"), RemoteProtocolError("in mid-body")),
    ],
    ids=["post", "patch", "a stream", "another error"],
)
def test_nothing_else_is_sent_twice(request_: Request, error: Exception) -> None:
    with pytest.raises(RemoteProtocolError) as caught:
        play(exchange_flow(request_, Rules()), (Send, error))
    assert caught.value.request is request_


def test_idempotent_methods_may_be_repeated_if_their_body_is_at_hand() -> None:
    methods = ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "POST", "PATCH", "LOCK"]

    untouched = RemoteProtocolError("refused")
    untouched.unprocessed = True

    def repeatable(error: RemoteProtocolError) -> list[str]:
        return [m for m in methods if may_repeat(Request(m, "http://a/"), error)]

    assert repeatable(RemoteProtocolError("lost")) == ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"]
    assert repeatable(untouched) == methods
    streamed = Request("GET", "http://a/", content=iter([b"x"]))
    assert list(streamed.stream) == [b"x"]  # type: ignore[arg-type]
    assert not may_repeat(streamed, untouched)


def test_a_retry_frees_the_connection_and_waits_before_it_asks_again() -> None:
    request = Request("GET", "http://a/")
    rules = Rules(retries=Retry(attempts=3, backoff=2, jitter=0))
    busy, final = answer(request, 503), answer(request)

    got = play(
        exchange_flow(request, rules),
        (Send, busy),
        (Discard, None),
        (Pause, True),
        (Send, lost()),
        (Send, lost()),
        (Pause, True),
        (Send, final),
    )

    assert got is final
    assert got.extensions["attempts"] == (
        Attempt(1, 503, None, 2.0),
        Attempt(2, None, "RemoteProtocolError", 4.0),
        Attempt(3, 200),
    )


def test_a_wait_that_the_deadline_forbids_ends_the_attempts() -> None:
    request = Request("GET", "http://a/", extensions={"deadline": 9.0})
    busy = answer(request, 503)
    rules = Rules(retries=Retry())

    got = play(exchange_flow(request, rules), (Send, busy), (ReadBody, None), (Pause, False))

    assert got is busy
    with pytest.raises(RemoteProtocolError) as caught:
        play(exchange_flow(request, rules), (Send, lost()), (Send, lost()), (Pause, False))
    assert caught.value.attempts == (Attempt(1, None, "RemoteProtocolError"),)


def test_what_may_not_be_repeated_is_not_retried() -> None:
    request = Request("POST", "http://a/")
    busy = answer(request, 503)

    assert play(exchange_flow(request, Rules(retries=Retry())), (Send, busy)) is busy


class Inquiring(Auth):
    def steps(self, request: Request) -> AuthSteps:
        yield request
        token = yield Inquire(Request("POST", "http://tokens/"))
        waited = yield Pause(5)
        word = yield Call(str, (1,))
        request.headers["Authorization"] = f"{token.status_code} {waited} {word}"
        yield request


def test_a_scheme_may_inquire_wait_and_call() -> None:
    request = Request("GET", "http://a/", extensions={"deadline": 2.0})
    challenge, final = answer(request, 401), answer(request)
    flow = exchange_flow(request, FOLLOW, Inquiring())
    next(flow)
    assert flow.send(challenge) == ReadBody(challenge)
    inquiry = sent(flow.send(None))
    moved = answer(inquiry, 307, "http://evil/")

    assert inquiry.extensions == {"deadline": 2.0}
    assert flow.send(moved) == ReadBody(moved)  # and not followed
    assert flow.send(None) == ReadBody(challenge)
    assert flow.send(None) == Pause(5)
    assert flow.send(True) == Call(str, (1,))
    assert flow.send("1") == Discard(challenge)
    assert sent(flow.send(None)).headers["authorization"] == "307 True 1"
    with pytest.raises(StopIteration) as done:
        flow.send(final)
    assert done.value.value.history == [challenge]


def test_a_scheme_that_sends_nothing_is_a_mistake() -> None:
    class Silent(Auth):
        def steps(self, request: Request) -> AuthSteps:
            yield Call(str)

    with pytest.raises(RuntimeError, match="must yield a request"):
        play(exchange_flow(Request("GET", "http://a/"), Rules(), Silent()), (Call, ""))


def test_rounds_with_their_own_io_are_left_whatever_happens() -> None:
    class Vault(Auth):
        def sync_auth_flow(self, request: Request) -> Generator[Request, Response, None]:
            yield request

    request = Request("GET", "http://a/")
    final = answer(request)

    got = play(
        exchange_flow(request, Rules(), Vault()),
        (Ask, request),
        (Send, final),
        (Ask, None),
        (Leave, None),
    )

    assert got is final
    with pytest.raises(ValueError, match="vault"):
        play(
            exchange_flow(request, Rules(), Vault()),
            (Ask, ValueError("vault")),
            (Leave, None),
        )

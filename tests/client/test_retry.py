"""Asking again: when, how often and after how long; then on the wire."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.client.conftest import OpenClient
from tests.server.scripted import Peer, Script, Scripted
from workbench.client import (
    Attempt,
    ConnectError,
    ConnectTimeout,
    HTTPError,
    LocalProtocolError,
    PoolTimeout,
    ReadError,
    ReadTimeout,
    RemoteProtocolError,
    Request,
    Response,
    Retry,
    SyncByteStream,
    TLSError,
    TotalTimeout,
)
from workbench.client.retry import retry_after, retry_of

STEADY = Retry(attempts=9, backoff=1, jitter=0, max_delay=10)
NOW = 784111777.0  # Sun, 06 Nov 1994 08:49:37 GMT
BUSY = b"HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nbusy"
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def asking(value: str, status: int = 503) -> Response:
    return Response(status, headers={"Retry-After": value})


def test_pauses_double_up_to_the_longest() -> None:
    pauses = [STEADY.pause_after(number, Response(503)) for number in range(1, 10)]

    assert pauses == [1, 2, 4, 8, 10, 10, 10, 10, None]


def test_any_number_of_attempts_has_a_pause() -> None:
    assert Retry(attempts=10**6, jitter=0).pause_after(10**5, Response(503)) == 60


def test_jitter_leaves_a_part_to_chance() -> None:
    half = Retry(backoff=8, jitter=0.5, chance=lambda: 0.25)

    assert half.pause_after(1, Response(503)) == 7
    assert Retry(backoff=8, jitter=1, chance=lambda: 0.999).pause_after(1, Response(503)) < 0.01  # type: ignore[operator]  # not None


def dead_connection() -> HTTPError:
    error = RemoteProtocolError("gone")
    error.retriable = True
    return error


@pytest.mark.parametrize(
    ("outcome", "again"),
    [
        (Response(503), True), (Response(429), True), (Response(502), True), (Response(504), True),
        (Response(200), False), (Response(500), False), (Response(404), False),
        (ConnectError(""), True), (ConnectTimeout(""), True), (ReadTimeout(""), True),
        (ReadError(""), True), (dead_connection(), True), (TLSError(""), False),
        (PoolTimeout(""), False), (TotalTimeout(""), False), (LocalProtocolError(""), False),
        (RemoteProtocolError(""), False),
    ],
)  # fmt: skip
def test_only_what_may_pass_is_tried_again(outcome: Any, again: bool) -> None:
    assert (Retry().pause_after(1, outcome) is not None) is again


def test_only_requests_that_may_be_repeated_are() -> None:
    allowed = [m for m in ("GET", "PUT", "POST", "PATCH") if Retry().allows(Request(m, "http://h"))]
    stream = Request("PUT", "http://h/", stream=SyncByteStream())

    assert allowed == ["GET", "PUT"]
    assert Retry(methods=["post"]).allows(Request("POST", "http://h/", content=b"x"))
    assert not Retry().allows(stream)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7), (" 0 ", 0), ("-1", None), ("", None), ("soon", None), ("1.5", None), ("٣", None),
        ("Sun, 06 Nov 1994 08:49:47 GMT", 10), ("Sunday, 06-Nov-94 08:49:47 GMT", 10),
        ("Sun Nov  6 08:49:47 1994", 10), ("Sun, 06 Nov 1994 08:00:00 GMT", 0),
        ("Sun, 99 Nov 1994 99:99:99 GMT", None), ("x" * 9999, None), ("9" * 9999, 366 * 86400),
        ("1 Jan 99999999999999999999 00:00:00", None),
    ],
)  # fmt: skip
def test_retry_after_is_seconds_or_a_date(value: str, seconds: float | None) -> None:
    found = retry_after(asking(value), NOW)

    if value.startswith("Sun, 99"):  # the library's reading of such a date is its own
        assert found is None or found >= 0
    else:
        assert found == seconds


def test_the_servers_word_replaces_the_pause_or_ends_the_attempts() -> None:
    assert STEADY.pause_after(1, asking("7")) == 7
    assert STEADY.pause_after(1, asking("0")) == 0
    assert STEADY.pause_after(1, asking("11")) is None
    assert STEADY.pause_after(1, asking("never")) == 1
    deaf = Retry(backoff=1, jitter=0, respect_retry_after=False)
    assert deaf.pause_after(1, asking("1000")) == 1


@pytest.mark.parametrize(
    "wrong",
    [{"attempts": 0}, {"jitter": 2}, {"backoff": -1}, {"max_delay": float("nan")}],
    ids=str,
)
def test_settings_that_make_no_sense_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        Retry(**wrong)


def test_a_number_says_how_often_to_ask_again() -> None:
    assert retry_of(2) == Retry(attempts=3)
    assert retry_of(0) is retry_of(None) is None
    assert retry_of(STEADY) is STEADY
    for wrong in ("3", True, 1.5):
        with pytest.raises(TypeError, match="retries"):
            retry_of(wrong)  # type: ignore[arg-type]  # test


pytestmark = pytest.mark.anyio
QUICK = Retry(attempts=3, backoff=0)


def answering_in_turn(*replies: bytes) -> Script:
    waiting = iter(replies)

    def script(peer: Peer) -> None:
        while peer.read_head():
            peer.send(next(waiting))

    return script


async def test_a_busy_server_is_asked_again_on_the_same_connection(
    open_client: OpenClient, scripted: Callable[[Script], Scripted]
) -> None:
    server = scripted(answering_in_turn(BUSY, BUSY, OK))

    response = await open_client(retries=QUICK).get(server / "")

    assert response.text == "ok"
    assert [one.status for one in response.extensions["attempts"]] == [503, 503, 200]
    assert server.connections == 1


async def test_the_last_answer_is_the_answer(
    open_client: OpenClient, scripted: Callable[[Script], Scripted]
) -> None:
    server = scripted(answering_in_turn(BUSY, BUSY, BUSY))

    response = await open_client(retries=QUICK).get(server / "")

    assert (response.status_code, response.text) == (503, "busy")
    assert len(server.heads) == 3


async def test_nothing_is_repeated_unless_told(
    open_client: OpenClient, scripted: Callable[[Script], Scripted]
) -> None:
    server = scripted(answering_in_turn(*[BUSY] * 4, OK))
    client = open_client()

    assert (await client.get(server / "")).status_code == 503
    client.client.retries = QUICK
    assert (await client.get(server / "", retries=None)).status_code == 503
    assert (await client.post(server / "")).status_code == 503
    assert (await client.get(server / "", retries=1)).status_code == 200


async def test_an_error_that_stays_tells_its_attempts(open_client: OpenClient) -> None:
    with pytest.raises(ConnectError) as caught:
        await open_client(retries=QUICK).get("http://127.0.0.1:9/")

    assert caught.value.attempts == (
        *(Attempt(n, error="ConnectError", pause=0) for n in (1, 2)),
        Attempt(3, error="ConnectError"),
    )


async def test_no_wait_goes_beyond_the_deadline(
    open_client: OpenClient, scripted: Callable[[Script], Scripted]
) -> None:
    late = BUSY.replace(b"Content", b"Retry-After: 50\r\nContent", 1)
    server = scripted(answering_in_turn(late))

    response = await open_client(retries=QUICK).get(
        server / "", extensions={"timeout": {"total": 30.0}}
    )

    assert (response.status_code, response.text) == (503, "busy")
    assert response.extensions["attempts"] == (Attempt(1, 503),)

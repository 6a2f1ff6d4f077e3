import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import pytest

from tests.server.scripted import Peer, Scripted, answering
from workbench.engine.growing import GrowingRecord
from workbench.engine.sending import (
    CONNECT_SECONDS,
    READ_SECONDS,
    WRITE_SECONDS,
    Sender,
    limits_of,
)
from workbench.model import BasicAuth, BearerAuth, Exchange, Failure, NoAuth, Options, Resolved

T = TypeVar("T")
Credentials = NoAuth | BasicAuth | BearerAuth

NONE = NoAuth()

EMPTY = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
BASIC_ADA = b"authorization: Basic YWRhOnB3"  # ada:pw


def sending(story: Callable[[Sender], Awaitable[T]], most_body: int = 1000) -> T:
    async def main() -> T:
        sender = Sender(most_body)
        try:
            return await story(sender)
        finally:
            await sender.aclose()

    return asyncio.run(main())


async def sent(sender: Sender, resolved: Resolved) -> tuple[Exchange, Failure | None]:
    record = GrowingRecord(1, resolved, lambda _: None, keep_body=True)
    failure = await sender.send(resolved, record)
    record.end(failure)
    return record.exchange, failure


def asking(url: str, auth: Credentials = NONE, **options: Any) -> Resolved:
    return Resolved("a", "A", "GET", url, auth=auth, options=Options(**options))


def redirecting(place: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: {place}\r\nContent-Length: 2\r\n\r\nno".encode()


def test_unset_limits_have_defaults_and_zero_is_not_unset() -> None:
    limits = limits_of(Options(read_timeout=0.5))
    assert (limits.connect, limits.read, limits.write) == (CONNECT_SECONDS, 0.5, WRITE_SECONDS)
    assert limits.pool is None
    assert limits_of(Options(connect_timeout=0.0, pool_timeout=2.0)).connect == 0.0
    assert limits_of(Options(pool_timeout=2.0)).pool == 2.0
    assert limits_of(Options()).read == READ_SECONDS


@pytest.mark.parametrize(
    ("auth", "line"), [(BasicAuth("ada", "pw"), BASIC_ADA), (BearerAuth("t"), b": Bearer t")]
)
def test_credentials_are_sent(auth: Credentials, line: bytes) -> None:
    with Scripted(answering(EMPTY)) as server:
        sending(lambda sender: sent(sender, asking(server / "", auth)))

    assert line.lower() in server.heads[0].lower()


def test_credentials_go_along_to_the_same_server_only() -> None:
    with Scripted(answering(EMPTY)) as other:
        away = answering(redirecting("/here"), redirecting(other / "there"))
        with Scripted(away) as server:
            exchange, failure = sending(
                lambda sender: sent(sender, asking(server / "", BasicAuth("ada", "pw")))
            )

    assert failure is None
    assert [hop.status for hop in exchange.hops] == [302, 302, 200]
    assert all(BASIC_ADA.lower() in head.lower() for head in server.heads)
    assert len(server.heads) == 2
    assert b"authorization" not in other.heads[0].lower()


def test_the_connection_is_kept_across_a_redirect() -> None:
    with Scripted(answering(redirecting("/here"), EMPTY)) as server:
        exchange, _ = sending(lambda sender: sent(sender, asking(server / "")))

        assert server.connections == 1
    assert [hop.timings.reused for hop in exchange.hops] == [False, True]


def test_a_redirect_that_is_not_to_be_followed_is_the_answer() -> None:
    with Scripted(answering(redirecting("/here"))) as server:
        exchange, failure = sending(
            lambda sender: sent(sender, asking(server / "", follow_redirects=False))
        )

    assert failure is None
    assert exchange.body is not None
    assert exchange.body.read(0, 9) == b"no"


def test_no_redirect_at_all_can_be_the_limit() -> None:
    with Scripted(answering(redirecting("/here"))) as server:
        _, failure = sending(lambda sender: sent(sender, asking(server / "", max_redirects=0)))

    assert failure is not None
    assert failure.problem.what == "more than 0 redirects"


def test_a_body_of_exactly_the_limit_is_complete() -> None:
    reply = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b"
    with Scripted(answering(reply % (8, b"x" * 8), reply % (9, b"x" * 9))) as server:

        async def story(sender: Sender) -> list[tuple[Exchange, Failure | None]]:
            return [await sent(sender, asking(server / "")) for _ in range(2)]

        (whole, no_failure), (cut, failure) = sending(story, most_body=8)

    assert (whole.size, no_failure) == (8, None)
    assert cut.size == 8
    assert failure is not None
    assert failure.kind == "body"


def test_the_limit_for_all_of_it_covers_redirects_and_the_body() -> None:
    def dripping(peer: Peer) -> None:
        peer.read_head()
        peer.send(redirecting("/here"))
        peer.read_head()
        peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx")
        peer.wait_for_close()

    with Scripted(dripping) as server:
        exchange, failure = sending(lambda sender: sent(sender, asking(server / "", timeout=0.2)))

    assert failure is not None
    assert failure.problem.what == "no complete response within 0.2 s"
    assert [hop.status for hop in exchange.hops] == [302, 200]

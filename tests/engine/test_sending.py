import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from tests.server.scripted import Peer, Scripted, answering
from workbench.engine.sending import (
    CONNECT_SECONDS,
    READ_SECONDS,
    WRITE_SECONDS,
    Sender,
    limits_of,
)
from workbench.engine.wires import Wire
from workbench.model import (
    AuthSpec,
    BasicAuth,
    BearerAuth,
    Exchange,
    Failure,
    FileBody,
    Options,
    Resolved,
)

from .sends import BASIC_ADA, EMPTY, asking, redirecting, sending, sent, temporary


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
def test_credentials_are_sent(auth: AuthSpec, line: bytes) -> None:
    with Scripted(answering(EMPTY)) as server:
        sending(lambda sender: sent(sender, asking(server / "", auth)))

    assert line.lower() in server.heads[0].lower()


def test_headers_that_were_taken_away_are_not_added_by_the_client() -> None:
    with Scripted(answering(redirecting("/here"), EMPTY)) as server:
        resolved = replace(asking(server / ""), removed=frozenset({"accept", "user-agent", "host"}))
        exchange, _ = sending(lambda sender: sent(sender, resolved))

    assert exchange.status == 200
    for head in server.heads:
        names = {line.partition(b":")[0].lower() for line in head.splitlines()[1:]}
        assert not names & {b"accept", b"user-agent"}
        assert {b"host", b"accept-encoding"} <= names


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


def test_a_limit_for_all_holds_where_a_request_has_none_of_its_own() -> None:
    async def main() -> list[Failure | None]:
        sender = Sender(1000, total=0.2)
        own = asking(server / "", timeout=0.1)
        found = [await sent(sender, one) for one in (asking(server / ""), own)]
        await sender.aclose()
        return [failure for _, failure in found]

    with Scripted(lambda peer: peer.wait_for_close()) as server:
        failures = asyncio.run(main())

    assert [failure.problem.what if failure else "" for failure in failures] == [
        "no complete response within 0.2 s",
        "no complete response within 0.1 s",
    ]


def test_cookies_are_kept_for_each_environment_and_not_at_all_where_they_are_off() -> None:
    cookie = b"HTTP/1.1 200 OK\r\nSet-Cookie: id=7\r\nContent-Length: 0\r\n\r\n"
    with Scripted(answering(cookie, EMPTY, EMPTY, cookie, EMPTY)) as server:

        async def story(sender: Sender) -> None:
            url = server / ""
            await sent(sender, asking(url), environment="one")
            await sent(sender, asking(url), environment="one")
            await sent(sender, asking(url), environment="two")
            await sent(sender, asking(url, cookies=False), environment="three")
            await sent(sender, asking(url, cookies=False), environment="three")

        sending(story)

    assert [b"cookie: id=7" in head.lower() for head in server.heads] == [
        False, True, False, False, False,
    ]  # fmt: skip


def test_a_request_is_sent_again_as_often_as_its_options_say() -> None:
    busy = b"HTTP/1.1 503 Busy\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n"
    with Scripted(answering(busy, busy, EMPTY)) as server:
        exchange, _ = sending(lambda sender: sent(sender, asking(server / "", retries=2)))

    assert exchange.status == 200
    assert len(server.heads) == 3


def test_a_file_is_sent_with_its_length_and_again_where_a_redirect_wants_it(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.bin").write_bytes(b"from a file")
    body = FileBody("a.bin")

    def twice(peer: Peer) -> None:
        for reply in (temporary("/again"), EMPTY):
            head = peer.read_head()
            assert b"content-length: 11" in head.lower()
            assert peer.read_body(11) == b"from a file"
            peer.send(reply)

    with Scripted(twice) as server:
        resolved = Resolved("a", "A", "POST", server / "", body=body)
        _, failure = sending(lambda sender: sent(sender, resolved), root=tmp_path)
        missing = Resolved("a", "A", "POST", server / "", body=FileBody("none"))
        _, unsent = sending(lambda sender: sent(sender, missing), root=tmp_path)

    assert failure is None
    assert unsent is not None
    assert (unsent.kind, unsent.problem.what) == ("unsent", "there is no such file")


def test_each_wire_is_made_of_the_options(tmp_path: Path) -> None:
    async def story(sender: Sender) -> list[Wire]:
        return [
            sender.wire(Options()),
            sender.wire(Options(verify=False, proxy="", http_version="2", app="a:b")),
            sender.wire(Options(ca="system")),
            sender.wire(Options(ca="ca.pem", cert="/c.pem", cert_key="k.pem")),
        ]

    assert sending(story, root=tmp_path) == [
        Wire(),
        Wire(verify=False, proxy="", http_version="2", app="a:b"),
        Wire(ca="system"),
        Wire(ca=f"{tmp_path}/ca.pem", cert="/c.pem", cert_key=f"{tmp_path}/k.pem"),
    ]

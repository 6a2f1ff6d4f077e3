import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
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
from workbench.engine.wires import Wire
from workbench.errors import Problem, WorkbenchError
from workbench.model import (
    AuthSpec,
    BasicAuth,
    BearerAuth,
    Capabilities,
    DigestAuth,
    Exchange,
    Failure,
    FileBody,
    NoAuth,
    OAuth2Auth,
    Options,
    Recipient,
    Resolved,
    SecretReference,
)

T = TypeVar("T")

NONE = NoAuth()

EMPTY = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
BASIC_ADA = b"authorization: Basic YWRhOnB3"  # ada:pw


def sending(
    story: Callable[[Sender], Awaitable[T]], most_body: int = 1000, root: Path | None = None
) -> T:
    async def main() -> T:
        sender = Sender(most_body, root)
        try:
            return await story(sender)
        finally:
            await sender.aclose()

    return asyncio.run(main())


async def sent(sender: Sender, resolved: Resolved, **how: Any) -> tuple[Exchange, Failure | None]:
    record = GrowingRecord(1, resolved, lambda _: None, keep_body=True)
    failure = await sender.send(resolved, record, **how)
    record.end(failure)
    return record.exchange, failure


def asking(url: str, auth: AuthSpec = NONE, **options: Any) -> Resolved:
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


def keyed(url: str, **changes: Any) -> Resolved:
    """Return a request with a secret header and a secret body."""
    options = changes.pop("options", Options())
    return Resolved(
        "a",
        "A",
        "POST",
        url,
        (("X-Key", "k"), ("X-Plain", "p")),
        BasicAuth("ada", "pw"),
        b"body",
        options,
        secret_headers=frozenset({"X-Key"}),
        **changes,
    )


def temporary(place: str) -> bytes:
    return f"HTTP/1.1 307 Temporary\r\nLocation: {place}\r\nContent-Length: 0\r\n\r\n".encode()


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


def test_a_body_is_sent_to_another_server_only_if_that_is_wanted() -> None:
    with Scripted(answering(EMPTY)) as other:
        with Scripted(answering(temporary(other / "there"))) as server:
            _, failure = sending(lambda sender: sent(sender, keyed(server / "")))
        assert other.heads == []

        assert failure is not None
        assert failure.problem.what == "the redirect asks for the body to be sent to 127.0.0.1"
        with Scripted(answering(temporary(other / "there"))) as server:
            wanted = keyed(server / "", options=Options(forward_body=True))
            _, failure = sending(lambda sender: sent(sender, wanted))
        assert failure is None
    (head,) = other.heads
    assert b"x-key" not in head.lower()
    assert b"authorization" not in head.lower()
    assert b"x-plain: p" in head.lower()


def test_credentials_go_to_another_server_only_if_that_is_wanted_and_allowed() -> None:
    token = SecretReference("token", "env:T")
    asked: list[Capabilities] = []

    def refuse(wanted: Capabilities) -> None:
        asked.append(wanted)
        raise WorkbenchError(Problem("not allowed"))

    with Scripted(answering(EMPTY)) as other:
        with Scripted(answering(redirecting(other / "there"))) as server:
            options = Options(forward_auth=True)
            recipient = Recipient(f"127.0.0.1:{server.port}", token)
            wanted = keyed(server / "", options=options, recipients=frozenset({recipient}))
            _, failure = sending(lambda sender: sent(sender, wanted, allow=refuse))
        assert failure is not None
        assert failure.problem.what == "not allowed"
        assert asked == [
            Capabilities(secret_hosts=frozenset({(f"127.0.0.1:{other.port}", "token")}))
        ]
        assert other.heads == []

        with Scripted(answering(redirecting(other / "there"))) as server:
            wanted = keyed(server / "", options=options, recipients=frozenset({recipient}))
            _, failure = sending(lambda sender: sent(sender, wanted))
        assert failure is None
    (head,) = other.heads
    assert b"x-key: k" in head.lower()
    assert BASIC_ADA.lower() in head.lower()


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


def test_what_comes_beside_the_head_and_the_body_is_on_record() -> None:
    reply = (
        b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"
        b"HTTP/1.1 200 OK\r\nSet-Cookie: id=7; Path=/\r\nSet-Cookie: t=1; Secure\r\n"
        b"Set-Cookie: id=; Max-Age=0\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"2\r\nok\r\n0\r\nX-Sum: 9\r\n\r\n"
    )
    with Scripted(answering(reply, reply)) as server:

        async def story(sender: Sender) -> tuple[Exchange, Exchange]:
            asked = replace(asking(server / "a/b"), method="POST", body=b"hello")
            kept, _ = await sent(sender, asked)
            dropped, _ = await sent(sender, asking(server / "", cookies=False))
            return kept, dropped

        kept, dropped = sending(story)

    (hop,) = kept.hops
    assert hop.request_body == b"hello"
    assert hop.interim == ((103, (("Link", "</a.css>"),)),)
    assert hop.trailers == (("X-Sum", "9"),)
    first, second, third = hop.cookies
    assert (first.name, first.value, first.domain, first.path) == ("id", "7", "127.0.0.1", "/")
    assert second.refused == "it is Secure, and came over a plain connection"
    assert (third.deleted, third.path) == (True, "/a")
    assert {cookie.refused for cookie in dropped.hops[0].cookies} == {
        "this request keeps no cookies"
    }


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


def test_the_rounds_of_an_authentication_are_on_record(demo_url: str) -> None:
    resolved = asking(f"{demo_url}/auth/digest", DigestAuth("ada", "lovelace"))

    exchange, failure = sending(lambda sender: sent(sender, resolved))

    assert failure is None
    assert [hop.status for hop in exchange.hops] == [401, 200]


def test_a_token_that_was_got_is_a_secret_of_the_record(demo_url: str) -> None:
    auth = OAuth2Auth(
        token_url=f"{demo_url}/oauth/token",
        client_id="demo-client",
        client_secret="demo-secret",
    )
    resolved = asking(f"{demo_url}/oauth/resource", auth)

    async def story(sender: Sender) -> tuple[Exchange, str]:
        exchange, _ = await sent(sender, resolved)
        token = sender.credentials.token(auth)
        assert token is not None
        return exchange, token.access_token

    exchange, token = sending(story)

    assert exchange.status == 200
    assert token in exchange.secrets
    assert ("Authorization", "Bearer •••") in exchange.hops[0].request_headers


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

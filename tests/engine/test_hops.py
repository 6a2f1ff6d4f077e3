from dataclasses import replace

from tests.server.scripted import Scripted, answering
from workbench.engine.sending import Sender
from workbench.errors import Problem, WorkbenchError
from workbench.model import (
    BasicAuth,
    Capabilities,
    DigestAuth,
    Exchange,
    OAuth2Auth,
    Options,
    Recipient,
    SecretReference,
)

from .sends import BASIC_ADA, EMPTY, asking, keyed, redirecting, sending, sent, temporary


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

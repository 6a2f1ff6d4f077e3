from tests.server.scripted import Peer, Scripted, answering
from tests.server.websocket import accept, closing, field
from workbench.model import BasicAuth, BearerAuth

from .talks import asked, talked


def closing_at_once(*fields: bytes) -> Scripted:
    def script(peer: Peer) -> None:
        accept(peer, *fields)
        peer.send(closing(1000))
        peer.wait_for_close()

    return Scripted(script)


def test_the_handshake_is_sent_as_any_request_is() -> None:
    headers = (("X-A", "b"), ("Content-Type", "application/json"))
    with closing_at_once() as server:
        exchange = talked(asked(server / "chat?x=1", headers=headers, auth=BearerAuth("t0ken")))

    (head,) = server.heads
    assert head.startswith(b"GET /chat?x=1 HTTP/1.1")
    assert field(head, b"Authorization") == b"Bearer t0ken"
    assert field(head, b"X-A") == b"b"
    assert field(head, b"Content-Type") == b""
    assert exchange.last is not None
    assert dict(exchange.last.request_headers)["Authorization"] == "Bearer •••"


def test_subprotocols_are_offered_as_the_header_says() -> None:
    headers = (("Sec-WebSocket-Protocol", "a, b"),)
    with closing_at_once(b"Sec-WebSocket-Protocol: b") as server:
        exchange = talked(asked(server / "", headers=headers))

    assert field(server.heads[0], b"Sec-WebSocket-Protocol") == b"a, b"
    assert exchange.failure is None


def test_redirects_are_followed() -> None:
    with closing_at_once() as server:
        away = b"HTTP/1.1 302 Found\r\nLocation: " + (server / "x").encode() + b"\r\n"
        with Scripted(answering(away + b"Content-Length: 0\r\n\r\n")) as first:
            exchange = talked(asked(first / "", auth=BasicAuth("ada", "pw")))

    assert [hop.status for hop in exchange.hops] == [302, 101]
    assert field(server.heads[0], b"Authorization") == b""


def test_what_refuses_the_websocket_is_shown() -> None:
    reply = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 4\r\n\r\nstop"
    with Scripted(answering(reply)) as server:
        exchange = talked(asked(server / ""))

    assert exchange.failure is not None
    assert "status 403 instead of 101" in exchange.failure.problem.what
    assert exchange.body is not None
    assert exchange.body.read(0, 9) == b"stop"
    assert exchange.talk is None


def test_a_wrong_answer_is_no_websocket() -> None:
    reply = b"HTTP/1.1 101 X\r\nUpgrade: websocket\r\nConnection: upgrade\r\n"
    with Scripted(answering(reply + b"Sec-WebSocket-Accept: x\r\n\r\n")) as server:
        exchange = talked(asked(server / ""))

    assert exchange.failure is not None
    assert "does not answer our key" in exchange.failure.problem.what

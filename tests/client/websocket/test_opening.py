"""The handshake over the network: an ordinary exchange, with redirects, credentials and limits."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.client.conftest import Caller, OpenClient
from tests.server.proxies import ProxyServer
from tests.server.scripted import Peer, Script, Scripted
from tests.server.websocket import TEXT, accept, closing, field, frame, read_frame
from workbench.client import (
    LocalProtocolError,
    ReadTimeout,
    UnsupportedProtocol,
    WebSocketUpgradeError,
)

from .sockets import opened

pytestmark = pytest.mark.anyio
Start = Callable[[Script], Scripted]


def greeting(peer: Peer) -> None:
    """Open a WebSocket, say hello in the same breath, and part in peace."""
    accept(peer, b"Sec-WebSocket-Protocol: chat")
    peer.send(frame(TEXT, b"hello"))
    read_frame(peer)
    peer.send(closing(1000))
    peer.wait_for_close()


@pytest.mark.parametrize("scheme", ["ws", "http"])
async def test_a_websocket_opens_with_what_was_asked_for(
    client: Caller, scripted: Start, scheme: str
) -> None:
    server = scripted(greeting)

    async with opened(
        client,
        f"{scheme}://127.0.0.1:{server.port}/chat",
        subprotocols=["soap", "chat"],
        headers={"X-Own": "1"},
        params={"a": "b"},
    ) as socket:
        said = await socket.do("receive")

    assert (said, socket.raw.subprotocol) == ("hello", "chat")
    head = server.heads[0]
    assert head.startswith(b"GET /chat?a=b HTTP/1.1\r\n")
    assert field(head, b"X-Own") == b"1"
    assert field(head, b"Connection") == b"Upgrade"
    assert field(head, b"Host") == b"127.0.0.1:%d" % server.port
    assert socket.raw.close_code == 1000
    assert (client.pool.open, client.pool.idle) == (0, 0)


async def test_a_proxy_is_asked_for_a_tunnel_to_it(
    open_client: OpenClient, scripted: Start
) -> None:
    server = scripted(greeting)

    with ProxyServer() as proxy:
        client = open_client(proxy=proxy.url)
        async with opened(
            client, f"ws://127.0.0.1:{server.port}/", subprotocols=["chat"]
        ) as socket:
            assert await socket.do("receive") == "hello"

    # RFC 6455, section 4.1: a proxy that reads requests cannot be relied on to switch.
    assert proxy.heads[0].startswith(b"CONNECT 127.0.0.1:%d " % server.port)
    assert server.heads[0].startswith(b"GET / HTTP/1.1\r\n")


async def test_a_redirect_and_a_challenge_go_through_the_usual_flow(
    client: Caller, scripted: Start
) -> None:
    def script(peer: Peer) -> None:
        if peer.number == 0:
            peer.read_head()
            peer.send(b"HTTP/1.1 302 Found\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n")
        greeting(peer)

    server = scripted(script)
    async with opened(
        client, f"ws://127.0.0.1:{server.port}/", auth=("me", "secret"), follow_redirects=True,
        subprotocols=["chat"],
    ) as socket:  # fmt: skip
        assert await socket.do("receive") == "hello"

    assert [head.split()[1] for head in server.heads] == [b"/", b"/there"]
    assert all(field(head, b"Authorization").startswith(b"Basic ") for head in server.heads)


async def test_a_refusal_carries_the_response(client: Caller, scripted: Start) -> None:
    def script(peer: Peer) -> None:
        peer.read_head()
        peer.send(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 8\r\n\r\nnot you!")
        peer.wait_for_close()

    server = scripted(script)
    with pytest.raises(WebSocketUpgradeError, match="status 403") as caught:
        async with opened(client, server.url):
            raise AssertionError

    assert caught.value.response.content == b"not you!"
    assert caught.value.request.url == server.url
    assert (client.pool.open, client.pool.idle) == (1, 1)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (b"Sec-WebSocket-Accept: AAAA", "does not answer our key"),
        (b"Sec-WebSocket-Protocol: other", "subprotocol"),
        (b"Sec-WebSocket-Extensions: x", "extension"),
    ],
)
async def test_an_answer_that_does_not_fit_closes_the_connection(
    client: Caller, scripted: Start, answer: bytes, why: str
) -> None:
    def script(peer: Peer) -> None:
        accept(peer, answer)
        peer.wait_for_close()

    server = scripted(script)
    with pytest.raises(WebSocketUpgradeError, match=why):
        async with opened(client, server.url):
            raise AssertionError

    assert (client.pool.open, client.pool.idle) == (0, 0)


@pytest.mark.parametrize(
    ("url", "options", "error"),
    [
        ("ftp://127.0.0.1/", {}, UnsupportedProtocol),
        ("ws://127.0.0.1/", {"subprotocols": ["a b"]}, LocalProtocolError),
    ],
)
async def test_what_cannot_be_asked_for_is_refused_before_a_socket_opens(
    client: Caller, url: str, options: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        async with opened(client, url, **options):
            raise AssertionError


async def test_a_silent_server_meets_the_read_timeout(client: Caller, scripted: Start) -> None:
    server = scripted(lambda peer: peer.wait_for_close())

    with pytest.raises(ReadTimeout):
        async with opened(client, server.url, timeout=0.05):
            raise AssertionError
    assert client.pool.open == 0

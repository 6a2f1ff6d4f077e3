"""What the errors say, and what they carry."""

from typing import Any

import pytest

from tests.client.conftest import Caller
from tests.server.scripted import Peer
from tests.server.websocket import BINARY, TEXT, accept, closing, frame
from workbench.client import (
    HTTPError,
    ReadTimeout,
    TransportError,
    WebSocketClosed,
    WebSocketError,
    WebSocketMessageError,
)

from .sockets import opened


def test_the_error_of_a_closed_websocket_says_who_closed_it_and_why() -> None:
    error = WebSocketClosed(4000, "enough", by_peer=True)

    assert str(error) == "the WebSocket was closed by the peer with code 4000: enough"
    assert (error.code, error.reason, error.by_peer) == (4000, "enough", True)
    assert str(WebSocketClosed(1000, "", by_peer=False)).endswith("by us with code 1000")


def test_they_are_transport_errors() -> None:
    assert issubclass(WebSocketClosed, WebSocketError)
    assert issubclass(WebSocketError, TransportError)


@pytest.mark.anyio
async def test_each_carries_the_request_that_opened_it(client: Caller, scripted: Any) -> None:
    def script(peer: Peer) -> None:
        accept(peer)
        peer.send(frame(TEXT, b"a") + frame(BINARY, b"b"))
        peer.receive()
        peer.send(closing(1011, "sorry"))
        peer.wait_for_close()

    server = scripted(script)
    errors: list[HTTPError] = []
    untimely: list[tuple[str, dict[str, Any]]]
    untimely = [("receive_bytes", {}), ("receive_text", {}), ("receive", {"timeout": 0.05})]
    ended: list[tuple[str, dict[str, Any]]]
    ended = [("receive", {}), ("send_text", {"data": "more"}), ("ping", {})]
    async with opened(client, server / "talk", compression=False) as socket:
        for name, given in untimely:
            with pytest.raises(HTTPError) as caught:
                await socket.do(name, **given)
            errors.append(caught.value)
        await socket.do("send_text", "bye")
        for name, given in ended:
            with pytest.raises(HTTPError) as caught:
                await socket.do(name, **given)
            errors.append(caught.value)

    assert [type(error) for error in errors] == [
        WebSocketMessageError, WebSocketMessageError, ReadTimeout, *[WebSocketClosed] * 3,
    ]  # fmt: skip
    assert {str(error.request.url) for error in errors} == {server / "talk"}
    assert {error.phase for error in errors} == {"receive"}

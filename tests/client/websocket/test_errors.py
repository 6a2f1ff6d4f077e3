"""What the errors say."""

from workbench.client import TransportError, WebSocketClosed, WebSocketError


def test_the_error_of_a_closed_websocket_says_who_closed_it_and_why() -> None:
    error = WebSocketClosed(4000, "enough", by_peer=True)

    assert str(error) == "the WebSocket was closed by the peer with code 4000: enough"
    assert (error.code, error.reason, error.by_peer) == (4000, "enough", True)
    assert str(WebSocketClosed(1000, "", by_peer=False)).endswith("by us with code 1000")


def test_they_are_transport_errors() -> None:
    assert issubclass(WebSocketClosed, WebSocketError)
    assert issubclass(WebSocketError, TransportError)

import json
from typing import Any

import anyio
import pytest

from workbench.demo.app import Demo
from workbench.demo.wire import Message

from .asking import answer_to


def talked(url: str, *said: Message, gone: bool = False) -> list[Message]:
    """Return what the demo sends over a WebSocket, where these messages are said to it."""
    path, _, query = url.partition("?")
    heard: list[Message] = []

    async def main() -> None:
        words = [{"type": "websocket.connect"}, *said]
        words += [{"type": "websocket.disconnect"}] if gone else []
        over = anyio.Event()

        async def receive() -> Message:
            if words:
                return words.pop(0)
            await over.wait()
            raise AssertionError("asked after the end")

        async def send(message: Message) -> None:
            heard.append(message)

        scope = {"type": "websocket", "path": path, "query_string": query.encode(), "headers": []}
        with anyio.fail_after(30):
            await Demo()(scope, receive, send)

    anyio.run(main)
    return heard


def text(value: Any) -> Message:
    return {"type": "websocket.receive", "text": value if isinstance(value, str) else dumps(value)}


def dumps(value: Any) -> str:
    return json.dumps(value)


def test_echo_says_what_is_said_and_closes_as_asked() -> None:
    octets: Message = {"type": "websocket.receive", "bytes": b"\0"}

    assert talked("/ws/echo", text("hi"), octets, text("close 4001 so long")) == [
        {"type": "websocket.accept"},
        {"type": "websocket.send", "text": "hi"},
        {"type": "websocket.send", "bytes": b"\0"},
        {"type": "websocket.close", "code": 4001, "reason": "so long"},
    ]


def test_the_ticker_ends_by_itself_or_when_nobody_is_left() -> None:
    heard = talked("/ws/ticker?count=3&delay=0")
    assert [json.loads(each["text"])["tick"] for each in heard[1:-1]] == [1, 2, 3]
    assert heard[-1]["reason"] == "that was all"

    assert len(talked("/ws/ticker?count=9999&delay=5", gone=True)) <= 2
    assert len(talked("/ws/ticker?count=x&delay=0", gone=True)) <= 12


def test_a_subscription_gets_its_ticks() -> None:
    query = "subscription ($count: Int) { tick(count: $count) }"
    payload = {"query": query, "variables": {"count": 2}}
    heard = talked(
        "/graphql",
        text({"type": "connection_init"}),
        text({"type": "ping"}),
        text({"id": "1", "type": "subscribe", "payload": payload}),
        text({"id": "1", "type": "complete"}),
        text("nonsense"),
    )

    assert heard[0]["subprotocol"] == "graphql-transport-ws"
    kinds = [json.loads(each["text"])["type"] for each in heard[1:-1]]
    assert kinds == ["connection_ack", "pong", "next", "next", "complete"]
    assert heard[-1]["code"] == 4400


@pytest.mark.parametrize("query", ["subscription { tick(count: 1) }", "subscription { tock }"])
def test_a_subscription_over_http_is_a_stream_of_events(query: str) -> None:
    body = json.dumps({"query": query}).encode()
    answer = answer_to("POST", "/graphql", body, accept="text/event-stream")

    assert answer.headers["content-type"] == "text/event-stream"
    assert answer.body.startswith(b"event: next\ndata: {")
    assert answer.body.endswith(b"event: complete\ndata:\n\n")


def test_another_place_is_refused() -> None:
    assert talked("/nowhere") == [{"type": "websocket.close", "code": 1000}]

"""Conversations with servers that behave, and with some that do not."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import websockets.sync.server

from tests.server.scripted import Peer, Scripted
from tests.server.websocket import BINARY, CLOSE, PING, TEXT, accept, closing, frame, read_frame
from workbench.bodies.frames import PIECE
from workbench.engine.conversation import content_of
from workbench.engine.growing import GrowingRecord
from workbench.engine.outbox import Close, Outbox, Ping
from workbench.errors import WorkbenchError
from workbench.model import Message

from .talks import asked, frames, said, talked


def echo(connection: websockets.sync.server.ServerConnection) -> None:
    for message in connection:
        connection.send(message)


@pytest.fixture(scope="module")
def echoing() -> Iterator[str]:
    """The URL of a real server that echoes."""
    with websockets.sync.server.serve(echo, "127.0.0.1", 0, max_size=None) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.socket.getsockname()[1]}/"
        server.shutdown()
        thread.join()


def saying(*data: bytes, waits: bool = True) -> Scripted:
    """Return a server that says some bytes once the WebSocket is open, and reads to the end."""

    def script(peer: Peer) -> None:
        accept(peer)
        for each in data:
            if not peer.send(each):
                return
        while waits and (got := read_frame(peer)) is not None and got[0] != CLOSE:
            pass

    return Scripted(script)


def test_what_both_say_is_kept_in_order_with_times(echoing: str) -> None:
    messages = (Message("a", "grüß"), Message("b", "AP8=", "binary"), Message("c", "{}", "json"))
    exchange = talked(asked(echoing, messages=messages, options={"close_after": 3}))

    assert exchange.failure is None
    assert exchange.last is not None
    assert exchange.last.status == 101
    assert exchange.last.url.startswith("ws://")
    found = said(exchange)
    assert [each for each in found if each[0] == "client"] == [
        ("client", "text", "grüß"),
        ("client", "binary", "AP8="),
        ("client", "text", "{}"),
        ("client", "close", 1000),
    ]
    assert [each for each in found if each[0] == "server"] == [
        ("server", "text", "grüß"),
        ("server", "binary", "AP8="),
        ("server", "text", "{}"),
        ("server", "close", 1000),
    ]
    times = [each["at"] for each in frames(exchange)]
    assert times == sorted(times)
    assert frames(exchange)[0]["size"] == 6
    assert exchange.talk is not None
    assert (exchange.talk.state, exchange.talk.code) == ("closed", 1000)


def test_whoever_watches_says_what_he_wants_and_when_it_ends(echoing: str, tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"\1\2")

    async def story(outbox: Outbox, record: GrowingRecord) -> None:
        assert outbox.is_open
        await outbox.put(Message("", "hi"))
        await outbox.put(Message("", kind="binary", file="a.bin"))
        await outbox.put(Ping())
        while record.size < 500:
            await outbox.put(Message("", "on"))
        await outbox.put(Close(4000, "enough"))

    exchange = talked(asked(echoing), story, root=tmp_path)

    found = said(exchange)
    assert ("client", "binary", "AQI=") in found
    assert ("client", "ping", "1") in found
    assert ("client", "close", 4000) in found
    assert exchange.failure is None
    assert exchange.talk is not None
    assert (exchange.talk.state, exchange.talk.code) == ("closed", 4000)


def test_what_cannot_be_said_is_told_and_the_conversation_goes_on(echoing: str) -> None:
    faults: list[str] = []

    async def story(outbox: Outbox, record: GrowingRecord) -> None:
        for word in (
            Message("", "no, base64", "binary"),
            Message("", kind="binary", file="none.bin"),
            Close(999),
            Close(1000, "x" * 124),
        ):
            with pytest.raises(WorkbenchError) as caught:
                await outbox.put(word)
            faults.append(caught.value.problems[0].what)
        await outbox.put(Close())
        with pytest.raises(WorkbenchError):
            await outbox.put(Message("", "too late"))

    exchange = talked(asked(echoing), story)

    assert faults[0] == "it is not base64"
    assert faults[1] == "there is no such file"
    assert faults[2:] == [
        "it cannot be closed with code 999",
        "the reason for closing is longer than 123 bytes",
    ]
    assert exchange.failure is None


def test_silence_ends_it_where_that_is_wanted_or_nobody_watches(echoing: str) -> None:
    exchange = talked(asked(echoing, options={"close_idle": 0.05}))

    assert said(exchange) == [("client", "close", 1000), ("server", "close", 1000)]


def test_a_goodbye_of_the_server_is_no_failure_whatever_its_code() -> None:
    with saying(frame(TEXT, b"x"), closing(4001, "so \x1b long")) as server:
        exchange = talked(asked(server / ""))

    assert exchange.failure is None
    assert frames(exchange)[1]["text"] == "so \x1b long"
    assert exchange.talk is not None
    assert (exchange.talk.code, exchange.talk.reason) == (4001, "so \x1b long")


def test_pings_and_pongs_are_kept_and_answered() -> None:
    with saying(frame(PING, b"\xff"), closing(1000)) as server:
        exchange = talked(asked(server / ""))

    assert [(each[0], each[1]) for each in said(exchange)] == [
        ("server", "ping"), ("server", "close"), ("client", "close")
    ] or ("client", "pong", "/w==") in said(exchange)  # fmt: skip
    assert frames(exchange)[0]["base64"] == "/w=="


def test_a_connection_that_breaks_off_is_a_failure_and_what_came_is_kept() -> None:
    with saying(frame(TEXT, b"before"), waits=False) as server:
        exchange = talked(asked(server / ""))

    assert exchange.failure is not None
    assert exchange.failure.problem.what.startswith("the WebSocket broke off")
    assert ("server", "text", "before") in said(exchange)
    assert exchange.talk is not None
    assert exchange.talk.code == 1006


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xb1\x01x", 1002),  # a reserved bit
        (frame(3, b""), 1002),  # a reserved opcode
        (frame(TEXT, b"\xff"), 1007),
        (frame(CLOSE, b"\x03\xe8\xff\xfe"), 1007),  # a reason that is not UTF-8
        (frame(CLOSE, b"\x03"), 1002),
        (frame(PING, b"x" * 126), 1002),
        (b"\x81\x7f" + (100 << 20).to_bytes(8, "big") + b"x" * (17 << 20), 1009),
    ],
    ids=["bit", "opcode", "text", "reason", "close", "ping", "100 MB"],
)
def test_a_server_that_breaks_the_rules_is_named_and_bounded(data: bytes, code: int) -> None:
    with saying(data) as server:
        exchange = talked(asked(server / ""), most=64 << 20)

    assert exchange.failure is not None
    assert exchange.failure.problem.what.startswith(f"closed with {code} ")
    assert exchange.size < 1000


def test_an_endless_server_is_stopped_at_the_limit() -> None:
    def script(peer: Peer) -> None:
        accept(peer)
        while peer.send(frame(BINARY, b"x" * 1000) * 64):
            pass

    with Scripted(script) as server:
        exchange = talked(asked(server / ""), most=200_000)

    assert exchange.failure is not None
    assert exchange.failure.problem.what == "the conversation is longer than 200000 bytes"
    assert 150_000 < exchange.size < 350_000


def test_a_hundred_thousand_tiny_frames_are_all_kept() -> None:
    burst = frame(TEXT, b"x") * 1000
    with saying(*[burst] * 100, closing(1000)) as server:
        exchange = talked(asked(server / ""), most=64 << 20)

    assert exchange.failure is None
    assert len(frames(exchange)) == 100_000 + 2


def test_a_long_message_is_kept_in_several_lines() -> None:
    text = "é" * (PIECE + 1)
    with saying(frame(TEXT, text.encode()), closing(1000)) as server:
        exchange = talked(asked(server / ""), most=64 << 20)

    first, second, *_ = frames(exchange)
    assert first["size"] == 2 * (PIECE + 1)
    assert (first["text"] + second["text"], second["more"]) == (text, True)


def test_a_subscription_is_over_when_the_server_says_so() -> None:
    def script(peer: Peer) -> None:
        accept(peer, b"Sec-WebSocket-Protocol: graphql-transport-ws")
        read_frame(peer)
        peer.send(frame(TEXT, b'{"type": "connection_ack"}'))
        read_frame(peer)
        peer.send(frame(TEXT, b'{"id": "1", "type": "next", "payload": {}}'))
        peer.send(frame(TEXT, b'{"id": "1", "type": "complete"}'))
        while (got := read_frame(peer)) is not None and got[0] != CLOSE:
            pass

    with Scripted(script) as server:
        init = Message("connection_init", '{"token": "t"}', "json", on_open=True)
        exchange = talked(
            asked(server / "", body=b'{"query": "x"}', subscribes=True, messages=(init,))
        )

    assert b"graphql-transport-ws" in server.heads[0]
    assert exchange.failure is None
    assert [each[2] for each in said(exchange) if each[0] == "client"][:2] == [
        '{"type": "connection_init", "payload": {"token": "t"}}',
        '{"id": "1", "type": "subscribe", "payload": {"query": "x"}}',
    ]


def test_a_message_for_the_opening_that_cannot_be_sent_ends_it(echoing: str) -> None:
    exchange = talked(asked(echoing, messages=(Message("m", "?", "binary"),)))

    assert exchange.failure is not None
    assert exchange.failure.kind == "unsent"
    assert exchange.failure.problem.where == "messages.m"


def test_the_content_of_a_message_is_text_or_bytes(tmp_path: Path) -> None:
    nobody: frozenset[str] = frozenset()

    assert content_of(Message("", "a\ud800"), tmp_path, nobody) == "a?"
    assert content_of(Message("", " AP\n8= ", "binary"), tmp_path, nobody) == b"\0\xff"

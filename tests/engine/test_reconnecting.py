"""Streams of events over several connections, from servers that end them in every way."""

import asyncio

import pytest

from tests.server.scripted import Peer, Script, Scripted
from workbench.engine.growing import GrowingRecord
from workbench.engine.sending import Sender, limits_of
from workbench.model import Exchange, Options, Resolved

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
GONE = b"HTTP/1.1 204 No Content\r\n\r\n"
BUSY = b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"


def followed(*answers: bytes, **options: object) -> tuple[Exchange, list[bytes], str]:
    """Return what comes of a stream whose connections are answered like this."""

    def script(peer: Peer) -> None:
        peer.read_head()
        peer.send(answers[min(peer.number, len(answers) - 1)])
        peer.close()

    return asked(script, **options)


def asked(script: Script, **options: object) -> tuple[Exchange, list[bytes], str]:
    async def main(url: str) -> Exchange:
        given = Options(**{"reconnect": True, **options})  # type: ignore[arg-type]
        resolved = Resolved("a", "A", "GET", url, options=given)
        record = GrowingRecord(1, resolved, lambda _: None, keep_body=True)
        sender = Sender(1 << 20)
        try:
            async with asyncio.timeout(20):
                record.end(await sender.send(resolved, record))
        finally:
            await sender.aclose()
        return record.exchange

    with Scripted(script) as server:
        exchange = asyncio.run(main(server / ""))
    body = exchange.body
    text = "" if body is None else body.read(0, body.size).decode()
    return exchange, server.heads, text


def last_ids(heads: list[bytes]) -> list[str]:
    found = []
    for head in heads:
        lines = head.decode().lower().split("\r\n")
        ids = [line.partition(": ")[2] for line in lines if line.startswith("last-event-id")]
        found += ids or [""]
    return found


def test_a_stream_goes_on_from_the_last_event() -> None:
    exchange, heads, text = followed(
        HEAD + b"retry: 10\nid: 7\ndata: a\n\nid: 8\ndata: cut",
        HEAD + b"id: 9\ndata: b\n\n",
        GONE,
    )

    assert exchange.failure is None
    assert last_ids(heads) == ["", "7", "9"]
    assert [hop.status for hop in exchange.hops] == [200, 200, 204]
    note = "the stream ended; connecting again after 0.0 s, from event 7"
    assert f"data: cut\n: workbench: {note}\n\n" in text
    assert text.count(": workbench: ") == 2


def test_a_server_that_is_busy_or_away_is_asked_again_and_then_given_up() -> None:
    exchange, heads, text = followed(HEAD + b"retry: 1\nid: 1\ndata: a\n\n", BUSY, b"")

    assert len(heads) == 6
    assert "the server answered 503; connecting again" in text
    assert "broke" in text
    assert exchange.failure is not None


def test_without_the_option_a_stream_just_ends() -> None:
    exchange, heads, text = followed(HEAD + b"data: a\n\n", reconnect=None)

    assert (len(heads), exchange.failure, text) == (1, None, "data: a\n\n")


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi",
        BUSY,
        HEAD + b"data: " + b"x" * (1 << 20) + b"yyy\n\n",
    ],
    ids=["no stream", "busy at first", "a line without an end"],
)
def test_what_is_no_stream_is_not_asked_for_again(answer: bytes) -> None:
    _, heads, _ = followed(answer)

    assert len(heads) == 1


def test_a_stream_is_over_after_so_many_events() -> None:
    def script(peer: Peer) -> None:
        peer.read_head()
        peer.send(HEAD)
        while peer.send(b"retry: 1\ndata: a\n\n"):
            pass

    for reconnect in (True, False):
        exchange, heads, text = asked(script, close_after=3, reconnect=reconnect)
        assert exchange.failure is None
        assert len(heads) == 1
        assert text.count("data: a") >= 3


def test_events_may_be_far_between() -> None:
    assert limits_of(Options(reconnect=True)).read is None
    assert limits_of(Options(reconnect=True, read_timeout=2.0)).read == 2.0

"""Streams of events from servers that cut them anywhere, never end, flood, or go away."""

import threading
from collections.abc import Callable

import anyio
import anyio.to_thread
import pytest

from tests.client.conftest import Caller, Kind, OpenClient, pool_of
from tests.client.streams import GONE, HEAD, events
from tests.server.http2 import Frames, framed
from tests.server.scripted import Peer, Script, Scripted
from tests.server.websocket import field
from workbench.client import AsyncClient, RequestError, ServerSentEvent, SSEError, Timeout

pytestmark = pytest.mark.anyio
Start = Callable[[Script], Scripted]
CHUNKED = HEAD % b"Transfer-Encoding: chunked\r\n"


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


STREAM = (
    b"\xef\xbb\xbfid: 1\r\ndata: a\r\ndata: \xc3\xa4\r\n\r\n"
    b"retry: 1\r\revent: b\rdata: b\r\r: comment\n\ndata: c\n\n"
)
FOUND = [
    ServerSentEvent(data="a\nä", id="1"),
    ServerSentEvent("b", "b", "1", 1),
    ServerSentEvent(data="c", id="1"),
]


async def test_a_bom_and_line_ends_may_be_cut_anywhere_on_every_connection(
    client: Caller, scripted: Start
) -> None:
    def script(peer: Peer) -> None:
        peer.read_head()
        if peer.number == 2:
            peer.send(GONE)
            return
        peer.send(CHUNKED)
        for at in range(len(STREAM)):
            peer.send(chunk(STREAM[at : at + 1]))
        peer.send(chunk(b""))

    server = scripted(script)

    assert await events(client, server.url) == FOUND * 2
    assert [field(head, b"Last-Event-ID") for head in server.heads] == [b"", b"1", b"1"]


@pytest.mark.parametrize("endless", [b"x", b"data: " + b"x" * 1000 + b"\n"], ids=["line", "event"])
async def test_what_never_ends_is_an_error_and_closes_the_connection(
    client: Caller, scripted: Start, endless: bytes
) -> None:
    closed = []

    def script(peer: Peer) -> None:
        peer.read_head()
        peer.send(HEAD % b"" + b"data: fine\n\n")
        flood = endless * ((1 << 16) // len(endless))
        while peer.send(flood):
            pass
        closed.append(True)

    server = scripted(script)
    with pytest.raises(SSEError, match="more than"):
        await events(client, server.url)
    await anyio.to_thread.run_sync(server._threads[0].join, 10)

    assert (closed, server.connections, client.pool.open) == ([True], 1, 0)


@pytest.mark.parametrize("given", ["ü\u20ac", "\x01", "\x7f", " padded ", "x" * 50_000])
async def test_any_id_a_server_names_can_be_said_back_or_is_our_error(
    client: Caller, scripted: Start, given: str
) -> None:
    def script(peer: Peer) -> None:
        peer.read_head()
        if peer.number:
            peer.send(GONE)
        else:
            peer.send(HEAD % b"" + b"retry: 1\nid: " + given.encode() + b"\ndata: a\n\n")

    server = scripted(script)
    try:
        found = await events(client, server.url)
    except RequestError:
        assert not given.isprintable()
    else:
        assert [event.id for event in found] == [given]
        assert field(server.heads[1], b"Last-Event-ID").strip() == given.strip().encode()


async def test_events_come_over_http2_and_go_on_after_a_reset(
    open_client: OpenClient, scripted: Start
) -> None:
    asked = []

    def play(frames: Frames) -> None:
        for turn in range(3):
            event = frames.wait_for_request()
            asked.append(dict(event.headers).get(b"last-event-id"))
            number = event.stream_id
            if turn == 2:
                frames.h2.send_headers(number, [(":status", "204")], end_stream=True)
            else:
                fields = [(":status", "200"), ("content-type", "text/event-stream")]
                frames.h2.send_headers(number, fields)
                frames.h2.send_data(number, b"retry: 1\nid: %d\ndata: x\n\ndata: cut" % turn)
                frames.h2.reset_stream(number, 2)
            frames.flush()
        frames.peer.wait_for_close()

    server = scripted(framed(play))
    found = await events(open_client(http1=False, http2=True), server.url)

    assert [event.data for event in found] == ["x", "x"]
    assert (asked, server.connections) == ([None, b"0", b"1"], 1)


@pytest.mark.parametrize("kind", ["asyncio", "trio"])
async def test_cancelling_while_events_are_awaited_or_a_pause_is_made_frees_everything(
    kind: Kind, anyio_backend: str, scripted: Start
) -> None:
    paused = threading.Event()

    def script(peer: Peer) -> None:
        head = peer.read_head()
        peer.send(HEAD % b"" + b"retry: 60000\ndata: a\n\n")
        if b"/silent" in head:
            peer.wait_for_close()
        paused.set()

    server = scripted(script)
    async with AsyncClient(timeout=Timeout(5)) as client:
        for path in ("silent", "pausing"):
            async with client.sse("GET", server / path) as source:
                assert (await anext(source)).data == "a"
                with anyio.move_on_after(0.05) as scope:
                    await anext(source)
                assert scope.cancelled_caught
            assert pool_of(client).open == 0

"""Events over several connections: from where, when no more, and what is an error."""

from collections.abc import Callable

import pytest

from tests.server.scripted import Peer, Script, Scripted
from tests.server.websocket import field
from workbench.client import HTTPStatusError, RemoteProtocolError, SSEError

from .conftest import Caller
from .streams import GONE, HEAD, events

pytestmark = pytest.mark.anyio
Start = Callable[[Script], Scripted]


def replying(*replies: bytes) -> Script:
    """Return a script that gives each connection its reply and hangs up."""

    def script(peer: Peer) -> None:
        peer.read_head()
        peer.send(replies[min(peer.number, len(replies) - 1)])

    return script


async def test_a_broken_stream_goes_on_from_the_last_event(client: Caller, scripted: Start) -> None:
    server = scripted(
        replying(
            HEAD % b"" + b"retry: 1\nid: 1\ndata: a\n\n",
            HEAD % b"Content-Length: 99\r\n" + b"data: b\n\nid: 9\ndata: cut",
            b"HTTP/1.1 503 Later\r\nContent-Length: 0\r\n\r\n",
            HEAD % b"" + b"id: 2\ndata: c\n\n",
            GONE,
        )
    )

    found = await events(client, server.url)

    assert [(event.id, event.data) for event in found] == [("1", "a"), ("1", "b"), ("2", "c")]
    asked = [field(head, b"Last-Event-ID") for head in server.heads]
    assert asked == [b"", b"1", b"1", b"1", b"2"]
    assert field(server.heads[0], b"Accept") == b"text/event-stream"
    assert client.pool.open == client.pool.idle


async def test_without_reconnecting_the_stream_ends_with_its_connection(
    client: Caller, scripted: Start
) -> None:
    server = scripted(replying(HEAD % b"" + b"data: a\n\n"))

    assert len(await events(client, server.url, reconnect=False)) == 1
    assert server.connections == 1


async def test_vain_connections_are_limited(client: Caller, scripted: Start) -> None:
    server = scripted(replying(HEAD % b"" + b"retry: 1\ndata: a\n\n", b""))

    with pytest.raises(RemoteProtocolError):
        await events(client, server.url, max_reconnects=2)
    assert server.connections == 3


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n", HTTPStatusError),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n", SSEError),
    ],
)
async def test_an_answer_without_events_is_an_error(
    client: Caller, scripted: Start, reply: bytes, error: type[Exception]
) -> None:
    server = scripted(replying(reply))

    with pytest.raises(error):
        await events(client, server.url)
    assert server.connections == 1
    assert client.pool.open == client.pool.idle

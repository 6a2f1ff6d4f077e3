"""Messages over real sockets, for every kind of client; then what only tasks can do."""

import ssl
import threading
from collections.abc import Callable, Iterator, Sequence

import anyio.to_thread
import pytest
import trustme
import websockets.sync.server

from tests.client.conftest import Caller, OpenClient, pool_of
from tests.server.scripted import Peer, Script, Scripted
from tests.server.websocket import BINARY, CLOSE, PING, PONG, TEXT, accept, closing, frame
from tests.server.websocket import read_frame as read
from workbench.client import AsyncClient, ReadTimeout, WebSocketClosed, WebSocketMessageError

from .sockets import opened

pytestmark = pytest.mark.anyio
Start = Callable[[Script], Scripted]


def echo(connection: websockets.sync.server.ServerConnection) -> None:
    """Say what was said."""
    for message in connection:
        connection.send(message)


def first(
    connection: websockets.sync.server.ServerConnection, offered: Sequence[websockets.Subprotocol]
) -> websockets.Subprotocol | None:
    """Choose what is offered first."""
    return offered[0] if offered else None


@pytest.fixture
def echoing() -> Iterator[str]:
    """The URL of a real server that echoes."""
    with websockets.sync.server.serve(
        echo, "127.0.0.1", 0, max_size=None, select_subprotocol=first
    ) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"ws://127.0.0.1:{server.socket.getsockname()[1]}/"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("compression", [True, False])
async def test_a_real_server_gets_and_says_everything(
    client: Caller, echoing: str, compression: bool
) -> None:
    async with opened(client, echoing, subprotocols=["chat"], compression=compression) as socket:
        await socket.do("send_text", "grüß " * 1000)
        await socket.do("send_bytes", bytes(range(256)) * 5000)
        await socket.do("send_json", {"a": [1, None]})
        await socket.do("send_text", "")
        await socket.do("ping")
        said = [
            await socket.do("receive_text"),
            await socket.do("receive_bytes"),
            await socket.do("receive_json"),
            await socket.do("receive", timeout=5.0),
        ]
        with pytest.raises(ReadTimeout):
            await socket.do("receive", timeout=0.02)
        await socket.do("send_text", "still there")
        said.append(await socket.do("receive"))

    assert said == ["grüß " * 1000, bytes(range(256)) * 5000, {"a": [1, None]}, "", "still there"]
    assert socket.raw.subprotocol == "chat"
    assert socket.raw.latency < 5
    assert (socket.raw.close_code, client.pool.open) == (1000, 0)
    extensions = socket.raw.response.headers.get("sec-websocket-extensions", "")
    assert ("permessage-deflate" in extensions) is compression
    with pytest.raises(WebSocketClosed):
        await socket.do("send_text", "too late")


async def test_a_websocket_over_tls_speaks_in_large_pieces(open_client: OpenClient) -> None:
    authority = trustme.CA()
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(serving)
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    with websockets.sync.server.serve(echo, "127.0.0.1", 0, ssl=serving) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        url = f"wss://127.0.0.1:{server.socket.getsockname()[1]}/"
        async with opened(open_client(verify=trusting), url) as socket:
            await socket.do("send_bytes", b"x" * 500_000)
            assert len(await socket.do("receive")) == 500_000
            with pytest.raises(ReadTimeout):
                await socket.do("receive", timeout=0.02)
            await socket.do("send_text", "again")
            assert await socket.do("receive") == "again"
        # In a thread, for the loop has yet to close the client's socket.
        await anyio.to_thread.run_sync(server.shutdown)
        await anyio.to_thread.run_sync(thread.join)

    assert socket.raw.close_code == 1000


async def test_iteration_ends_where_the_peer_ends_as_it_should(
    client: Caller, scripted: Start
) -> None:
    answers = []

    def script(peer: Peer) -> None:
        accept(peer)
        peer.send(frame(TEXT, b"a") + frame(PING, b"?") + frame(BINARY, b"b") + closing(1001, "x"))
        answers.extend([read(peer), read(peer)])
        peer.wait_for_close()

    server = scripted(script)
    async with opened(client, server.url) as socket:
        assert await socket.all() == ["a", b"b"]
        assert (socket.raw.close_code, socket.raw.close_reason) == (1001, "x")
    await anyio.to_thread.run_sync(server._threads[0].join, 5)

    assert [answer[:2] for answer in answers if answer] == [(PONG, b"?"), (CLOSE, b"\x03\xe9")]


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (closing(4000, "enough"), 4000),
        (b"", 1006),
        (frame(TEXT, b"\xff"), 1007),
        (frame(TEXT, b"x" * 200), 1009),
    ],
    ids=["a code of its own", "no word", "not UTF-8", "too large"],
)
async def test_any_other_end_is_an_error_with_its_code(
    client: Caller, scripted: Start, sent: bytes, code: int
) -> None:
    told = []

    def script(peer: Peer) -> None:
        accept(peer)
        peer.send(frame(TEXT, b"first") + sent)
        if sent:
            told.append(read(peer))
            peer.wait_for_close()

    server = scripted(script)
    async with opened(client, server.url, max_message_size=100) as socket:
        assert await socket.do("receive") == "first"
        for _ in range(2):
            with pytest.raises(WebSocketClosed) as caught:
                await socket.do("receive")
            assert caught.value.code == code
        with pytest.raises(WebSocketClosed):
            await socket.all()
    await anyio.to_thread.run_sync(server._threads[0].join, 5)

    assert [answer[1][:2] for answer in told if answer] == [code.to_bytes(2)] * bool(sent)
    assert client.pool.open == 0


async def test_a_message_of_the_other_kind_is_an_error(client: Caller, scripted: Start) -> None:
    def script(peer: Peer) -> None:
        accept(peer)
        peer.send(frame(TEXT, b"a") + frame(BINARY, b"b") + frame(TEXT, b"{") + closing(1000))
        peer.wait_for_close()

    server = scripted(script)
    async with opened(client, server.url) as socket:
        with pytest.raises(WebSocketMessageError):
            await socket.do("receive_bytes")
        with pytest.raises(WebSocketMessageError):
            await socket.do("receive_text")
        with pytest.raises(ValueError, match="Expecting"):
            await socket.do("receive_json")
        with pytest.raises(TypeError):
            await socket.do("send_text", b"bytes")


async def test_a_peer_that_does_not_answer_pings_is_gone(client: Caller, scripted: Start) -> None:
    seen = []

    def script(peer: Peer) -> None:
        accept(peer)
        seen.append(read(peer))
        peer.wait_for_close()

    server = scripted(script)
    async with opened(client, server.url, ping_interval=0.02, ping_timeout=0.02) as socket:
        with pytest.raises(WebSocketClosed, match="does not answer pings") as caught:
            await socket.do("receive")
    await anyio.to_thread.run_sync(server._threads[0].join, 5)

    assert caught.value.code == 1006
    assert [answer[0] for answer in seen if answer] == [PING]


async def test_a_peer_that_answers_pings_may_be_silent_for_long(
    client: Caller, scripted: Start
) -> None:
    def script(peer: Peer) -> None:
        accept(peer)
        for _ in range(4):
            got = read(peer)
            assert got is not None
            peer.send(frame(PONG, got[1]))
        peer.send(frame(TEXT, b"at last"))
        peer.wait_for_close()

    server = scripted(script)
    async with opened(
        client, server.url, ping_interval=0.02, ping_timeout=5.0, close_timeout=0.02
    ) as socket:
        assert await socket.do("receive") == "at last"
        assert socket.raw.latency is not None


async def test_closing_does_not_wait_for_ever(client: Caller, scripted: Start) -> None:
    seen = []

    def script(peer: Peer) -> None:
        accept(peer)
        seen.append(read(peer))
        peer.wait_for_close()

    server = scripted(script)
    async with opened(client, server.url, close_timeout=0.02) as socket:
        await socket.do("close", 4001, "off")
        assert socket.raw.close_code == 1006
        await socket.do("close")
    await anyio.to_thread.run_sync(server._threads[0].join, 5)

    assert [answer[:2] for answer in seen if answer] == [(CLOSE, b"\x0f\xa1off")]
    assert client.pool.open == 0


# ---- tasks only


on_both = pytest.mark.parametrize("anyio_backend", ["asyncio", "trio"])


@on_both
async def test_many_tasks_send_while_one_receives(anyio_backend: str, echoing: str) -> None:
    got: list[bytes | str] = []
    async with (
        AsyncClient() as client,
        client.websocket(echoing) as socket,
        anyio.create_task_group() as tasks,
    ):

        async def sending(number: int) -> None:
            for _ in range(10):
                await socket.send_bytes(bytes([number]) * 30_000)

        for number in range(10):
            tasks.start_soon(sending, number)
        while len(got) < 100:
            got.append(await socket.receive())

    assert all(len(message) == 30_000 and len(set(message)) == 1 for message in got)


@on_both
async def test_a_cancelled_receive_loses_nothing(anyio_backend: str, echoing: str) -> None:
    async with AsyncClient() as client, client.websocket(echoing) as socket:
        for number in range(20):
            await socket.send_text(str(number))
            with anyio.move_on_after(0):
                await socket.receive()
                pytest.fail("the deadline had passed")  # pragma: no cover
            assert await socket.receive() == str(number)


@on_both
async def test_cancellation_anywhere_leaves_nothing_behind(
    anyio_backend: str, echoing: str
) -> None:
    async with AsyncClient() as client:
        pool = pool_of(client)
        for step in range(60):
            with anyio.move_on_after(step / 10_000):
                async with client.websocket(echoing, close_timeout=1.0) as socket:
                    for _ in range(5):
                        await socket.send_bytes(bytes(200_000))
                        await socket.receive()
            assert pool.open == 0
        async with client.websocket(echoing) as socket:
            await socket.send_text("fine")
            assert await socket.receive() == "fine"


@on_both
async def test_closing_ends_the_task_that_receives(anyio_backend: str, echoing: str) -> None:
    ends = []
    async with AsyncClient() as client, client.websocket(echoing) as socket:

        async def receiving() -> None:
            ends.append([message async for message in socket])

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(receiving)
            await socket.send_text("last")
            await anyio.wait_all_tasks_blocked()
            await socket.close()

    assert ends == [["last"]] or ends == [[]]


@on_both
async def test_leaving_by_an_error_says_goodbye_all_the_same(
    anyio_backend: str, echoing: str
) -> None:
    with pytest.raises(KeyError):
        async with AsyncClient() as client, client.websocket(echoing) as socket:
            raise KeyError
    assert socket.close_code == 1000

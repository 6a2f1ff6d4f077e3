"""HTTP/2 with a real server, and with one that does what servers should not."""

import random
import ssl
from pathlib import Path
from typing import Any

import anyio
import anyio.lowlevel
import h2.events
import h2.settings
import pytest
import trustme

from tests.server.http2 import Frames, Hypercorn, framed
from tests.server.loopback import Loopback
from tests.server.proxies import ProxyServer
from workbench.client import (
    AsyncClient,
    ConnectError,
    LocalProtocolError,
    ReadTimeout,
    RemoteProtocolError,
    UnsupportedProtocol,
    WriteTimeout,
)

from .conftest import Caller, Kind, OpenClient
from .websocket.sockets import opened

pytestmark = pytest.mark.anyio
REQUEST, RESET = h2.events.RequestReceived, h2.events.StreamReset
PRIOR = {"http1": False, "http2": True}


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def trusted(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return str(path)


@pytest.fixture(scope="module")
def real(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> Any:
    path: Path = tmp_path_factory.mktemp("server") / "server.pem"
    issued = authority.issue_cert("127.0.0.1")
    issued.private_key_and_cert_chain_pem.write_to_path(str(path))
    with Hypercorn(str(path)) as server:
        yield server


@pytest.fixture
def client(open_client: OpenClient, trusted: str) -> Caller:
    return open_client(http2=True, verify=trusted)


async def test_requests_and_responses_of_every_size_go_through(
    client: Caller, real: Hypercorn
) -> None:
    small = await client.post(f"{real.url}/echo", content=b"abc", headers={"X-A": " b "})
    large = await client.post(f"{real.url}/echo", content=b"x" * 3_000_000)
    down = await client.get(f"{real.url}/bytes/3000000")

    assert small.http_version == "HTTP/2"
    said = small.json()
    assert (said["method"], said["size"], said["version"]) == ("POST", 3, "2")
    names = [name for name, _ in said["headers"]]
    assert "connection" not in names
    assert ["x-a", "b"] in said["headers"]
    assert large.json()["size"] == 3_000_000
    assert len(down.content) == 3_000_000
    assert down.timings.reused
    assert (client.pool.open, client.pool.idle) == (1, 1)


async def test_a_tunnel_carries_it_too(
    open_client: OpenClient, real: Hypercorn, trusted: str
) -> None:
    with ProxyServer() as proxy:
        client = open_client(http2=True, verify=trusted, proxy=proxy.url)
        for _ in range(2):
            assert (await client.get(f"{real.url}/echo")).http_version == "HTTP/2"
        await client.aclose()
    assert len(proxy.heads) == 1


async def test_a_websocket_of_an_http2_client_takes_http1(
    client: Caller, real: Hypercorn, trusted: str, open_client: OpenClient
) -> None:
    own = ssl.create_default_context(cafile=trusted)
    for each in (client, open_client(http2=True, verify=own)):
        before = await each.get(f"{real.url}/echo")
        async with opened(each, f"{real.url}/chat") as socket:
            await socket.do("send_text", "hello")
            assert await socket.do("receive_text") == "hello"
        after = await each.get(f"{real.url}/echo")

        assert (before.http_version, after.http_version) == ("HTTP/2", "HTTP/2")
        assert after.timings.reused
    with pytest.raises(UnsupportedProtocol, match="http1= is off"):
        await open_client(**PRIOR).get(real.url, headers={"Upgrade": "x"})


async def test_without_http1_a_server_must_agree_to_http2(
    open_client: OpenClient, authority: trustme.CA, trusted: str
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    client = open_client(**PRIOR, verify=trusted)

    with Loopback(context) as server, pytest.raises(ConnectError, match="does not speak HTTP/2"):
        await client.get(server.url)
    assert client.pool.open == 0


async def test_bodies_are_streamed_both_ways(client: Caller, kind: Kind, real: Hypercorn) -> None:
    async def tasks() -> Any:
        for _ in range(5):
            yield b"y" * 50_000

    content: Any = (b"y" * 50_000 for _ in range(5)) if kind == "sync" else tasks()
    sent = await client.post(f"{real.url}/echo", content=content)
    received = await client.get(f"{real.url}/bytes/500000", stream=True)

    assert sent.json()["size"] == 250_000
    assert sum(map(len, await client.pieces(received))) == 500_000


async def test_bodies_closed_unread_use_up_nothing(client: Caller, real: Hypercorn) -> None:
    for _ in range(20):  # 20 MB, more than the connection's window
        response = await client.get(f"{real.url}/bytes/1000000", stream=True)
        await client.close(response)

    assert (await client.get(f"{real.url}/echo")).timings.reused
    assert client.pool.open == 1


@pytest.mark.parametrize("kind", ["asyncio", "trio"])
async def test_many_requests_share_one_connection(
    kind: Kind, anyio_backend: str, real: Hypercorn, trusted: str
) -> None:
    sizes = []

    async with AsyncClient(http2=True, verify=trusted) as client:

        async def one(size: int) -> None:
            sizes.append(len((await client.get(f"{real.url}/bytes/{size}")).content) - size)

        async with anyio.create_task_group() as group:
            for number in range(150):  # more than the peer's 100 streams
                group.start_soon(one, number * 500)
        assert client._transport._pool.open == 1  # type: ignore[attr-defined,unused-ignore]
    assert sizes == [0] * 150


async def test_a_reset_is_the_end_of_one_request_only(
    open_client: OpenClient, scripted: Any
) -> None:
    def play(frames: Frames) -> None:
        frames.h2.reset_stream(frames.wait_for(REQUEST).stream_id, 2)
        frames.flush()
        frames.answer(frames.wait_for(REQUEST).stream_id)
        frames.peer.wait_for_close()

    server = scripted(framed(play))
    client = open_client(**PRIOR)
    with pytest.raises(RemoteProtocolError, match="broke the response off: internal error"):
        await client.get(server.url)
    assert (await client.get(server.url)).text == "ok"
    assert server.connections == 1


async def test_what_was_refused_unprocessed_is_asked_again(
    open_client: OpenClient, scripted: Any
) -> None:
    def play(frames: Frames) -> None:
        if frames.peer.number == 0:
            number = frames.wait_for(REQUEST).stream_id
            frames.peer.send(b"\x00\x00\x08\x07" + bytes(5) + bytes(8))  # GOAWAY, last stream 0
            assert number == 1
        else:
            frames.answer(frames.wait_for(REQUEST).stream_id)
        frames.peer.wait_for_close()

    server = scripted(framed(play))
    assert (await open_client(**PRIOR).get(server.url)).text == "ok"
    assert server.connections == 2


async def test_a_stream_below_the_last_one_finishes_after_goaway(
    open_client: OpenClient, scripted: Any
) -> None:
    def play(frames: Frames) -> None:
        number = frames.wait_for(REQUEST).stream_id
        frames.peer.send(b"\x00\x00\x08\x07" + bytes(5) + number.to_bytes(4, "big") + bytes(4))
        frames.answer(number, b"last words")
        frames.peer.wait_for_close()

    server = scripted(framed(play))
    client = open_client(**PRIOR)
    assert (await client.get(server.url)).text == "last words"
    assert client.pool.open == 0
    assert (await client.get(server.url)).text == "last words"
    assert server.connections == 2


async def test_a_window_that_stays_shut_is_a_write_timeout(
    open_client: OpenClient, scripted: Any
) -> None:
    def play(frames: Frames) -> None:
        while frames.peer.receive():  # takes bytes, credits none back
            continue

    client = open_client(**PRIOR, timeout=0.2)
    with pytest.raises(WriteTimeout):
        await client.post(scripted(framed(play)).url, content=b"x" * 1_000_000)


async def test_silence_is_a_read_timeout(open_client: OpenClient, scripted: Any) -> None:
    server = scripted(framed(lambda frames: frames.peer.wait_for_close()))
    with pytest.raises(ReadTimeout):
        await open_client(**PRIOR, timeout=0.2).get(server.url)


PING = b"\x00\x00\x08\x06\x00\x00\x00\x00\x00" + bytes(8)
SETTINGS = b"\x00\x00\x00\x04\x00\x00\x00\x00\x00"


@pytest.mark.parametrize(
    "evil",
    [
        PING * 2000,
        SETTINGS * 2000,
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"\xff\xff\xff\x00\x00\x00\x00\x00\x01",
        b"\x00\x00\x04\x08\x00\x00\x00\x00\x00" + bytes(4),
        b"\x00\x00\x05\x05\x04\x00\x00\x00\x01" + b"\x00\x00\x00\x02\x82",
        b"\x00\x00\x01\x01\x04\x00\x00\x00\x01\xff",
        b"\x00\x00\x01\x01\x00\x00\x00\x00\x01\x88" + b"\x00\x00\x01\x09\x00\x00\x00\x00\x01a" * 99,
    ],
    ids=["pings", "settings", "HTTP/1.1", "huge", "window 0", "push", "hpack", "continuation"],
)
async def test_hostile_frames_are_protocol_errors(
    open_client: OpenClient, scripted: Any, evil: bytes
) -> None:
    def play(frames: Frames) -> None:
        frames.wait_for(REQUEST)
        frames.peer.send(evil)
        frames.peer.wait_for_close()

    client = open_client(**PRIOR)
    with pytest.raises(RemoteProtocolError, match=r"as it should|floods"):
        await client.get(scripted(framed(play)).url)
    assert client.pool.open == 0


async def test_no_more_streams_are_open_than_the_peer_allows(
    open_client: OpenClient, kind: Kind, scripted: Any
) -> None:
    most = []

    def play(frames: Frames) -> None:
        for _ in range(6):
            event = frames.wait_for(REQUEST)
            most.append(frames.h2.open_inbound_streams)
            frames.answer(event.stream_id)
        frames.peer.wait_for_close()

    settings = {h2.settings.SettingCodes.MAX_CONCURRENT_STREAMS: 1}
    server = scripted(framed(play, settings))
    client = open_client(**PRIOR)
    await client.get(server.url)  # the peer's settings are known from here on
    if kind == "sync":
        for _ in range(5):
            await client.get(server.url)
    else:
        async with anyio.create_task_group() as group:
            for _ in range(5):
                group.start_soon(client.get, server.url)
    assert max(most) == 1


async def test_what_would_inject_is_refused_before_a_socket_opens(
    open_client: OpenClient, scripted: Any
) -> None:
    server = scripted(framed(lambda frames: None))
    client = open_client(**PRIOR)
    for headers in ({"A": "b\r\nC: d"}, {"A\r\nB": "c"}, {"A": "\x00"}, {":path": "/x"}):
        with pytest.raises(LocalProtocolError):
            await client.get(server.url, headers=headers)
    assert server.connections == 0


async def test_a_server_without_http2_is_spoken_to_as_ever(
    open_client: OpenClient, server: Any
) -> None:
    client = open_client(http2=True)

    assert (await client.get(server.url)).http_version == "HTTP/1.1"
    assert (await client.get(server.url)).timings.reused
    with pytest.raises(ValueError, match="must be on"):
        open_client(http1=False)


@pytest.mark.parametrize("kind", ["asyncio", "trio"])
@pytest.mark.parametrize("seed", [1, 2])
async def test_the_books_balance_after_random_cancellations(
    kind: Kind, anyio_backend: str, seed: int, real: Hypercorn, trusted: str
) -> None:
    chance = random.Random(seed)
    async with AsyncClient(http2=True, verify=trusted, timeout=20) as client:

        async def user() -> None:
            for _ in range(8):
                with anyio.move_on_after(chance.choice([20, chance.random() * 0.1])):
                    if chance.random() < 0.3:
                        closed = await client.get(f"{real.url}/bytes/200000", stream=True)
                        await closed.aclose()
                    else:
                        sent = await client.post(f"{real.url}/echo", content=b"x" * 100_000)
                        assert sent.json()["size"] == 100_000

        async with anyio.create_task_group() as group:
            for _ in range(20):
                group.start_soon(user)
        assert (await client.get(f"{real.url}/bytes/5")).content == b"xxxxx"
        transport: Any = client._transport
        assert (transport._pool.open, transport._pool.idle) == (1, 1)
        assert not transport._shared
        assert not transport._opening

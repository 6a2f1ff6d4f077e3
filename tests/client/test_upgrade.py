"""What comes after a 101 or a CONNECT, what comes before a response, and what comes behind it."""

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import anyio.to_thread
import pytest

from tests.server.scripted import Peer, Script, Scripted, answering
from workbench.client import ReadTimeout, RemoteProtocolError, ResponseNotRead
from workbench.client.upgrade import was_asked_for

from .conftest import Caller

pytestmark = pytest.mark.anyio
Start = Callable[[Script], Scripted]
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
SWITCH = b"HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n"
ASKING = {"Connection": "Upgrade", "Upgrade": "echo"}


def echoing(peer: Peer) -> None:
    """Switch protocols, say hello at once, then echo what comes."""
    head = peer.read_head()
    peer.send((b"HTTP/1.1 200 OK\r\n\r\n" if head.startswith(b"CONNECT") else SWITCH) + b"hello")
    while data := peer.receive():
        peer.send(data)


async def do(client: Caller, method: Callable[..., Any], *given: Any) -> Any:
    """Call a stream's method in the client's own way."""
    if client.kind == "sync":
        return await anyio.to_thread.run_sync(partial(method, *given))
    return await method(*given)


@pytest.mark.parametrize("method", ["GET", "CONNECT"])
async def test_a_switched_connection_is_a_raw_stream_with_the_leading_bytes_first(
    client: Caller, scripted: Start, method: str
) -> None:
    server = scripted(echoing)
    headers = ASKING if method == "GET" else {}
    target = {"target": b"example.org:443"} if method == "CONNECT" else {}

    response = await client.request(
        method, server.url, headers=headers, stream=True, extensions=target
    )
    stream = response.extensions["network_stream"]
    said = [await do(client, stream.read, 3), await do(client, stream.read, 100)]
    await do(client, stream.write, b"ping")
    said.append(await do(client, stream.read, 100))
    with pytest.raises(ReadTimeout):
        await do(client, stream.read, 100, 0.01)
    await client.close(response)

    assert said == [b"hel", b"lo", b"ping"]
    assert stream.get_extra_info("socket") is not None
    assert (client.pool.open, client.pool.idle) == (0, 0)
    assert server.heads[0].startswith(b"CONNECT example.org:443 " if target else b"GET / ")


async def test_a_switched_connection_that_nobody_streams_is_closed(
    client: Caller, scripted: Start
) -> None:
    server = scripted(echoing)

    response = await client.get(server.url, headers=ASKING)

    assert (response.status_code, response.content) == (101, b"")
    assert (client.pool.open, client.pool.idle) == (0, 0)


async def test_a_switch_nobody_asked_for_is_an_error(client: Caller, scripted: Start) -> None:
    server = scripted(echoing)

    with pytest.raises(RemoteProtocolError, match="without being asked"):
        await client.get(server.url)


def test_an_upgrade_is_looked_for_in_the_head_only() -> None:
    assert was_asked_for(b"GET / HTTP/1.1\r\nUPGRADE: h\r\n\r\n")
    assert not was_asked_for(b"POST / HTTP/1.1\r\nA: b\r\n\r\n\r\nupgrade: h")


async def test_informational_responses_are_kept_beside_the_final_one(
    client: Caller, scripted: Start
) -> None:
    def script(peer: Peer) -> None:
        peer.read_head()
        peer.send(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + OK)
        peer.read_head()
        peer.send(OK)
        peer.wait_for_close()

    server = scripted(script)
    hinted = await client.get(server.url)
    plain = await client.get(server.url)

    assert hinted.extensions["informational"] == [(103, {"link": "</a.css>"})]
    assert "informational" not in plain.extensions


async def test_trailers_are_there_once_the_body_has_ended(client: Caller, scripted: Start) -> None:
    go_on = threading.Event()

    def script(peer: Peer) -> None:
        peer.read_head()
        peer.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n")
        go_on.wait(5)
        peer.send(b"0\r\nChecksum:  abc \r\nContent-Length: 7\r\n\r\n")
        peer.wait_for_close()

    server = scripted(script)
    response = await client.request("GET", server.url, stream=True)
    with pytest.raises(ResponseNotRead):
        _ = response.trailers
    go_on.set()
    body = await client.read(response)

    assert (body, response.trailers["checksum"]) == (b"ok", "abc")
    assert "checksum" not in response.headers
    assert "content-length" not in response.headers


async def test_a_body_that_has_no_trailers_says_so(client: Caller, scripted: Start) -> None:
    server = scripted(answering(OK))

    assert len((await client.get(server.url)).trailers) == 0


# ---- Expect: 100-continue


def pieces(client: Caller) -> Any:
    """Return a streamed body of the client's kind."""

    async def several() -> Any:
        yield b"abc"
        yield b"def"

    return iter([b"abc", b"def"]) if client.kind == "sync" else several()


EXPECTING = {"Expect": "100-continue"}
BODY = b"3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n"


def read_body(peer: Peer) -> bytes:
    """Return a body in chunks as it came."""
    body = peer._buffer
    while not body.endswith(b"0\r\n\r\n") and (data := peer.receive()):
        body += data
    return body


@pytest.mark.parametrize("in_memory", [False, True], ids=["streamed", "in memory"])
async def test_a_body_goes_out_once_the_peer_asks_for_it(
    client: Caller, scripted: Start, in_memory: bool
) -> None:
    seen = []

    def script(peer: Peer) -> None:
        peer.read_head()
        seen.append(peer._buffer)
        peer.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        seen.append(peer.receive(6) if in_memory else read_body(peer))
        peer.send(OK)
        peer.wait_for_close()

    server = scripted(script)
    response = await client.post(
        server.url,
        content=b"abcdef" if in_memory else pieces(client),
        headers=EXPECTING,
        extensions={"continue_wait": 10.0},
    )

    assert response.content == b"ok"
    assert seen == [b"", b"abcdef" if in_memory else BODY]
    assert [status for status, _ in response.extensions["informational"]] == [100]
    assert client.pool.idle == 1


async def test_a_final_answer_instead_of_100_keeps_the_body_at_home(
    client: Caller, scripted: Start
) -> None:
    rest = []

    def script(peer: Peer) -> None:
        peer.read_head()
        peer.send(b"HTTP/1.1 401 No\r\nContent-Length: 2\r\n\r\nno")
        rest.append(peer.receive())

    server = scripted(script)
    response = await client.post(
        server.url,
        content=pieces(client),
        headers=EXPECTING,
        extensions={"continue_wait": 10.0},
    )
    await client.aclose()

    assert (response.status_code, response.content) == (401, b"no")
    assert (client.pool.open, client.pool.idle) == (0, 0)
    await anyio.to_thread.run_sync(server._threads[0].join, 5)
    assert rest == [b""]


async def test_a_peer_that_says_nothing_gets_the_body_all_the_same(
    client: Caller, scripted: Start
) -> None:
    seen = []

    def script(peer: Peer) -> None:
        peer.read_head()
        seen.append(read_body(peer))
        peer.send(OK)
        peer.wait_for_close()

    server = scripted(script)
    response = await client.post(
        server.url,
        content=pieces(client),
        headers=EXPECTING,
        extensions={"continue_wait": 0.02},
    )

    assert (response.content, seen) == (b"ok", [BODY])

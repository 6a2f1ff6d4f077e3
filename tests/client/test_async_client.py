"""What a client does over real sockets, the same on sync, asyncio and trio."""

from typing import Any

import anyio
import pytest

from tests.server.loopback import LOREM, Loopback
from tests.server.scripted import Peer
from workbench.client import (
    AsyncClient,
    AsyncioBackend,
    Auth,
    BasicAuth,
    BearerAuth,
    DecodingError,
    HTTPStatusError,
    Limits,
    Request,
    Response,
    Timeout,
    TooManyRedirects,
    TotalTimeout,
    TrioBackend,
    UnsupportedProtocol,
)

from .conftest import Caller, Kind, OpenClient

pytestmark = pytest.mark.anyio


async def test_a_response_has_status_headers_and_content(client: Caller, server: Loopback) -> None:
    response = await client.get(server / "json")

    assert (response.status_code, response.reason_phrase) == (200, "OK")
    assert response.http_version == "HTTP/1.1"
    assert response.headers["content-type"] == "application/json"
    assert response.json() == {"hello": "world"}
    assert response.url == server / "json"
    assert response.is_closed


async def test_a_connection_is_used_again(client: Caller, server: Loopback) -> None:
    first = await client.get(server / "json")
    second = await client.get(server / "json")

    assert server.requests[0].peer == server.requests[1].peer
    assert (first.timings.reused, second.timings.reused) == (False, True)


@pytest.mark.parametrize(
    ("options", "body", "content_type"),
    [
        ({"content": b"raw"}, "raw", None),
        ({"content": "text"}, "text", None),
        ({"data": {"a": "1 2", "b": ["x", "y"]}}, "a=1+2&b=x&b=y", "form"),
        ({"json": {"a": [1, None]}}, '{"a":[1,null]}', "json"),
    ],
    ids=["bytes", "text", "form", "json"],
)
async def test_a_body_arrives_as_it_was_given(
    client: Caller, server: Loopback, options: dict[str, Any], body: str, content_type: str | None
) -> None:
    response = await client.post(server / "echo", **options)

    assert response.json()["body"] == body
    assert server.requests[0].header("Content-Length") == str(len(body))
    assert (content_type or "None") in str(server.requests[0].header("Content-Type"))


async def test_an_iterator_is_sent_in_chunks(client: Caller, server: Loopback) -> None:
    async def agenerate() -> Any:
        for piece in (b"one ", b"", b"two"):
            yield piece

    parts: Any = iter([b"one ", b"", b"two"]) if client.kind == "sync" else agenerate()
    response = await client.post(server / "echo", content=parts)

    assert response.json()["body"] == "one two"
    assert server.requests[0].header("Transfer-Encoding") == "chunked"


async def test_a_large_body_goes_both_ways(client: Caller, server: Loopback) -> None:
    body = b"0123456789abcdef" * 65536

    response = await client.post(server / "echo", content=body)

    assert response.json()["body"] == body.decode()


async def test_every_verb_sends_its_method(client: Caller, server: Loopback) -> None:
    for verb in ("get", "options", "head", "post", "put", "patch", "delete"):
        await client.call(verb, server / "echo")

    assert [seen.method for seen in server.requests] == [
        "GET", "OPTIONS", "HEAD", "POST", "PUT", "PATCH", "DELETE",
    ]  # fmt: skip
    assert server.requests[3].header("Content-Length") == "0"


async def test_redirects_are_followed_only_when_asked_for(client: Caller, server: Loopback) -> None:
    stays = await client.get(server / "redirect/2")
    goes = await client.get(server / "redirect/2", follow_redirects=True)

    assert stays.status_code == 302
    assert stays.next_request is not None
    assert stays.next_request.url == server / "redirect/1"
    assert goes.json()["target"] == "/echo"
    assert [hop.status_code for hop in goes.history] == [302, 302]
    assert [hop.url.path for hop in goes.history] == ["/redirect/2", "/redirect/1"]
    assert goes.history[0].content == b"moved"
    assert all(hop.timings.receive is not None for hop in goes.history)
    assert len({seen.peer for seen in server.requests}) == 1


async def test_too_many_redirects_are_an_error(open_client: OpenClient, server: Loopback) -> None:
    client = open_client(follow_redirects=True, max_redirects=2)

    assert (await client.get(server / "redirect/2")).status_code == 200
    with pytest.raises(TooManyRedirects, match="more than 2 redirects") as caught:
        await client.get(server / "redirect/3")
    assert caught.value.request.url == server / "redirect/1"
    assert client.pool.open == client.pool.idle


async def test_basic_credentials_let_in(client: Caller, server: Loopback) -> None:
    url = server / "login/ada/s3cret"

    assert (await client.get(url)).status_code == 401
    assert (await client.get(url, auth=("ada", "s3cret"))).text == "welcome"
    assert (await client.get(url, auth=BasicAuth("ada", "s3cret"))).text == "welcome"
    assert (await client.get(url.replace("//", "//ada:s3cret@"))).text == "welcome"


async def test_a_bearer_token_is_sent(open_client: OpenClient, server: Loopback) -> None:
    client = open_client(auth=BearerAuth("t0ken"))

    await client.get(server / "json")
    await client.get(server / "json", auth=None)

    sent = [seen.header("Authorization") for seen in server.requests]
    assert sent == ["Bearer t0ken", None]


async def test_an_auth_flow_may_answer_a_challenge(client: Caller, server: Loopback) -> None:
    class Answering(Auth):
        requires_response_body = True

        def auth_flow(self, request: Request) -> Any:
            response = yield request
            if response.status_code == 401 and response.text == "who are you?":
                request.headers["Authorization"] = "Basic YWRhOng="
                yield request

    response = await client.get(server / "login/ada/x", auth=Answering())

    assert response.text == "welcome"
    assert [hop.status_code for hop in response.history] == [401]


async def test_a_stream_is_read_piece_by_piece(client: Caller, server: Loopback) -> None:
    response = await client.get(server / "bytes/3000000", stream=True)
    before = response.timings

    pieces = await client.pieces(response)

    assert b"".join(pieces) == b"x" * 3_000_000
    assert max(map(len, pieces)) <= 1 << 18
    assert before.receive is None
    assert response.timings.receive is not None
    assert response.elapsed.total_seconds() > 0


async def test_lines_text_and_sized_pieces_can_be_streamed(
    client: Caller, server: Loopback
) -> None:
    lines = await client.get(server / "chunks/2", stream=True)
    text = await client.get(server / "encoded/gzip", stream=True)
    sized = await client.get(server / "bytes/10", stream=True)
    raw = await client.get(server / "encoded/deflate", stream=True)

    assert await client.pieces(lines, "lines") == ["chunk 0", "chunk 1"]
    assert "".join(await client.pieces(text, "text")) == LOREM.decode()
    assert await client.pieces(sized, "bytes", 4) == [b"xxxx", b"xxxx", b"xx"]
    assert b"".join(await client.pieces(raw, "raw"))[:1] == b"\x78"


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
async def test_a_compressed_body_is_decoded(client: Caller, server: Loopback, coding: str) -> None:
    response = await client.get(server / f"encoded/{coding}")

    assert response.content == LOREM
    assert response.num_bytes_downloaded < len(LOREM)


async def test_closing_a_stream_early_drops_its_connection(
    client: Caller, server: Loopback
) -> None:
    response = await client.get(server / "bytes/1000000", stream=True)
    await client.close(response)

    assert client.pool.open == 0
    assert (await client.get(server / "json")).status_code == 200


async def test_a_head_response_has_no_body(client: Caller, server: Loopback) -> None:
    response = await client.request("HEAD", server / "bytes/100")

    assert response.content == b""
    assert response.headers["content-length"] == "100"
    assert (await client.get(server / "status/204")).content == b""
    assert len({seen.peer for seen in server.requests}) == 1


async def test_timings_tell_the_phases_of_a_hop(client: Caller, server: Loopback) -> None:
    url = f"http://localhost:{server.port}/bytes/1000"

    cold = (await client.get(url)).timings
    warm = (await client.get(url)).timings

    assert cold.dns is not None
    assert cold.connect is not None
    assert cold.tls is None
    assert (warm.dns, warm.connect) == (None, None)
    for timings in (cold, warm):
        assert min(timings.send or 0, timings.wait or 0, timings.receive or 0) > 0
    assert warm.received_bytes > 1000
    assert warm.sent_bytes > 50


async def test_the_time_of_making_a_connection_in_place_of_a_dead_one_is_not_that_of_sending(
    client: Caller, server: Loopback
) -> None:
    await client.get(server / "json")
    for kept in client.pool._idle:
        kept.abort()

    response = await client.get(server / "json")

    stamps = response.extensions["stamps"]
    assert not stamps.reused
    assert stamps.ready - stamps.started >= stamps.connect > 0


async def test_the_time_in_the_queue_is_not_that_of_sending(
    open_client: OpenClient, server: Loopback
) -> None:
    client = open_client(limits=Limits(max_connections=1))
    found: list[Response] = []

    async def get() -> None:
        found.append(await client.get(server / "json"))

    async with anyio.create_task_group() as tasks:
        for _ in range(3):
            tasks.start_soon(get)

    for stamps in [response.extensions["stamps"] for response in found]:
        # A thread that comes late finds the connection free.
        assert stamps.ready - stamps.started >= (stamps.queue or stamps.connect or 0.0)


async def test_a_status_error_is_raised_on_demand(client: Caller, server: Loopback) -> None:
    assert (await client.get(server / "json")).raise_for_status().status_code == 200
    response = await client.get(server / "status/404?token=s3cret")

    with pytest.raises(HTTPStatusError, match="Client error '404 Not Found'") as caught:
        response.raise_for_status()
    assert "s3cret" not in str(caught.value)
    assert caught.value.response is response


@pytest.mark.parametrize("url", ["ftp://h/", "/path", "localhost:80/", "http:///x", "http://"])
async def test_only_http_urls_can_be_requested(client: Caller, url: str) -> None:
    with pytest.raises(UnsupportedProtocol):
        await client.get(url)


async def test_the_total_limit_covers_redirects_and_body(
    open_client: OpenClient, scripted: Any
) -> None:
    def drip(peer: Peer) -> None:
        peer.read_head()
        peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while peer.send(b"x"):
            if peer.closed_by_client(0.05):
                return

    client = open_client(timeout=Timeout(10, total=0.4))
    server = scripted(drip)
    response = await client.get(server / "", stream=True)

    with pytest.raises(TotalTimeout, match=r"longer than 0\.4 s") as caught:
        await client.read(response)
    assert caught.value.request is response.request
    assert client.pool.open == 0


async def test_a_request_can_be_sent_twice(client: Caller, server: Loopback) -> None:
    request = client.client.build_request("PUT", server / "echo", content=b"again")

    assert (await client.send(request)).json() == (await client.send(request)).json()


def test_an_async_call_outside_an_event_loop_says_so() -> None:
    coroutine = AsyncClient().get("http://127.0.0.1:1/")

    with pytest.raises(RuntimeError, match="running asyncio or trio"):
        coroutine.send(None)


@pytest.mark.parametrize(("kind", "backend"), [("asyncio", AsyncioBackend), ("trio", TrioBackend)])
async def test_a_backend_can_be_given(
    kind: Kind, anyio_backend: str, backend: Any, server: Loopback
) -> None:
    async with AsyncClient(backend=backend()) as client:
        assert (await client.get(server / "json")).status_code == 200


@pytest.mark.parametrize("size", [2, 500_000])
@pytest.mark.parametrize("kind", ["asyncio", "trio"])
async def test_a_body_is_never_read_the_other_way_whatever_its_size(
    size: int, kind: Kind, anyio_backend: str, server: Loopback
) -> None:
    async with AsyncClient() as client:
        async with client.stream("GET", server / f"bytes/{size}") as response:
            for way in ("bytes", "raw", "text", "lines"):
                with pytest.raises(RuntimeError, match="the other kind of client; use aiter_"):
                    next(getattr(response, f"iter_{way}")())
            assert len(b"".join([piece async for piece in response.aiter_bytes()])) == size
        read = await client.get(server / f"bytes/{size}")
        assert len(b"".join(read.iter_bytes())) == size


@pytest.mark.parametrize("kind", ["asyncio", "trio"])
async def test_read_and_close_of_an_async_response_are_awaited(
    kind: Kind, anyio_backend: str, server: Loopback
) -> None:
    async with AsyncClient() as client:
        response = await client.get(server / "json", stream=True)
        assert await response.read() == b'{"hello": "world"}'
        await response.close()
        async with client.stream("GET", server / "chunks/2") as streamed:
            assert await streamed.aread() == b"chunk 0\nchunk 1\n"
        assert isinstance(response, Response)


async def test_a_compressed_body_is_read_up_to_a_limit(client: Caller, server: Loopback) -> None:
    whole = await client.get(server / "encoded/gzip", extensions={"max_decoded": 900})
    plain = await client.get(server / "bytes/2000", extensions={"max_decoded": 900})

    assert (len(whole.content), len(plain.content)) == (900, 2000)
    with pytest.raises(DecodingError, match="more than 899 bytes"):
        await client.get(server / "encoded/gzip", extensions={"max_decoded": 899})

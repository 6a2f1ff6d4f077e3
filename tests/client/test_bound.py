"""A transport of one's own: what it must bring and what the client adds."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from tests.server.loopback import Loopback
from workbench.client import (
    AsyncBaseTransport,
    AsyncHTTPTransport,
    AsyncResponse,
    BaseTransport,
    ConnectError,
    HTTPTransport,
    Request,
    Response,
)
from workbench.client.body import AsyncByteStream, SyncByteStream

from .conftest import Kind, OpenClient

pytestmark = pytest.mark.anyio


class Pieces(SyncByteStream, AsyncByteStream):
    """A body that counts how often it was closed."""

    def __init__(self) -> None:
        self.closed = 0

    def __iter__(self) -> Iterator[bytes]:
        yield from (b"one ", b"two")

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in (b"one ", b"two"):
            yield piece

    def close(self) -> None:
        self.closed += 1

    async def aclose(self) -> None:
        self.closed += 1


class Own(BaseTransport, AsyncBaseTransport):
    """A transport of both kinds that answers one thing."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer
        self.log: list[str] = []

    def handle_request(self, request: Request) -> Response:
        answer: Response = self.answer(request)
        return answer

    async def handle_async_request(self, request: Request) -> Response:
        answer: Response = self.answer(request)
        return answer

    def close(self) -> None:
        self.log.append("closed")

    async def aclose(self) -> None:
        self.log.append("closed")


async def test_a_streamed_answer_is_read_closed_and_timed(
    open_client: OpenClient, kind: Kind
) -> None:
    body = Pieces()
    client = open_client(transport=Own(lambda request: Response(200, stream=body)))

    response = await client.get("http://x/", stream=True)
    with pytest.raises(RuntimeError, match="elapsed"):
        _ = response.elapsed
    assert await client.read(response) == b"one two"

    assert type(response) is (Response if kind == "sync" else AsyncResponse)
    assert body.closed == 1
    assert response.elapsed.total_seconds() > 0
    assert response.request.url == "http://x/"


async def test_one_response_object_may_answer_again(open_client: OpenClient) -> None:
    answer = Response(200, content=b"same")
    client = open_client(transport=Own(lambda request: answer))

    assert (await client.get("http://x/1")).text == (await client.get("http://x/2")).text == "same"


async def test_what_is_no_response_is_refused(open_client: OpenClient) -> None:
    client = open_client(transport=Own(lambda request: None))

    with pytest.raises(TypeError, match="must return a Response, not NoneType"):
        await client.get("http://x/")


async def test_an_error_of_a_transport_gets_its_request(open_client: OpenClient) -> None:
    def refuse(request: Request) -> Response:
        raise ConnectError("no")

    with pytest.raises(ConnectError) as caught:
        await open_client(transport=Own(refuse)).get("http://x/")
    assert caught.value.request.url == "http://x/"


async def test_the_transport_of_a_url_is_found_in_the_mounts(open_client: OpenClient) -> None:
    main, other = Own(lambda request: Response(200)), Own(lambda request: Response(201))
    mounts = {"http://other.org": other, "all://*.other.org": other, "http://main.other.org": None}
    client = open_client(transport=main, mounts=mounts)

    codes = [
        (await client.get(f"http://{host}/")).status_code
        for host in ("main.org", "other.org", "sub.other.org", "main.other.org")
    ]
    await client.aclose()

    assert codes == [200, 201, 201, 200]
    assert (main.log, other.log) == (["closed"], ["closed"])


async def test_redirects_choose_their_transport_anew(open_client: OpenClient) -> None:
    moved = Response(302, headers={"Location": "http://other/"})
    main = Own(lambda request: moved)
    client = open_client(transport=main, mounts={"all://other": Own(lambda request: Response(201))})

    assert (await client.get("http://x/", follow_redirects=True)).status_code == 201


async def test_the_built_in_transport_can_be_wrapped(
    open_client: OpenClient, server: Loopback
) -> None:
    class Wrapping(BaseTransport, AsyncBaseTransport):
        def __init__(self) -> None:
            self.inner, self.ainner = HTTPTransport(), AsyncHTTPTransport()

        def handle_request(self, request: Request) -> Response:
            response = self.inner.handle_request(request)
            response.headers["X-Wrapped"] = "yes"
            return response

        async def handle_async_request(self, request: Request) -> Response:
            inner = await self.ainner.handle_async_request(request)
            return Response(
                inner.status_code,
                headers=[*inner.headers.raw, (b"X-Wrapped", b"yes")],
                stream=inner.stream,
                extensions=inner.extensions,
            )

        def close(self) -> None:
            self.inner.close()

        async def aclose(self) -> None:
            await self.ainner.aclose()

    client = open_client(transport=Wrapping())

    response = await client.get(server / "chunks/2")

    assert (response.text, response.headers["x-wrapped"]) == ("chunk 0\nchunk 1\n", "yes")
    assert response.timings.wait is not None

"""The parallel requests and the streams of HTTPX's older documentation: the import changed.

What it shows for async code runs on asyncio and on trio, with the backend it names.
"""

from collections.abc import Iterator

import anyio
import pytest

from tests.server.loopback import LOREM, Loopback
from workbench import client as httpx
from workbench.client import TrioBackend


@pytest.fixture
def server() -> Iterator[Loopback]:
    with Loopback() as running:
        yield running


@pytest.fixture(params=["asyncio", "trio"])
def anyio_backend(request: pytest.FixtureRequest) -> str:
    """Both libraries."""
    return str(request.param)


@pytest.fixture
def backend(anyio_backend: str) -> httpx.AsyncioBackend | TrioBackend:
    """The backend of the library that runs the test, as the documentation names it."""
    return TrioBackend() if anyio_backend == "trio" else httpx.AsyncioBackend()


Backend = httpx.AsyncioBackend | TrioBackend


def test_making_parallel_requests(server: Loopback) -> None:
    with httpx.parallel() as parallel:
        pending_one = parallel.get(server / "bytes/1")
        pending_two = parallel.get(server / "bytes/2")
        response_one = pending_one.get_response()
        response_two = pending_two.get_response()

    assert (response_one.text, response_two.text) == ("x", "xx")


def test_dealing_with_each_response_as_soon_as_it_is_there(server: Loopback) -> None:
    seen = []
    with httpx.parallel() as parallel:
        for counter in range(1, 10):
            parallel.get(server / f"bytes/{counter}")
        while parallel.has_pending_responses:
            r = parallel.next_response()
            seen.append(len(r.content))

    assert sorted(seen) == list(range(1, 10))


def test_parallel_requests_with_a_client(server: Loopback) -> None:
    client = httpx.Client(auth=("user", "password"))
    with client.parallel() as parallel:
        parallel.get(server / "login/user/password")
        assert parallel.next_response().text == "welcome"
    client.close()


def test_exceptions_are_raised_by_the_two_calls_only(server: Loopback) -> None:
    with httpx.parallel() as parallel:
        pending = parallel.get("http://127.0.0.1:1/")
        parallel.get("http://127.0.0.1:1/")
        with pytest.raises(httpx.HTTPError):
            pending.get_response()


@pytest.mark.anyio
async def test_async_parallel_requests(server: Loopback, backend: Backend) -> None:
    client = httpx.AsyncClient(backend=backend)
    async with client.parallel() as parallel:
        pending_one = await parallel.get(server / "bytes/1")
        pending_two = await parallel.get(server / "bytes/2")
        response_one = await pending_one.get_response()
        response_two = await pending_two.get_response()

    assert (response_one.text, response_two.text) == ("x", "xx")
    await client.aclose()


@pytest.mark.anyio
async def test_async_responses_as_soon_as_they_are_there(
    server: Loopback, backend: Backend
) -> None:
    seen = []
    client = httpx.AsyncClient(backend=backend)
    async with client.parallel() as parallel:
        for counter in range(1, 10):
            parallel.get(server / f"bytes/{counter}")
        while parallel.has_pending_responses:
            r = await parallel.next_response()
            seen.append(len(r.content))

    assert sorted(seen) == list(range(1, 10))
    await client.aclose()


@pytest.mark.anyio
async def test_async_exceptions_and_cancellations(server: Loopback, backend: Backend) -> None:
    client = httpx.AsyncClient(backend=backend)
    with anyio.fail_after(30):
        async with client.parallel() as parallel:
            await parallel.get(server / "held")
            failing = await parallel.post("http://127.0.0.1:1/")
            with pytest.raises(httpx.HTTPError):
                await failing.get_response()
    server.let_go.set()
    await client.aclose()


@pytest.mark.anyio
async def test_calling_an_async_client(server: Loopback, backend: Backend) -> None:
    async with httpx.AsyncClient(backend=backend) as client:
        response = await client.get(server / "json")
    assert repr(response) == "<Response [200 OK]>"


@pytest.mark.anyio
async def test_streaming_async_responses(server: Loopback, backend: Backend) -> None:
    async with httpx.AsyncClient(backend=backend) as client:
        r = await client.get(server / "encoded/gzip", stream=True)
        assert b"".join([chunk async for chunk in r.stream()]) == LOREM

        r = await client.get(server / "encoded/gzip", stream=True)
        assert b"".join([chunk async for chunk in r.raw()]).startswith(b"\x1f\x8b")

        r = await client.get(server / "chunks/2", stream=True)
        assert "".join([text async for text in r.stream_text()]) == "chunk 0\nchunk 1\n"

        r = await client.get(server / "json", stream=True)
        assert await r.read() == r.content == b'{"hello": "world"}'

        r = await client.get(server / "json", stream=True)
        await r.close()
        assert r.is_closed


@pytest.mark.anyio
async def test_following_redirects_by_hand(server: Loopback, backend: Backend) -> None:
    async with httpx.AsyncClient(backend=backend) as client:
        response = await client.get(server / "redirect/2")
        while response.next_request is not None:
            response = await response.next()

    assert response.url.path == "/echo"
    assert len(response.history) == 2


def test_streaming_responses(server: Loopback) -> None:
    client = httpx.Client()
    r = client.get(server / "encoded/deflate", stream=True)
    assert b"".join(r.stream()) == LOREM
    r = client.get(server / "chunks/2", stream=True)
    assert "".join(r.stream_text()) == "chunk 0\nchunk 1\n"
    r = client.get(server / "json", stream=True)
    assert r.read() == b'{"hello": "world"}'
    r = client.get(server / "json", stream=True)
    r.close()
    assert r.is_closed
    client.close()

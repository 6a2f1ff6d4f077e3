"""ASGI applications as servers, on asyncio and trio."""

from collections.abc import AsyncIterator
from typing import Any

import anyio
import pytest

from workbench.client import ASGITransport, AsyncClient, RemoteProtocolError, Timeout, TotalTimeout

pytestmark = pytest.mark.anyio


@pytest.fixture(params=["asyncio", "trio"])
def anyio_backend(request: pytest.FixtureRequest) -> str:
    """Both libraries; there is no sync ASGI."""
    return str(request.param)


def start(status: int = 200, *headers: tuple[bytes, bytes]) -> dict[str, Any]:
    return {"type": "http.response.start", "status": status, "headers": headers}


def body(data: bytes, more: bool = False) -> dict[str, Any]:
    return {"type": "http.response.body", "body": data, "more_body": more}


async def echo(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] != "http":
        raise AssertionError("only http")
    pieces = []
    while True:
        message = await receive()
        pieces.append(message["body"])
        if not message["more_body"]:
            break
    await send(start(201, (b"X-A", b"b")))
    await send(body(b"".join(pieces)))
    assert (await receive())["type"] == "http.disconnect"


async def test_an_application_answers_a_client() -> None:
    async with AsyncClient(app=echo) as client:
        response = await client.post("http://x/", content=b"hello")

    assert (response.status_code, response.text) == (201, "hello")
    assert response.headers["x-a"] == "b"
    assert response.elapsed.total_seconds() > 0


async def test_the_scope_says_what_was_asked() -> None:
    seen: dict[str, Any] = {}

    async def app(scope: Any, receive: Any, send: Any) -> None:
        seen.update(scope)
        await send(start())
        await send(body(b"not for HEAD"))

    transport = ASGITransport(app, root_path="/root", client=("1.2.3.4", 5))
    async with AsyncClient(transport=transport) as client:
        response = await client.head("https://ex.org:444/a%20b%2Fc?q=%31", headers={"X-A": "b"})

    assert response.content == b""
    assert (seen["type"], seen["method"], seen["scheme"]) == ("http", "HEAD", "https")
    assert (seen["path"], seen["raw_path"]) == ("/a b/c", b"/a%20b%2Fc")
    assert (seen["query_string"], seen["server"]) == (b"q=%31", ("ex.org", 444))
    assert (seen["root_path"], seen["client"]) == ("/root", ("1.2.3.4", 5))
    assert (b"x-a", b"b") in seen["headers"]
    assert "state" not in seen


async def test_both_bodies_are_streamed_at_the_reader_s_pace() -> None:
    log: list[str] = []

    async def numbers() -> AsyncIterator[bytes]:
        for n in range(3):
            log.append(f"asked {n}")
            yield b"%d" % n

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send(start())
        while True:
            message = await receive()
            await send(body(message["body"], message["more_body"]))
            if not message["more_body"]:
                return

    async with (
        AsyncClient(transport=ASGITransport(app)) as client,
        client.stream("POST", "http://x/", content=numbers()) as response,
    ):
        async for piece in response.aiter_bytes():
            log.append(f"got {piece.decode()}")

    assert [line for line in log if line.startswith("got")] == ["got 0", "got 1", "got 2"]
    assert log.index("got 0") < log.index("asked 2")


async def test_a_response_closed_early_disconnects_the_application() -> None:
    log: list[Any] = []
    ended = anyio.Event()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await send(start())
        try:
            while True:
                await send(body(b"x", True))
        except OSError as error:
            log.append(str(error))
        log.append((await receive())["type"])
        ended.set()

    async with AsyncClient(app=app) as client:
        response = await client.get("http://x/", stream=True)
        assert await anext(aiter(response.aiter_bytes())) == b"x"
        await response.aclose()
        await ended.wait()

    assert log == ["the client has closed the response", "http.disconnect"]


async def test_closing_the_client_cancels_what_still_runs() -> None:
    cleaned = anyio.Event()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            raise RuntimeError
        try:
            await send(start())
            await anyio.sleep_forever()
        finally:
            cleaned.set()

    async with AsyncClient(app=app) as client:
        await client.get("http://x/", stream=True)

    assert cleaned.is_set()


@pytest.mark.parametrize("begun", [False, True], ids=["before the head", "after it"])
async def test_an_exception_of_the_application_is_raised(begun: bool) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        if begun:
            await send(start(500))
            await send(body(b"sorry"))
        raise ValueError("broken")

    async with AsyncClient(transport=ASGITransport(app)) as client:
        with pytest.raises(ValueError, match="broken"):
            await client.get("http://x/")
    async with AsyncClient(transport=ASGITransport(app, raise_app_exceptions=False)) as client:
        response = await client.get("http://x/")
    assert (response.status_code, response.text) == (500, "sorry" if begun else "")


@pytest.mark.parametrize("messages", [[], [start(), body(b"half", True)]], ids=["none", "half"])
async def test_an_answer_that_is_missing_or_cut_short_is_an_error(messages: list[Any]) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        for message in messages:
            await send(message)

    async with AsyncClient(transport=ASGITransport(app)) as client:
        with pytest.raises(RemoteProtocolError, match="the application") as caught:
            await client.get("http://x/")
    assert caught.value.request.url == "http://x/"


@pytest.mark.parametrize(
    "messages",
    [[body(b"x")], [start(), start()], [start(), body(b""), body(b"")]],
    ids=["no start", "two starts", "after the end"],
)
async def test_messages_out_of_order_are_the_application_s_error(messages: list[Any]) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        for message in messages:
            await send(message)

    async with AsyncClient(transport=ASGITransport(app)) as client:
        with pytest.raises(RuntimeError, match="the application"):
            await client.get("http://x/")


async def test_the_total_limit_holds_for_applications_too() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send(start())
        await anyio.sleep_forever()

    async with AsyncClient(transport=ASGITransport(app), timeout=Timeout(5, total=0.05)) as client:
        with pytest.raises(TotalTimeout):
            await client.get("http://x/")


async def test_many_requests_run_at_once() -> None:
    together = anyio.Event()
    count = 0

    async def app(scope: Any, receive: Any, send: Any) -> None:
        nonlocal count
        count += 1
        if count == 10:
            together.set()
        await together.wait()
        await send(start())
        await send(body(b"ok"))

    async with AsyncClient(transport=ASGITransport(app)) as client, anyio.create_task_group() as tg:
        for _ in range(10):
            tg.start_soon(client.get, "http://x/")
    assert count == 10

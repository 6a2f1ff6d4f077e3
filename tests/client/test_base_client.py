"""The settings of a client and what they do to its requests, the same for both kinds."""

import copy
import gc
import pickle
import threading
import warnings
from collections.abc import Callable
from typing import Any

import anyio.to_thread
import pytest

from tests.server.loopback import Loopback
from tests.server.scripted import Peer, Script, Scripted
from workbench.client import (
    URL,
    USE_CLIENT_DEFAULT,
    AsyncClient,
    BasicAuth,
    Client,
    Headers,
    Limits,
    MockTransport,
    Request,
    Response,
    Timeout,
)

from .conftest import Caller, Kind, OpenClient

pytestmark = pytest.mark.anyio


async def test_client_settings_are_merged_into_requests(
    open_client: OpenClient, server: Loopback
) -> None:
    client = open_client(
        base_url=f"{server.url}/echo/", headers={"X-One": "1", "Accept": "a/b"}, params={"p": "1"}
    )

    response = await client.get("sub", headers={"X-Two": "2"}, params={"q": "2"})

    assert response.json()["target"] == "/echo/sub?p=1&q=2"
    headers = Headers(response.json()["headers"])
    assert (headers["x-one"], headers["x-two"], headers["accept"]) == ("1", "2", "a/b")
    assert headers["accept-encoding"].startswith("gzip, deflate")


async def test_event_hooks_see_requests_and_responses(
    open_client: OpenClient, server: Loopback, kind: Kind
) -> None:
    seen: list[Any] = []

    async def anote(what: Any) -> None:
        seen.append(what)

    hook = seen.append if kind == "sync" else anote
    client = open_client(event_hooks={"request": [hook], "response": [hook]})

    await client.get(server / "redirect/1", follow_redirects=True)

    assert [type(what) for what in seen[::2]] == [Request, Request]
    assert [what.status_code for what in seen[1::2]] == [302, 200]


async def test_a_closed_client_refuses(client: Caller, server: Loopback) -> None:
    await client.aclose()

    with pytest.raises(RuntimeError, match="closed"):
        await client.get(server / "json")


async def test_misspelt_options_are_refused(client: Caller, server: Loopback) -> None:
    with pytest.raises(TypeError, match="heders"):
        await client.get(server / "json", heders={})


def test_a_base_url_keeps_its_path() -> None:
    client = Client(base_url="http://h/api")

    assert client.base_url == URL("http://h/api/")
    assert client.build_request("GET", "/x?y=1").url == "http://h/api/x?y=1"
    assert client.build_request("GET", "http://other/x").url == "http://other/x"


async def test_a_client_is_entered_once_and_before_it_is_used(
    open_client: OpenClient, server: Loopback
) -> None:
    async def enter(client: Client | AsyncClient) -> None:
        if isinstance(client, AsyncClient):
            await client.__aenter__()
        else:
            client.__enter__()

    used, entered, closed = open_client(), open_client(), open_client()
    await used.get(server / "json")
    await enter(entered.client)
    await closed.aclose()

    with pytest.raises(RuntimeError, match="open already"):
        await enter(used.client)
    with pytest.raises(RuntimeError, match="open already"):
        await enter(entered.client)
    with pytest.raises(RuntimeError, match="cannot be opened again"):
        await enter(closed.client)
    assert (entered.client.is_closed, closed.client.is_closed) == (False, True)
    await closed.aclose()


async def test_the_default_encoding_is_the_client_s(
    open_client: OpenClient, server: Loopback
) -> None:
    def guess(content: bytes) -> str:
        return "utf-16-le" if b"\0" in content else "latin-1"

    fixed = open_client(default_encoding="cp1252", transport=MockTransport(euro))
    guessed = open_client(default_encoding=guess, transport=MockTransport(euro))

    assert (await fixed.get("http://x/")).text == "€"
    assert (await guessed.get("http://x/")).text == "\x80"
    assert (await guessed.get("http://x/utf-8")).text == "\ufffd"


def euro(request: Request) -> Response:
    """Answer with the euro of Windows; say that it is UTF-8 if asked to."""
    said = {"Content-Type": "text/plain; charset=utf-8"} if request.url.path == "/utf-8" else {}
    return Response(200, headers=said, content=b"\x80")


def test_settings_can_be_changed_on_a_client() -> None:
    client = Client(params={"a": "1"}, headers={"X-A": "1"}, trust_env=False)

    client.params = {"b": "2"}
    client.headers = {"X-B": "2"}
    client.timeout = 7
    client.auth = ("u", "p")
    client.base_url = "http://h/v1"
    client.event_hooks["request"].append(print)
    request = client.build_request("GET", "x", timeout=None)

    assert str(request.url) == "http://h/v1/x?b=2"
    assert "x-a" not in request.headers
    assert (request.headers["x-b"], request.headers["accept"]) == ("2", "*/*")
    assert client.build_request("GET", "x").extensions["timeout"]["read"] == 7
    assert request.extensions["timeout"]["read"] is None
    assert isinstance(client.auth, BasicAuth)
    assert client.trust_env is False
    with pytest.raises(ValueError, match="event hooks are"):
        client.event_hooks = {"respnse": []}


@pytest.mark.parametrize(
    ("base", "given", "merged"),
    [
        ("http://h", "a", "http://h/a"),
        ("http://h/", "/a", "http://h/a"),
        ("http://h/v1", "a", "http://h/v1/a"),
        ("http://h/v1/", "/a/", "http://h/v1/a/"),
        ("http://h/v1", "", "http://h/v1/"),
        ("http://h/v1", "../a", "http://h/a"),
        ("http://h/v1", "a?b=c", "http://h/v1/a?b=c"),
        ("http://h/v1", "https://other/a", "https://other/a"),
    ],
)
def test_relative_urls_are_appended_to_the_base(base: str, given: str, merged: str) -> None:
    assert str(Client(base_url=base).build_request("GET", given).url) == merged


async def test_an_error_in_a_response_hook_closes_the_response(
    open_client: OpenClient, server: Loopback, kind: Kind
) -> None:
    def fail(response: Response) -> None:
        raise ValueError("not this one")

    async def afail(response: Response) -> None:
        raise ValueError("not this one")

    client = open_client(event_hooks={"response": [fail if kind == "sync" else afail]})

    with pytest.raises(ValueError, match="not this one"):
        await client.get(server / "bytes/1000000", stream=True)
    assert client.pool.open == 0


async def test_a_client_that_keeps_no_cookies_sends_only_what_it_was_given(
    open_client: OpenClient, server: Loopback
) -> None:
    client = open_client(keep_cookies=False, cookies={"own": "1"})

    await client.get(server / "set-cookie?id=7")
    response = await client.get(server / "echo")

    assert Headers(response.json()["headers"])["cookie"] == "own=1"


def test_a_subclass_written_for_httpx_sees_every_request(server: Loopback) -> None:
    calls: list[str] = []

    class Noting(Client):
        def request(
            self, method: str, url: Any, *, headers: Any = None, **options: Any
        ) -> Response:
            calls.append("request")
            return super().request(method, url, headers=headers, **options)

        def build_request(self, method: str, url: Any, **options: Any) -> Request:
            calls.append("build_request")
            return super().build_request(method, url, **options)

        def send(  # type: ignore[override]  # as HTTPX has it
            self,
            request: Request,
            *,
            stream: bool = False,
            auth: Any = USE_CLIENT_DEFAULT,
            follow_redirects: Any = USE_CLIENT_DEFAULT,
        ) -> Response:
            calls.append("send")
            return super().send(
                request, stream=stream, auth=auth, follow_redirects=follow_redirects
            )

    with Noting() as client:
        client.get(server / "json")
        with client.stream("GET", server / "json", auth=("u", "p"), headers={"x": "1"}) as response:
            assert response.request.headers["authorization"].startswith("Basic")

    assert calls == ["request", "build_request", "send", "build_request", "send"]


async def test_a_pickled_response_knows_how_long_it_took(client: Caller, server: Loopback) -> None:
    response = await client.get(server / "json")

    assert pickle.loads(pickle.dumps(response)).elapsed == response.elapsed
    assert copy.deepcopy(response).elapsed == response.elapsed


async def test_what_is_under_way_when_a_client_is_closed_comes_to_its_end(
    client: Caller, scripted: Callable[[Script], Scripted]
) -> None:
    closed, gone = threading.Event(), threading.Event()

    def script(peer: Peer) -> None:
        peer.read_head()
        peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nabc")
        closed.wait(5)
        peer.send(b"def")
        peer.wait_for_close()
        gone.set()

    response = await client.request("GET", scripted(script).url, stream=True)
    await client.aclose()
    closed.set()

    assert await client.read(response) == b"abcdef"
    assert await anyio.to_thread.run_sync(gone.wait, 5)  # the connection is not kept


async def test_a_response_that_is_dropped_unread_gives_its_room_back(
    open_client: OpenClient, server: Loopback
) -> None:
    client = open_client(limits=Limits(max_connections=1), timeout=Timeout(5, pool=1))
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        for _ in range(3):
            await client.request("GET", server / "bytes/5000000", stream=True)
            gc.collect()
        assert (await client.get(server / "json")).status_code == 200

    told = [str(each.message) for each in warned if each.category is ResourceWarning]
    assert told == ["a streamed response was dropped before its end; read or close it"] * 3
    assert client.pool.open == 1

"""Code as the advanced pages of HTTPX's documentation show it: the import changed.

Clients, authentication, SSL, proxies, timeouts, event hooks, transports, encodings and
extensions, the compatibility guide, asynchronous code. Hosts are on loopback; what the
documentation prints, the test asserts.
"""

from __future__ import annotations

import asyncio
import io
import json
import ssl
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest
import trio
import trustme

from tests.server.http2 import Hypercorn
from tests.server.loopback import LOREM, Loopback, Reply, Seen, route
from tests.server.proxies import ProxyServer, SocksServer
from tests.server.scripted import Peer, Scripted
from workbench import client as httpx


@pytest.fixture
def server() -> Iterator[Loopback]:
    """A server that says what it was asked."""
    with Loopback() as running:
        yield running


@route
def japanese(server: Loopback, seen: Seen, path: list[str], query: dict[str, list[str]]) -> Reply:
    return Reply("こんにちは".encode("shift-jis"), headers=[("Content-Type", "text/plain")])


def said(response: httpx.Response) -> dict[str, str]:
    """Return the headers that the server was sent."""
    return {name.lower(): value for name, value in response.json()["headers"]}


# ---- quick start: what remains of it


def test_quickstart_the_rest_of_multipart(server: Loopback) -> None:
    files: Any = {"upload-file": (None, "text content", "text/plain")}
    r = httpx.post(server / "echo", files=files)
    assert 'name="upload-file"\r\nContent-Type: text/plain\r\n\r\ntext content' in r.json()["body"]

    many: Any = [
        ("images", ("foo.png", io.BytesIO(b"foo"), "image/png")),
        ("images", ("bar.png", io.BytesIO(b"bar"), "image/png")),
    ]
    body = httpx.post(server / "echo", files=many).json()["body"]
    assert body.count('name="images"; filename=') == 2


def test_quickstart_the_rest_of_responses(server: Loopback) -> None:
    r = httpx.get(server / "encoded/gzip")
    assert r.content == LOREM
    assert r.encoding == "utf-8"
    r.encoding = "ISO-8859-1"
    assert r.text == LOREM.decode()
    assert r.is_success
    assert not r.is_error
    assert r.http_version == "HTTP/1.1"
    assert r.elapsed.total_seconds() > 0
    assert r.headers["content-encoding"] == r.headers.get("Content-Encoding") == "gzip"
    assert httpx.codes.NOT_FOUND == httpx.codes["NOT_FOUND"] == 404
    assert httpx.codes.get_reason_phrase(404) == "Not Found"


# ---- clients


def test_clients_merge_and_override(server: Loopback) -> None:
    with httpx.Client(cookies={"a": "1"}, auth=("tom", "mot123")) as client:
        r = client.get(server / "echo", auth=("alice", "ecila123"))
        assert said(r)["authorization"] == "Basic YWxpY2U6ZWNpbGExMjM="
        assert said(r)["cookie"] == "a=1"
        client.headers.update({"X-Later": "yes"})
        assert said(client.get(server / "echo", auth=None))["x-later"] == "yes"


def test_monitoring_download_progress(server: Loopback) -> None:
    download_file = io.BytesIO()
    seen = []
    with httpx.stream("GET", server / "encoded/gzip") as response:
        total = int(response.headers["Content-Length"])
        num_bytes_downloaded = response.num_bytes_downloaded
        for chunk in response.iter_bytes():
            download_file.write(chunk)
            seen.append(response.num_bytes_downloaded - num_bytes_downloaded)
            num_bytes_downloaded = response.num_bytes_downloaded
    assert sum(seen) == total
    assert download_file.getvalue() == LOREM


def test_monitoring_upload_progress(server: Loopback) -> None:
    progress: list[int] = []

    def gen() -> Iterator[bytes]:
        for chunk in (b"Hello, ", b"world"):
            progress.append(len(chunk))
            yield chunk

    r = httpx.post(server / "echo", content=gen())
    assert (r.json()["body"], sum(progress)) == ("Hello, world", 12)


# ---- authentication


def test_netrc_authentication(server: Loopback, tmp_path: Path) -> None:
    path = tmp_path / "my_netrc"
    path.write_text("machine 127.0.0.1 login example-username password example-password")
    path.chmod(0o600)
    auth = httpx.NetRCAuth(file=str(path))
    with httpx.Client(auth=auth) as client:
        r = client.get(server / "login/example-username/example-password")
    assert r.text == "welcome"


class MyCustomAuth(httpx.Auth):
    """The documentation's scheme with tokens that are refreshed."""

    requires_response_body = True

    def __init__(self, access_token: str, refresh_token: str, refresh_url: str) -> None:
        self.access_token = access_token
        self.refresh_token = refresh_token
        self.refresh_url = refresh_url

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["X-Authentication"] = self.access_token
        request.headers["Authorization"] = "Basic bad"
        response = yield request
        if response.status_code == 401:
            refresh_response = yield self.build_refresh_request()
            self.update_tokens(refresh_response)
            request.headers["Authorization"] = self.access_token
            yield request

    def build_refresh_request(self) -> httpx.Request:
        return httpx.Request("POST", self.refresh_url, json={"refresh": self.refresh_token})

    def update_tokens(self, response: httpx.Response) -> None:
        self.access_token = json.loads(response.json()["body"])["refresh"]


def test_an_auth_that_refreshes_its_token(server: Loopback) -> None:
    auth = MyCustomAuth("old", "Basic dTpw", server / "echo")  # u:p
    with httpx.Client(auth=auth) as client:
        r = client.get(server / "login/u/p")
    assert r.text == "welcome"
    assert [each.status_code for each in r.history] == [401, 200]


class SyncOrAsyncAuth(httpx.Auth):
    """The documentation's scheme with I/O of its own in either world."""

    def __init__(self) -> None:
        self._sync_lock = threading.RLock()
        self._async_lock = anyio.Lock()

    def sync_get_token(self) -> str:
        with self._sync_lock:
            return "Basic dTpw"

    def sync_auth_flow(
        self, request: httpx.Request
    ) -> Generator[httpx.Request, httpx.Response, None]:
        token = self.sync_get_token()
        request.headers["Authorization"] = token
        yield request

    async def async_get_token(self) -> str:
        async with self._async_lock:
            return "Basic dTpw"

    async def async_auth_flow(
        self, request: httpx.Request
    ) -> AsyncGenerator[httpx.Request, httpx.Response]:
        token = await self.async_get_token()
        request.headers["Authorization"] = token
        yield request


def test_an_auth_for_both_worlds(server: Loopback) -> None:
    async def main() -> str:
        async with httpx.AsyncClient(auth=SyncOrAsyncAuth()) as client:
            return (await client.get(server / "login/u/p")).text

    with httpx.Client(auth=SyncOrAsyncAuth()) as client:
        assert client.get(server / "login/u/p").text == "welcome"
    assert asyncio.run(main()) == trio.run(main) == "welcome"


# ---- SSL, proxies, timeouts, limits


def test_ssl_contexts_are_made_changed_and_given(tmp_path: Path) -> None:
    authority = trustme.CA()
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(own)
    cafile, mine = tmp_path / "ca.pem", tmp_path / "client.pem"
    authority.cert_pem.write_to_path(str(cafile))
    authority.issue_cert("me@example.org").private_key_and_cert_chain_pem.write_to_path(str(mine))

    with Loopback(tls=own) as secure:
        ctx = ssl.create_default_context(cafile=str(cafile))
        ctx.load_cert_chain(certfile=str(mine))
        with httpx.Client(verify=ctx) as client:
            assert client.get(secure.url).status_code == 200
        made = httpx.create_ssl_context()
        authority.configure_trust(made)
        assert httpx.get(secure.url, verify=made).status_code == 200
        with httpx.Client(verify=False) as client:
            assert client.get(secure.url).status_code == 200
        with pytest.raises(httpx.ConnectError):
            httpx.get(secure.url)


def test_http_proxies_and_their_mounts(server: Loopback) -> None:
    with ProxyServer(login=("username", "password")) as running:
        proxy = running.url.replace("//", "//username:password@")
        with httpx.Client(proxy=proxy) as client:
            assert client.get(server / "json").status_code == 200
        proxy_mounts: Any = {
            "http://": httpx.HTTPTransport(proxy=proxy),
            "https://": httpx.HTTPTransport(proxy=httpx.Proxy(running.url, auth=("u", "p"))),
            "all://localhost": None,
        }
        with httpx.Client(mounts=proxy_mounts) as client:
            assert client.get(server / "json").status_code == 200
        assert len(running.asked) == 2
    with SocksServer() as socks, httpx.Client(proxy=socks.url) as client:
        assert client.get(server / "json").status_code == 200


def test_timeouts_and_limits(server: Loopback) -> None:
    timeout = httpx.Timeout(10.0, connect=60.0)
    limits = httpx.Limits(max_keepalive_connections=5, max_connections=10, keepalive_expiry=5.0)
    with httpx.Client(timeout=timeout, limits=limits) as client:
        assert (client.timeout.connect, client.timeout.read) == (60.0, 10.0)
        assert client.get(server / "json", timeout=None).status_code == 200
        with pytest.raises(httpx.TimeoutException):
            client.get(server / "held", timeout=0.05)
    server.let_go.set()


# ---- event hooks and encodings


def test_a_hook_raises_for_bad_statuses(server: Loopback) -> None:
    def raise_on_4xx_5xx(response: httpx.Response) -> None:
        response.raise_for_status()

    client = httpx.Client(event_hooks={"response": [raise_on_4xx_5xx]})
    with pytest.raises(httpx.HTTPStatusError):
        client.get(server / "status/404")
    client.event_hooks["response"] = [lambda response: response.read()]
    assert client.get(server / "status/404").status_code == 404
    client.close()


def test_async_hooks_are_async_functions(server: Loopback) -> None:
    log: list[str] = []

    async def log_request(request: httpx.Request) -> None:
        log.append(f"{request.method} {request.url.path}")

    async def log_response(response: httpx.Response) -> None:
        await response.aread()
        log.append(response.text)

    async def main() -> None:
        hooks: Any = {"request": [log_request], "response": [log_response]}
        async with httpx.AsyncClient(event_hooks=hooks) as client:
            await client.get(server / "json")

    asyncio.run(main())
    assert log == ["GET /json", '{"hello": "world"}']


def test_text_encodings(server: Loopback) -> None:
    with httpx.Client(default_encoding="shift-jis") as client:
        r = client.get(server / "japanese")
        assert (r.encoding, r.text) == ("shift-jis", "こんにちは")

    def autodetect(content: bytes) -> str:
        return "utf-8" if content.isascii() else "shift-jis"

    with httpx.Client(default_encoding=autodetect) as client:
        assert client.get(server / "japanese").text == "こんにちは"


# ---- transports


class HelloWorldTransport(httpx.BaseTransport):
    """A mock transport that always returns a JSON "Hello, world!" response."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"text": "Hello, world!"})


class DebuggingTransport(httpx.BaseTransport):
    """A transport around another one."""

    def __init__(self, log: list[str], **kwargs: Any) -> None:
        self._log = log
        self._wrapper = httpx.HTTPTransport(**kwargs)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self._log.append(f">>> {request.method}")
        response = self._wrapper.handle_request(request)
        self._log.append(f"<<< {response.status_code}")
        return response

    def close(self) -> None:
        self._wrapper.close()


class HTTPSRedirect(httpx.BaseTransport):
    """A transport that always redirects to HTTPS."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url.copy_with(scheme="https")
        return httpx.Response(303, headers={"Location": str(url)})


def test_transports_of_ones_own(server: Loopback) -> None:
    with httpx.Client(transport=HelloWorldTransport()) as client:
        assert client.get("https://example.org/").json() == {"text": "Hello, world!"}
    log: list[str] = []
    with httpx.Client(transport=DebuggingTransport(log)) as client:
        assert client.get(server / "json").json() == {"hello": "world"}
    assert log == [">>> GET", "<<< 200"]
    with httpx.Client(mounts={"http://": HTTPSRedirect()}) as client:
        r = client.get("http://example.org/")
        assert r.next_request is not None
        assert r.next_request.url == "https://example.org/"


def test_transports_with_arguments(server: Loopback) -> None:
    transport = httpx.HTTPTransport(local_address="127.0.0.1", retries=1)
    with httpx.Client(transport=transport) as client:
        assert client.get(server / "json").status_code == 200


def test_routing_by_mounts(server: Loopback) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, text="mounted")

    mock = httpx.MockTransport(handler)
    for pattern, url in (
        ("all://*example.com", "http://www.example.com/"),
        ("all://*:1234", "http://example.org:1234/"),
        ("https://example.com:1234", "https://example.com:1234/"),
        ("all://", "http://anything.test/"),
    ):
        with httpx.Client(mounts={pattern: mock}) as client:
            assert client.get(url).text == "mounted"


def test_wsgi_applications_with_arguments() -> None:
    def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [f"{environ['REMOTE_ADDR']} {environ['SCRIPT_NAME']}".encode()]

    transport = httpx.WSGITransport(app=app, script_name="/submount", remote_addr="1.2.3.4")
    with httpx.Client(transport=transport, base_url="http://testserver") as client:
        assert client.get("/").text == "1.2.3.4 /submount"

    def broken(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        raise ZeroDivisionError

    transport = httpx.WSGITransport(app=broken, raise_app_exceptions=False)
    with httpx.Client(transport=transport, base_url="http://testserver") as client:
        assert client.get("/").status_code == 500


def test_asgi_applications_with_arguments() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        said = f"{scope['client'][0]} {scope['root_path']}".encode()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": said})

    async def broken(scope: Any, receive: Any, send: Any) -> None:
        raise ZeroDivisionError

    async def main() -> list[Any]:
        seen: list[Any] = []
        transport = httpx.ASGITransport(app=app, root_path="/submount", client=("1.2.3.4", 123))
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
            seen.append((await client.get("/")).text)
        transport = httpx.ASGITransport(app=broken, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
            seen.append((await client.get("/")).status_code)
        return seen

    assert asyncio.run(main()) == trio.run(main) == ["1.2.3.4 /submount", 500]


# ---- extensions


def test_request_extensions(server: Loopback) -> None:
    extensions = {"timeout": {"connect": 5.0, "read": 5.0}}
    with httpx.Client() as client:
        response = client.get(server / "json", extensions=extensions)
        assert response.extensions["http_version"] == b"HTTP/1.1"
        assert response.extensions["reason_phrase"] == b"OK"
        starred = client.get(server / "echo", extensions={"target": b"/echo?anything"})
        assert starred.json()["target"] == "/echo?anything"
        with pytest.raises(httpx.ReadTimeout):
            client.get(server / "held", extensions={"timeout": {"read": 0.05}})
    server.let_go.set()


def test_the_network_stream_of_an_upgrade() -> None:
    def script(peer: Peer) -> None:
        peer.read_head()
        peer.send(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n"
        )
        peer.send(peer.receive())

    headers = {"Connection": "Upgrade", "Upgrade": "echo"}
    with Scripted(script) as server, httpx.stream("GET", server / "", headers=headers) as response:
        assert response.status_code == 101
        network_stream = response.extensions["network_stream"]
        network_stream.write(b"hello", timeout=5)
        assert network_stream.read(max_bytes=100, timeout=5) == b"hello"


# ---- the compatibility guide


def test_the_compatibility_guide(server: Loopback) -> None:
    client = httpx.Client()
    response = client.send(client.build_request("GET", server / "redirect/2"))
    while response.next_request is not None:
        response = client.send(response.next_request)
    assert response.url == httpx.URL(server / "echo")
    assert httpx.Response(304).is_redirect
    assert not httpx.Response(304).has_redirect_location
    with pytest.warns(DeprecationWarning, match="content="):
        client.post(server / "echo", data=b"raw")
    assert client.request("DELETE", server / "echo", json={"a": 1}).json()["body"] == '{"a":1}'
    client.close()


# ---- asynchronous code


async def streaming(server: Loopback) -> list[Any]:
    client = httpx.AsyncClient()
    seen: list[Any] = []
    async with client.stream("GET", server / "chunks/2") as response:
        seen.append(b"".join([chunk async for chunk in response.aiter_bytes()]))
    async with client.stream("GET", server / "chunks/2") as response:
        seen.append("".join([chunk async for chunk in response.aiter_text()]))
    async with client.stream("GET", server / "chunks/2") as response:
        seen.append([line async for line in response.aiter_lines()])
    async with client.stream("GET", server / "chunks/2") as response:
        seen.append(b"".join([chunk async for chunk in response.aiter_raw()]))
    req = client.build_request("GET", server / "chunks/2")
    r = await client.send(req, stream=True)
    seen.append(await r.aread())
    await r.aclose()

    async def upload_bytes() -> AsyncIterator[bytes]:
        yield b"some"
        yield b"bytes"

    seen.append((await client.post(server / "echo", content=upload_bytes())).json()["body"])
    await client.aclose()
    transport = httpx.AsyncHTTPTransport(retries=1)
    async with httpx.AsyncClient(transport=transport) as client:
        seen.append((await client.get(server / "json")).status_code)
    return seen


def test_async_streams_on_every_library(server: Loopback) -> None:
    expected = [
        b"chunk 0\nchunk 1\n", "chunk 0\nchunk 1\n", ["chunk 0", "chunk 1"],
        b"chunk 0\nchunk 1\n", b"chunk 0\nchunk 1\n", "somebytes", 200,
    ]  # fmt: skip
    assert asyncio.run(streaming(server)) == expected
    assert trio.run(streaming, server) == expected
    assert anyio.run(streaming, server, backend="trio") == expected


def test_http2_is_turned_on(tmp_path: Path) -> None:
    authority = trustme.CA()
    pem = tmp_path / "server.pem"
    authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(str(pem))
    ctx = httpx.create_ssl_context()
    authority.configure_trust(ctx)

    async def main(url: str) -> str:
        async with httpx.AsyncClient(http2=True, verify=ctx) as client:
            return (await client.get(url)).http_version

    with Hypercorn(str(pem)) as real:
        assert asyncio.run(main(real.url)) == "HTTP/2"

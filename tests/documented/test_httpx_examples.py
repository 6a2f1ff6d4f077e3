"""Code as HTTPX's documentation shows it: the import changed, the hosts on loopback.

Each test follows a section of the quick start or the advanced pages. What the documentation
prints, the test asserts.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Generator, Iterator
from typing import Any

import pytest

from tests.server.loopback import Loopback
from workbench import client as httpx


@pytest.fixture(scope="module")
def server() -> Iterator[Loopback]:
    """A server that says what it was asked."""
    with Loopback() as running:
        yield running


def test_quickstart_requests(server: Loopback) -> None:
    r = httpx.get(server / "json")
    assert repr(r) == "<Response [200 OK]>"
    for r in (
        httpx.post(server / "echo", data={"key": "value"}),
        httpx.put(server / "echo", data={"key": "value"}),
        httpx.delete(server / "echo"),
        httpx.head(server / "json"),
        httpx.options(server / "json"),
    ):
        assert r.status_code == httpx.codes.OK


def test_quickstart_url_parameters(server: Loopback) -> None:
    r = httpx.get(server / "json", params={"key1": "value1", "key2": "value2"})
    assert str(r.url) == server / "json?key1=value1&key2=value2"

    r = httpx.get(server / "json", params={"key1": "value1", "key2": ["value2", "value3"]})
    assert str(r.url) == server / "json?key1=value1&key2=value2&key2=value3"


def test_quickstart_response_content(server: Loopback) -> None:
    r = httpx.get(server / "status/200")
    assert r.text == "a body"
    assert r.content == b"a body"
    assert r.encoding == "utf-8"
    r = httpx.get(server / "json")
    assert r.json() == {"hello": "world"}
    assert r.headers["Content-Type"] == r.headers.get("content-type") == "application/json"


def test_quickstart_custom_headers_and_forms(server: Loopback) -> None:
    r = httpx.get(server / "echo", headers={"user-agent": "my-app/0.0.1"})
    assert dict(r.json()["headers"])["user-agent"] == "my-app/0.0.1"

    r = httpx.post(server / "echo", data={"key1": ["value1", "value2"]})
    assert r.json()["body"] == "key1=value1&key1=value2"

    r = httpx.post(server / "echo", json={"integer": 123, "list": ["a", "b", "c"]})
    assert r.json()["body"] == '{"integer":123,"list":["a","b","c"]}'

    r = httpx.post(server / "echo", content=b"Hello, world")
    assert r.json()["body"] == "Hello, world"


def test_quickstart_multipart(server: Loopback) -> None:
    files = {"upload-file": ("report.xls", io.BytesIO(b"rows"), "application/vnd.ms-excel")}
    r = httpx.post(server / "echo", data={"message": "Hello, world!"}, files=files)

    body = r.json()["body"]
    assert 'name="message"\r\n\r\nHello, world!' in body
    assert 'name="upload-file"; filename="report.xls"' in body
    assert "Content-Type: application/vnd.ms-excel\r\n\r\nrows" in body


def test_quickstart_status_codes(server: Loopback) -> None:
    not_found = httpx.get(server / "status/404")
    assert not_found.status_code == 404
    with pytest.raises(httpx.HTTPStatusError, match="Client error '404 Not Found'") as caught:
        not_found.raise_for_status()
    assert caught.value.response.status_code == 404
    assert httpx.get(server / "json").raise_for_status().json() == {"hello": "world"}


def test_quickstart_streaming(server: Loopback) -> None:
    with httpx.stream("GET", server / "chunks/3") as r:
        assert b"".join(r.iter_bytes()) == b"chunk 0\nchunk 1\nchunk 2\n"
    with httpx.stream("GET", server / "chunks/3") as r:
        assert "".join(r.iter_text()) == "chunk 0\nchunk 1\nchunk 2\n"
    with httpx.stream("GET", server / "chunks/3") as r:
        assert list(r.iter_lines()) == ["chunk 0", "chunk 1", "chunk 2"]
    with httpx.stream("GET", server / "chunks/3") as r:
        assert b"".join(r.iter_raw()) == b"chunk 0\nchunk 1\nchunk 2\n"
    with httpx.stream("GET", server / "bytes/10") as r:
        if int(r.headers["Content-Length"]) < 100:
            r.read()
        assert r.text == "x" * 10


def test_quickstart_cookies(server: Loopback) -> None:
    r = httpx.get(server / "set-cookie?chocolate=chip")
    assert r.cookies["chocolate"] == "chip"

    r = httpx.get(server / "echo", cookies={"peanut": "butter"})
    assert dict(r.json()["headers"])["Cookie"] == "peanut=butter"

    cookies = httpx.Cookies()
    cookies.set("cookie_on_domain", "hello, there!", domain="127.0.0.1")
    cookies.set("cookie_off_domain", "nope.", domain="example.org")
    r = httpx.get(server / "echo", cookies=cookies)
    assert dict(r.json()["headers"])["Cookie"] == "cookie_on_domain=hello, there!"


def test_quickstart_redirects_and_timeouts(server: Loopback) -> None:
    r = httpx.get(server / "redirect/1")
    assert r.status_code == 302
    assert r.history == []
    assert r.next_request is not None

    r = httpx.get(server / "redirect/1", follow_redirects=True, timeout=5.0)
    assert str(r.url) == server / "echo"
    assert [step.status_code for step in r.history] == [302]


def test_quickstart_authentication(server: Loopback) -> None:
    r = httpx.get(server / "login/my_user/password123", auth=("my_user", "password123"))
    assert r.text == "welcome"
    auth = httpx.BasicAuth("my_user", "password123")
    assert httpx.get(server / "login/my_user/password123", auth=auth).status_code == 200


def test_quickstart_exceptions(server: Loopback) -> None:
    with pytest.raises(httpx.HTTPError) as failed:
        httpx.get(server / "status/500").raise_for_status()
    assert str(failed.value.request.url) == server / "status/500"
    with pytest.raises(httpx.RequestError) as caught:
        httpx.get("http://127.0.0.1:1/")
    assert str(caught.value.request.url) == "http://127.0.0.1:1/"


def test_clients_share_configuration(server: Loopback) -> None:
    headers = {"X-Auth": "from-client"}
    params = {"client_id": "client1"}
    with httpx.Client(headers=headers, params=params, base_url=server.url) as client:
        r = client.get("/echo", headers={"X-Custom": "from-request"}, params={"request_id": "1"})

        assert str(r.url) == server / "echo?client_id=client1&request_id=1"
        assert (r.request.headers["X-Auth"], r.request.headers["X-Custom"]) == (
            "from-client",
            "from-request",
        )


def test_request_instances(server: Loopback) -> None:
    headers = {"X-Api-Key": "...", "X-Client-ID": "ABC123"}
    with httpx.Client(headers=headers) as client:
        request = client.build_request("GET", server / "echo")
        del request.headers["X-Api-Key"]
        response = client.send(request)

    sent = {name.lower() for name, _ in response.json()["headers"]}
    assert "x-client-id" in sent
    assert "x-api-key" not in sent


class MyCustomAuth(httpx.Auth):
    """The documentation's two-step scheme."""

    def __init__(self, token: str) -> None:
        self.token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        response = yield request
        if response.status_code == 401:
            request.headers["Authorization"] = self.token
            yield request


def test_custom_authentication_schemes(server: Loopback) -> None:
    token = "Basic " + "dTpw"  # u:p
    with httpx.Client(auth=MyCustomAuth(token)) as client:
        assert client.get(server / "login/u/p").text == "welcome"


def test_event_hooks(server: Loopback) -> None:
    log: list[str] = []

    def log_request(request: httpx.Request) -> None:
        log.append(f"{request.method} {request.url.path} - Waiting for response")

    def log_response(response: httpx.Response) -> None:
        log.append(f"{response.request.method} - Status {response.status_code}")

    hooks: dict[str, list[Any]] = {"request": [log_request], "response": [log_response]}
    with httpx.Client(event_hooks=hooks) as client:
        client.get(server / "json")

    assert log == ["GET /json - Waiting for response", "GET - Status 200"]


def test_mock_transports_and_mounts() -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"text": "Hello, world!"})

    mounts: dict[str, Any] = {"all://example.org": httpx.MockTransport(handler)}
    with httpx.Client(mounts=mounts) as client:
        assert client.get("https://example.org/").json() == {"text": "Hello, world!"}
    with httpx.Client(transport=httpx.MockTransport(handler)) as client:
        assert client.get("https://anything.test/").json() == {"text": "Hello, world!"}


def test_calling_python_web_apps() -> None:
    def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"Hello World!"]

    transport = httpx.WSGITransport(app=app)
    with httpx.Client(transport=transport, base_url="http://testserver") as client:
        assert client.get("/").text == "Hello World!"


def test_urls_have_parts() -> None:
    url = httpx.URL("HTTPS://jo%40email.com:a%20secret@müller.de:1234/pa%20th?search=ab#anchor")

    assert (url.scheme, url.username, url.password) == ("https", "jo@email.com", "a secret")
    assert (url.host, url.raw_host, url.port) == ("müller.de", b"xn--mller-kva.de", 1234)
    assert (url.path, url.query, url.fragment) == ("/pa th", b"search=ab", "anchor")
    assert httpx.URL("https://www.example.com/").join("/some/path") == (
        "https://www.example.com/some/path"
    )


async def async_examples(server: Loopback) -> None:
    async with httpx.AsyncClient() as client:
        r = await client.get(server / "json")
        assert r.json() == {"hello": "world"}
        async with client.stream("GET", server / "chunks/2") as response:
            assert [chunk async for chunk in response.aiter_lines()] == ["chunk 0", "chunk 1"]

        async def upload_bytes() -> AsyncIterator[bytes]:
            yield b"Hello, "
            yield b"world"

        r = await client.post(server / "echo", content=upload_bytes())
        assert r.json()["body"] == "Hello, world"
        results = await asyncio.gather(*[client.get(server / "json") for _ in range(5)])
        assert [result.status_code for result in results] == [200] * 5

        request = client.build_request("GET", server / "bytes/3")
        r = await client.send(request, stream=True)
        assert await r.aread() == b"xxx"
        await r.aclose()


def test_async_support(server: Loopback) -> None:
    asyncio.run(async_examples(server))


async def app(scope: Any, receive: Any, send: Any) -> None:
    """The documentation's application, without a framework."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"Hello World!"})


async def asgi_example() -> str:
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        return (await client.get("/")).text


def test_async_calls_of_python_web_apps() -> None:
    assert asyncio.run(asgi_example()) == "Hello World!"

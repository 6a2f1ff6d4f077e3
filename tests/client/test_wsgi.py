"""WSGI applications as servers."""

import io
from collections.abc import Iterator
from typing import Any

import pytest

from workbench.client import Client, RemoteProtocolError, WSGITransport


def echo(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    body = environ["wsgi.input"].read()
    start_response("200 Fine", [("Content-Type", "text/plain"), ("X-A", "1"), ("X-A", "2")])
    return [b"", environ["REQUEST_METHOD"].encode(), b" ", body]


def test_an_application_answers_a_client() -> None:
    with Client(app=echo) as client:
        response = client.post("http://x/", content=b"hello")

    assert (response.status_code, response.reason_phrase) == (200, "Fine")
    assert response.text == "POST hello"
    assert response.headers.get_list("x-a") == ["1", "2"]


def test_a_generated_body_arrives_whole_and_in_small_reads() -> None:
    def reading(environ: dict[str, Any], start_response: Any) -> Iterator[bytes]:
        start_response("200 OK", [])
        while piece := environ["wsgi.input"].read(3):
            yield piece + b"|"

    with Client(app=reading) as client:
        response = client.post("http://x/", content=iter([b"ab", b"", b"cdefg"]))

    assert response.content == b"abc|def|g|"


def test_the_environment_says_what_was_asked() -> None:
    seen: dict[str, Any] = {}

    def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        seen.update(environ)
        environ["wsgi.errors"].write("logged")
        start_response("204 No Content", [])
        return []

    log = io.StringIO()
    transport = WSGITransport(app, script_name="/app", remote_addr="10.0.0.1", wsgi_errors=log)
    with Client(transport=transport) as client:
        client.get("https://ex.org/%C3%A9%2Fa?q=%20", headers=[("X-B", "1"), ("X-B", "2")])

    assert seen["PATH_INFO"].encode("latin-1").decode() == "/é/a"
    assert (seen["QUERY_STRING"], seen["SCRIPT_NAME"]) == ("q=%20", "/app")
    assert (seen["SERVER_NAME"], seen["SERVER_PORT"]) == ("ex.org", "443")
    assert (seen["wsgi.url_scheme"], seen["REMOTE_ADDR"]) == ("https", "10.0.0.1")
    assert (seen["HTTP_HOST"], seen["HTTP_X_B"]) == ("ex.org", "1, 2")
    assert log.getvalue() == "logged"


def test_a_body_is_streamed_and_closed() -> None:
    log: list[str] = []

    def app(environ: dict[str, Any], start_response: Any) -> Iterator[bytes]:
        start_response("200 OK", [])
        try:
            for n in range(3):
                log.append(f"made {n}")
                yield b"%d" % n
        finally:
            log.append("closed")

    with Client(app=app) as client, client.stream("GET", "http://x/") as response:
        assert log == ["made 0"]
        assert next(response.iter_bytes()) == b"0"

    assert log == ["made 0", "closed"]


def test_written_bytes_come_before_the_body() -> None:
    def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        write = start_response("200 OK", [])
        write(b"first ")
        return [b"second"]

    with Client(app=app) as client:
        assert client.get("http://x/").text == "first second"


@pytest.mark.parametrize("reported", [True, False], ids=["reported", "raised"])
def test_exceptions_are_raised_unless_a_status_is_wanted(reported: bool) -> None:
    def app(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        import sys

        try:
            raise ValueError("broken")
        except ValueError:
            if not reported:
                raise
            start_response("500 Oh", [], sys.exc_info())
            return [b"sorry"]

    with Client(app=app) as client, pytest.raises(ValueError, match="broken"):
        client.get("http://x/")
    with Client(transport=WSGITransport(app, raise_app_exceptions=False)) as client:
        assert client.get("http://x/").status_code == 500


def test_an_application_without_an_answer_is_an_error() -> None:
    closed: list[bool] = []

    class Nothing(list[bytes]):
        def close(self) -> None:
            closed.append(True)

    client = Client(app=lambda environ, start: Nothing())
    with client, pytest.raises(RemoteProtocolError, match="without a response"):
        client.get("http://x/")
    assert closed == [True]


class Callable:
    async def __call__(self, scope: object, receive: object, send: object) -> None: ...


@pytest.mark.parametrize("app", [Callable(), Callable().__call__])
def test_an_asgi_application_is_refused_with_the_way_to_call_it(app: Any) -> None:
    with pytest.raises(TypeError, match=r"^this is an ASGI application; use AsyncClient"):
        Client(app=app)

import pickle
from collections.abc import AsyncIterator

import pytest

from workbench.client import URL, Headers, Request, RequestNotRead, StreamClosed


def test_host_and_length_are_added_unless_they_are_given() -> None:
    plain = Request("post", "http://h:81/x", content=b"abc")
    given = Request(
        "POST", "http://h/", headers={"Host": "other", "Content-Length": "3"}, content=[b"abc"]
    )

    assert plain.method == "POST"
    assert plain.headers.raw == [(b"Host", b"h:81"), (b"Content-Length", b"3")]
    assert given.headers.raw == [(b"Host", b"other"), (b"Content-Length", b"3")]


def test_the_absence_of_a_body_is_stated_where_one_is_expected() -> None:
    assert Request("PUT", "http://h").headers["content-length"] == "0"
    assert "content-length" not in Request("GET", "http://h").headers


def test_parameters_are_merged_into_the_url() -> None:
    assert Request("GET", "http://h/?a=1", params={"b": "2"}).url == "http://h/?a=1&b=2"


def test_a_stream_must_be_read_before_its_content_is_there() -> None:
    request = Request("POST", "http://h", content=iter([b"a", b"b"]))

    with pytest.raises(RequestNotRead):
        _ = request.content
    assert request.read() == request.content == b"ab"
    assert request.read() == b"ab"


@pytest.mark.anyio
async def test_an_async_stream_is_read_asynchronously() -> None:
    async def letters() -> AsyncIterator[bytes]:
        yield b"a"
        yield b"b"

    request = Request("POST", "http://h", content=letters())

    with pytest.raises(TypeError, match="aread"):
        request.read()
    assert await request.aread() == b"ab"


def test_a_repr_shows_no_secrets() -> None:
    request = Request("GET", "http://u:s3cret@h/p?token=s3cret")

    assert repr(request) == "<Request('GET', 'http://h/p?…')>"


def test_a_plain_request_takes_its_parts_as_they_are() -> None:
    headers = Headers({"A": "b"})

    request = Request.plain("GET", URL("http://h/"), headers, {})

    assert request.headers is headers
    assert headers.raw == [(b"Host", b"h"), (b"A", b"b")]


def test_cookies_become_a_header() -> None:
    request = Request("GET", "http://h/", cookies={"a": "1", "b": "2"})

    assert request.headers["cookie"] == "a=1; b=2"


def test_a_pickled_request_keeps_what_is_in_memory() -> None:
    request = Request("POST", "http://h/", json={"a": 1}, extensions={"x": object()})
    copy = pickle.loads(pickle.dumps(request))

    assert (copy.method, copy.url, copy.headers) == ("POST", request.url, request.headers)
    assert copy.read() == b"".join(copy.stream) == b'{"a":1}'
    assert copy.extensions == {}


def test_a_pickled_stream_is_gone() -> None:
    copy = pickle.loads(pickle.dumps(Request("POST", "http://h/", content=iter([b"a"]))))

    with pytest.raises(RequestNotRead):
        _ = copy.content
    with pytest.raises(StreamClosed):
        copy.read()


def test_a_header_that_a_body_brings_is_seen_although_it_was_looked_for_before() -> None:
    request = Request("POST", "http://h/", files={"a": b"1"})

    assert request.headers["content-type"].startswith("multipart/form-data; boundary=")

"""Responses made by hand: what they hold, and streams in every state."""

import gzip
import pickle
from collections.abc import Iterator
from typing import Any

import pytest

from workbench.client import (
    AsyncResponse,
    DecodingError,
    NDJSONError,
    Request,
    Response,
    ResponseNotRead,
    StreamClosed,
    StreamConsumed,
)
from workbench.client.body import AsyncIteratorStream, IteratorStream

GET = Request("GET", "http://h/")


def streamed(*pieces: bytes, **headers: str) -> Response:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(200, headers=names, stream=IteratorStream(iter(pieces)), request=GET)


def test_a_stream_is_read_once_and_then_content() -> None:
    response = streamed(b"a", b"b")

    with pytest.raises(ResponseNotRead):
        _ = response.content
    assert response.read() == response.read() == response.content == b"ab"
    assert list(response.iter_bytes()) == [b"ab"]
    with pytest.raises(StreamConsumed):
        list(response.iter_raw())


def test_a_closed_stream_cannot_be_read() -> None:
    response = streamed(b"a")
    response.close()

    with pytest.raises(StreamClosed):
        response.read()


def test_a_corrupt_body_closes_the_response_and_names_the_request() -> None:
    response = streamed(b"not gzip", Content_Encoding="gzip")

    with pytest.raises(DecodingError) as caught:
        response.read()
    assert caught.value.request is GET
    assert response.is_closed


def test_what_could_be_decoded_before_the_fault_is_yielded() -> None:
    body = gzip.compress(b"x" * 100_000)
    response = streamed(body[:-20], b"\xff" * 20, Content_Encoding="gzip")
    got: list[bytes] = []

    with pytest.raises(DecodingError):
        got.extend(response.iter_bytes())
    assert got


def test_a_long_body_is_not_drained() -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield b"x" * 1000

    response = Response(302, stream=IteratorStream(endless()))
    response.discard()

    assert response.num_bytes_downloaded < 100_000
    assert response.is_closed


def test_a_discarded_body_is_decoded_only_when_asked_for() -> None:
    good = streamed(gzip.compress(b"moved"), Content_Encoding="gzip")
    bad = streamed(b"no gzip", Content_Encoding="gzip")
    good.discard()
    bad.discard()

    assert good.content == b"moved"
    with pytest.raises(DecodingError):
        _ = bad.content


def test_raise_for_status_needs_an_error() -> None:
    assert Response(204, request=GET).raise_for_status().status_code == 204


@pytest.mark.anyio
async def test_an_async_response_is_awaited() -> None:
    async def pieces() -> Any:
        yield b"a\n"
        yield b"b"

    response = AsyncResponse(200, stream=AsyncIteratorStream(pieces()), request=GET)

    with pytest.raises(RuntimeError, match="aread"):
        list(response.iter_bytes())
    assert [line async for line in response.aiter_lines()] == ["a", "b"]
    await response.close()


@pytest.mark.anyio
async def test_a_sync_response_cannot_be_awaited() -> None:
    with pytest.raises(RuntimeError, match="read\\(\\)"):
        await streamed(b"a").aread()


@pytest.mark.parametrize(
    ("given", "headers", "content"),
    [
        ({}, {}, b""),
        ({"content": b"ab"}, {"content-length": "2"}, b"ab"),
        (
            {"text": "ü"},
            {"content-length": "2", "content-type": "text/plain; charset=utf-8"},
            "ü".encode(),
        ),
        (
            {"html": "<p>"},
            {"content-length": "3", "content-type": "text/html; charset=utf-8"},
            b"<p>",
        ),
        (
            {"json": {"a": 1}, "headers": {"Content-Type": "application/x+json"}},
            {"content-type": "application/x+json", "content-length": "7"},
            b'{"a":1}',
        ),
    ],
    ids=["nothing", "bytes", "text", "html", "json"],
)
def test_a_response_is_made_from_what_it_holds(
    given: dict[str, Any], headers: dict[str, str], content: bytes
) -> None:
    response = Response(200, **given)

    assert dict(response.headers) == headers
    assert response.content == content
    assert response.is_closed
    assert response.is_stream_consumed


def test_headers_that_were_given_stay_as_they_were() -> None:
    given = {"A": "b"}
    from_dict, from_headers = Response(200, headers=given, text="x"), Response(200).headers

    assert given == {"A": "b"}
    assert from_dict.headers["content-length"] == "1"
    assert "content-length" not in from_headers


def test_iterables_as_content_are_streamed() -> None:
    chunked = Response(200, content=iter([b"a", b"b"]))
    sized = Response(200, headers={"Content-Length": "2"}, content=iter([b"a", b"b"]))

    assert chunked.headers["transfer-encoding"] == "chunked"
    assert "transfer-encoding" not in sized.headers
    assert not chunked.is_closed
    assert list(chunked.iter_bytes()) == [b"a", b"b"]


def test_a_status_can_be_judged_only_with_a_request() -> None:
    with pytest.raises(RuntimeError):
        Response(200).raise_for_status()


def test_text_comes_in_slices_of_characters() -> None:
    response = Response(200, text="äöü")

    assert list(response.iter_text(2)) == ["äö", "ü"]
    assert list(response.iter_bytes(4)) == ["äö".encode(), "ü".encode()]


@pytest.mark.parametrize("kind", [Response, AsyncResponse])
def test_a_pickled_response_keeps_what_was_read(kind: type[Response]) -> None:
    response = kind(
        404, json={"a": 1}, request=GET, history=[Response(302)], extensions={"x": object()}
    )
    copy = pickle.loads(pickle.dumps(response))

    assert type(copy) is kind
    assert (copy.status_code, copy.json(), copy.url) == (404, {"a": 1}, GET.url)
    assert copy.headers == response.headers
    assert [hop.status_code for hop in copy.history] == [302]
    assert (copy.is_closed, copy.extensions) == (True, {})


def test_a_pickled_stream_is_gone() -> None:
    unread = Response(200, stream=IteratorStream(piece for piece in [b"a"]))
    gone = pickle.loads(pickle.dumps(unread))

    with pytest.raises(ResponseNotRead):
        _ = gone.content
    with pytest.raises(StreamClosed):
        gone.read()


def test_what_an_async_response_has_read_can_be_iterated_over_without_await() -> None:
    response = AsyncResponse(200, content=b'{"a": 1}\nb')

    assert list(response.iter_lines()) == ['{"a": 1}', "b"]
    with pytest.raises(NDJSONError):
        list(response.iter_ndjson())

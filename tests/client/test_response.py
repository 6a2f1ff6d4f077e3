"""Responses made by hand: status, text, streams in every state."""

import gzip
from collections.abc import Iterator
from typing import Any

import pytest

from workbench.client import (
    AsyncResponse,
    DecodingError,
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


@pytest.mark.parametrize(
    ("status", "kinds"),
    [
        (100, {"informational"}), (200, {"success"}), (304, {"redirect"}),
        (404, {"client_error", "error"}), (503, {"server_error", "error"}), (999, set()),
    ],
)  # fmt: skip
def test_a_status_has_its_kind(status: int, kinds: set[str]) -> None:
    response = Response(status)
    names = ["informational", "success", "redirect", "client_error", "server_error", "error"]

    assert {name for name in names if getattr(response, f"is_{name}")} == kinds


def test_only_redirects_with_a_location_can_be_followed() -> None:
    assert Response(301, headers={"Location": "/"}).has_redirect_location
    assert not Response(301).has_redirect_location
    assert not Response(304, headers={"Location": "/"}).has_redirect_location


@pytest.mark.parametrize(
    ("content_type", "content", "text"),
    [
        ("text/plain; charset=latin-1", b"\xfc", "ü"),
        ("text/plain", "ü".encode(), "ü"),
        ("text/plain; charset=zlib", b"a\xff", "a\ufffd"),
        ("text/plain; charset=utf-7", b"+AGE-", "+AGE-"),
        ("text/plain; charset=utf-16", b"a", "\ufffd"),
    ],
)
def test_text_is_decoded_by_an_allowed_charset_or_as_utf8(
    content_type: str, content: bytes, text: str
) -> None:
    assert Response(200, headers={"Content-Type": content_type}, content=content).text == text


def test_the_encoding_can_be_set() -> None:
    response = Response(200, content=b"\xe4")
    response.encoding = "latin-1"

    assert response.text == "ä"
    assert Response(200, content=b"\xe4", default_encoding="latin-1").text == "ä"


def test_json_is_read_or_a_value_error() -> None:
    assert Response(200, content=b'{"a": [1.50]}').json() == {"a": [1.5]}
    for bad in (b"{", b"\xff", b"[" * 200_000):
        with pytest.raises(ValueError, match=r"nested|decode|Expecting"):
            Response(200, content=bad).json()


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


def test_what_was_not_attached_says_so() -> None:
    for name in ("request", "url", "elapsed"):
        with pytest.raises(RuntimeError):
            getattr(Response(200), name)
    assert Response(200).timings.wait is None
    assert repr(Response(404, extensions={"reason_phrase": b"Gone"})) == "<Response [404 Gone]>"


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

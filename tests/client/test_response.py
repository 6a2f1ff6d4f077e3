"""Responses made by hand: status, text, streams in every state."""

import gzip
import pickle
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from typing import Any

import anyio
import anyio.lowlevel
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.client import (
    AsyncResponse,
    DecodingError,
    HTTPStatusError,
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


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
def test_json_is_read_in_every_unicode_encoding(encoding: str) -> None:
    response = Response(200, content='{"a": "é💩"}'.encode(encoding))

    assert response.json() == {"a": "é💩"}


@given(st.binary(max_size=20) | st.text('{}[]",:0123eE+-.\\ntufa\ufeff', max_size=20))
def test_no_body_is_more_than_a_value_error_as_json(body: bytes | str) -> None:
    response = Response(200, content=body)
    try:
        response.json()
    except ValueError:
        assert response.content == (body.encode() if isinstance(body, str) else body)


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


def test_encoded_content_is_decoded() -> None:
    encoded = {"Content-Encoding": "gzip"}

    assert Response(200, headers=encoded, content=gzip.compress(b"a")).content == b"a"
    with pytest.raises(DecodingError):
        Response(200, headers=encoded, content=b"no gzip")


def test_the_reason_is_the_servers_or_the_registered_one() -> None:
    assert Response(404).reason_phrase == "Not Found"
    assert Response(299).reason_phrase == ""
    assert Response(404, extensions={"reason_phrase": b"Gone"}).reason_phrase == "Gone"


def test_a_function_may_detect_the_encoding() -> None:
    response = Response(200, content=b"\xe4", default_encoding=lambda content: "latin-1")
    unread = Response(200, stream=IteratorStream([]), default_encoding=lambda content: "latin-1")

    assert (response.encoding, response.text) == ("latin-1", "ä")
    assert unread.encoding == "utf-8"


def test_the_encoding_is_settled_once_the_text_was_seen() -> None:
    response = Response(200, text="a")
    assert response.text == "a"

    with pytest.raises(ValueError, match="after the text"):
        response.encoding = "latin-1"


def test_the_stated_charset_may_be_unknown() -> None:
    response = Response(200, headers={"Content-Type": "text/plain; charset=nonsense"})

    assert (response.charset_encoding, response.encoding) == ("nonsense", "utf-8")


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (101, "Informational response '101 Switching Protocols'"),
        (304, "Redirect response '304 Not Modified'"),
        (404, "Client error '404 Not Found'"),
        (503, "Server error '503 Service Unavailable'"),
        (600, "Invalid status code '600 '"),
    ],
)
def test_a_status_error_says_what_httpx_says_without_secrets(status: int, message: str) -> None:
    request = Request("GET", "http://u:s3cret@h/p?token=s3cret")

    with pytest.raises(HTTPStatusError) as caught:
        Response(status, request=request).raise_for_status()
    explained = f"https://developer.mozilla.org/en-US/docs/Web/HTTP/Status/{status}"
    assert str(caught.value) == (
        f"{message} for url 'http://h/p?…'\nFor more information check: {explained}"
    )


@pytest.mark.parametrize(
    ("location", "shown"),
    [("/x?token=s3cret", "/x?…"), ("http://u:s3cret@[", "not a valid URL")],
)
def test_a_status_error_shows_where_a_redirect_leads(location: str, shown: str) -> None:
    response = Response(302, headers={"Location": location}, request=GET)

    with pytest.raises(HTTPStatusError) as caught:
        response.raise_for_status()
    assert str(caught.value).splitlines()[1] == f"Redirect location: '{shown}'"


def test_a_status_can_be_judged_only_with_a_request() -> None:
    with pytest.raises(RuntimeError):
        Response(200).raise_for_status()


def test_elapsed_may_be_set_by_a_transport() -> None:
    response = Response(200)
    response.elapsed = timedelta(seconds=1)

    assert response.elapsed == timedelta(seconds=1)


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


@pytest.mark.anyio
@pytest.mark.parametrize("kind", ["asyncio", "trio"])
async def test_a_bomb_lets_other_tasks_have_their_turns(kind: str) -> None:
    bomb = gzip.compress(bytes(24 << 20))
    response = AsyncResponse(
        200,
        headers={"Content-Encoding": "gzip"},
        stream=AsyncIteratorStream(one_by_one([bomb])),
        request=GET,
    )
    turns: list[int] = []

    async with anyio.create_task_group() as group:
        group.start_soon(counting, turns)
        sizes = [len(piece) async for piece in response.aiter_bytes()]
        group.cancel_scope.cancel()

    assert sum(sizes) == 24 << 20
    assert max(sizes) <= 1 << 18
    assert len(turns) >= 3


async def counting(turns: list[int]) -> None:
    """Note each turn that this task gets."""
    while True:
        turns.append(len(turns))
        await anyio.lowlevel.checkpoint()


async def one_by_one(pieces: list[bytes]) -> AsyncIterator[bytes]:
    """Yield some pieces."""
    for piece in pieces:
        yield piece

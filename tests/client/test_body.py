import io
from collections.abc import AsyncIterator
from typing import Any

import pytest

from workbench.client import StreamConsumed
from workbench.client.body import (
    SLICE,
    AsyncIteratorStream,
    ByteStream,
    IteratorStream,
    encode_body,
)


def encoded(**given: Any) -> tuple[dict[bytes, bytes], bytes]:
    headers, stream = encode_body(**given)
    assert isinstance(stream, ByteStream | IteratorStream)
    return dict(headers), b"".join(stream)


@pytest.mark.parametrize(
    ("given", "headers", "body"),
    [
        ({}, {}, b""),
        ({"content": "ü"}, {b"Content-Length": b"2"}, "ü".encode()),
        ({"content": [b"a", b"b"]}, {b"Transfer-Encoding": b"chunked"}, b"ab"),
        ({"content": io.BytesIO(b"a\nb")}, {b"Transfer-Encoding": b"chunked"}, b"a\nb"),
        (
            {"data": {"a": True, "b": [1, None]}},
            {b"Content-Length": b"11", b"Content-Type": b"application/x-www-form-urlencoded"},
            b"a=true&b=1&b="[:13],
        ),
        (
            {"json": {"ü": 1.5}},
            {b"Content-Length": b"10", b"Content-Type": b"application/json"},
            '{"ü":1.5}'.encode(),
        ),
    ],
    ids=["nothing", "text", "list", "file", "form", "json"],
)
def test_a_body_comes_with_the_headers_it_needs(
    given: dict[str, Any], headers: dict[bytes, bytes], body: bytes
) -> None:
    got, content = encoded(**given)

    assert content == body
    if b"Content-Length" in headers:
        headers = {**headers, b"Content-Length": b"%d" % len(body)}
    assert got == headers


def test_what_is_no_json_or_no_content_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        encode_body(json=float("nan"))
    with pytest.raises(TypeError, match="not int"):
        encode_body(content=5)  # type: ignore[arg-type]  # the point


def test_bytes_can_be_had_again_and_come_in_slices() -> None:
    stream = ByteStream(b"x" * (SLICE + 1))

    assert [len(piece) for piece in stream] == [SLICE, 1]
    assert [len(piece) for piece in stream] == [SLICE, 1]


def test_an_iterator_can_be_had_once_a_list_again() -> None:
    once, again = IteratorStream(iter([b"a"])), IteratorStream([b"a"])

    assert list(once) == list(again) == list(again) == [b"a"]
    with pytest.raises(StreamConsumed):
        list(once)


async def letters() -> AsyncIterator[bytes]:
    yield b"a"
    yield b"b"


@pytest.mark.anyio
async def test_an_async_iterator_can_be_had_once() -> None:
    stream = AsyncIteratorStream(letters())

    assert [piece async for piece in stream] == [b"a", b"b"]
    with pytest.raises(StreamConsumed):
        aiter(stream)


@pytest.mark.anyio
async def test_closing_a_stream_closes_the_callers_generator() -> None:
    closed: list[str] = []

    async def watched() -> AsyncIterator[bytes]:
        try:
            yield b"a"
        finally:
            closed.append("async")

    stream = AsyncIteratorStream(watched())
    async for _ in stream:
        break
    await stream.aclose()

    assert closed == ["async"]

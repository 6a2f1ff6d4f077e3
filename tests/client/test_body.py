import io
from collections.abc import AsyncIterator
from typing import Any

import pytest

from workbench.client import StreamClosed, StreamConsumed
from workbench.client.body import (
    SLICE,
    AsyncIteratorStream,
    ByteStream,
    FileStream,
    IteratorStream,
    SyncByteStream,
    UnattachedStream,
    encode_body,
    file_size,
    position,
)


def encoded(**given: Any) -> tuple[dict[bytes, bytes], bytes]:
    headers, stream = encode_body(**given)
    assert isinstance(stream, SyncByteStream)
    return dict(headers), b"".join(stream)


@pytest.mark.parametrize(
    ("given", "headers", "body"),
    [
        ({}, {}, b""),
        ({"content": "ü"}, {b"Content-Length": b"2"}, "ü".encode()),
        ({"content": [b"a", b"b"]}, {b"Transfer-Encoding": b"chunked"}, b"ab"),
        ({"content": io.BytesIO(b"a\nb")}, {b"Content-Length": b"3"}, b"a\nb"),
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


def test_a_file_is_sent_from_where_it_stands_and_again() -> None:
    file = io.BytesIO(b"abcdef")
    file.seek(2)
    stream = FileStream(file)

    assert (position(file), file_size(file), file_size(file, whole=True)) == (2, 4, 6)
    assert b"".join(stream) == b"".join(stream) == b"cdef"
    assert b"".join(FileStream(file, whole=True)) == b"abcdef"
    assert not file.closed


def test_a_pipe_is_sent_once() -> None:
    class Pipe:
        left = b"ab"

        def read(self, size: int) -> bytes:
            data, self.left = self.left, b""
            return data

    described, stream = encode_body(Pipe())  # type: ignore[arg-type]  # httpx takes it too

    assert described == [(b"Transfer-Encoding", b"chunked")]
    assert isinstance(stream, FileStream)
    assert list(stream) == [b"ab"]
    with pytest.raises(StreamConsumed):
        list(stream)


@pytest.mark.anyio
async def test_a_file_can_be_sent_by_an_async_client() -> None:
    assert [piece async for piece in FileStream(io.BytesIO(b"ab"))] == [b"ab"]


def test_text_files_are_refused() -> None:
    with pytest.raises(TypeError, match="binary mode"):
        encode_body(io.StringIO("x"))  # type: ignore[arg-type]  # the point


def test_raw_bytes_as_data_are_content_and_a_warning() -> None:
    with pytest.warns(DeprecationWarning, match="content="):
        assert encoded(data=b"abc") == ({b"Content-Length": b"3"}, b"abc")


def test_an_unattached_stream_is_closed() -> None:
    with pytest.raises(StreamClosed):
        iter(UnattachedStream())
    with pytest.raises(StreamClosed):
        aiter(UnattachedStream())

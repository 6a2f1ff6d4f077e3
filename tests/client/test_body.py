import io
from collections.abc import AsyncIterator, Generator, Iterator
from typing import Any

import pytest

from tests.client.conftest import Caller, Kind, OpenClient
from tests.server.loopback import Loopback
from workbench.client import (
    Auth,
    BodyGone,
    Request,
    Response,
    Retry,
    StreamClosed,
    StreamConsumed,
)
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
    yield b"bc"


@pytest.mark.anyio
async def test_an_async_iterator_can_be_had_once() -> None:
    stream = AsyncIteratorStream(letters())

    assert [piece async for piece in stream] == [b"a", b"bc"]
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


class Pipe:
    """A file that cannot go back."""

    left = b"ab"

    def read(self, size: int) -> bytes:
        data, self.left = self.left, b""
        return data


def test_a_pipe_is_sent_once() -> None:
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


def test_streams_tell_whether_they_can_be_sent() -> None:
    once, again, custom = IteratorStream(iter([b"a"])), IteratorStream([b"a"]), SyncByteStream()
    file, pipe = FileStream(io.BytesIO(b"a")), FileStream(Pipe())  # type: ignore[arg-type]  # as above

    for stream in (once, again, file, pipe):
        assert stream.can_be_sent
        list(stream)

    assert ByteStream(b"").can_be_sent
    assert (again.can_be_sent, file.can_be_sent) == (True, True)
    assert (once.can_be_sent, pipe.can_be_sent) == (False, False)
    assert custom.can_be_sent is None


class AsyncLetters:
    """A body that starts anew."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield b"ab"
        yield b"c"


def sync_letters() -> Iterator[bytes]:
    yield b"abc"


def named(content: str) -> dict[str, Any]:
    """Return the arguments that send `abc` in some form."""
    if content == "multipart":
        return {"files": {"file": ("a.txt", io.BytesIO(b"abc"))}}
    kinds = {"bytes": b"abc", "bytearray": bytearray(b"abc"), "memory": io.BytesIO(b"abc")}
    return {"content": kinds[content]}


REPEATED = ["bytes", "bytearray", "memory", "multipart"]


@pytest.mark.anyio
@pytest.mark.parametrize("content", REPEATED)
@pytest.mark.parametrize("status", [307, 308])
async def test_a_body_follows_a_redirect_that_keeps_it(
    client: Caller, server: Loopback, content: str, status: int
) -> None:
    there = server / f"redirect?to=/echo&status={status}"

    response = await client.post(there, follow_redirects=True, **named(content))

    assert "abc" in response.json()["body"]
    assert server.requests[0].body == server.requests[1].body


@pytest.mark.anyio
async def test_a_reusable_iterable_follows_a_redirect(
    client: Caller, kind: Kind, server: Loopback
) -> None:
    content = [b"ab", b"c"] if kind == "sync" else AsyncLetters()
    there = server / "redirect?to=/echo&status=307"

    response = await client.post(there, follow_redirects=True, content=content)

    assert response.json()["body"] == "abc"


@pytest.mark.anyio
async def test_a_generator_is_refused_where_it_would_be_sent_again(
    client: Caller, kind: Kind, server: Loopback
) -> None:
    there = server / "redirect?to=/echo&status=307"

    with pytest.raises(BodyGone, match="the body of this POST request was sent already") as caught:
        await client.post(
            there, follow_redirects=True, content=sync_letters() if kind == "sync" else letters()
        )

    assert caught.value.request.url == server / "echo"
    assert len(server.requests) == 1
    assert (await client.get(server / "json")).status_code == 200


class AfterRefusal(Auth):
    """Credentials for who asks for them."""

    def auth_flow(self, request: Request) -> Generator[Request, Response, None]:
        if (yield request).status_code == 401:
            request.headers["Authorization"] = "Basic dTpw"  # u:p
            yield request


@pytest.mark.anyio
async def test_a_body_for_the_other_kind_of_client_is_refused_before_it_is_sent(
    client: Caller, kind: Kind, server: Loopback
) -> None:
    other = letters() if kind == "sync" else sync_letters()

    with pytest.raises(RuntimeError, match="for the other kind of client"):
        await client.post(server / "echo", content=other)

    assert server.requests == []


@pytest.mark.anyio
async def test_a_file_is_sent_in_every_round_of_an_authentication(
    client: Caller, server: Loopback
) -> None:
    response = await client.request(
        "PUT", server / "login/u/p", content=io.BytesIO(b"abc"), auth=AfterRefusal()
    )

    assert response.text == "welcome"
    assert [seen.body for seen in server.requests] == [b"abc", b"abc"]


@pytest.mark.anyio
async def test_a_file_is_sent_again_by_a_retry_and_a_generator_is_not(
    open_client: OpenClient, kind: Kind, server: Loopback
) -> None:
    client = open_client(retries=Retry(attempts=2, backoff=0))

    filed = await client.request("PUT", server / "busy/1", content=io.BytesIO(b"abc"))
    made = await client.request(
        "PUT", server / "busy/3", content=sync_letters() if kind == "sync" else letters()
    )

    assert (filed.status_code, made.status_code) == (200, 503)
    assert [seen.body for seen in server.requests] == [b"abc", b"abc", b"abc"]

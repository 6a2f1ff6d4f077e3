"""Heads of responses one by one; test_h1.py holds whole responses against h11."""

import re

import pytest

from workbench.client import RemoteProtocolError
from workbench.client.h1_head import HeadReader

OK = b"HTTP/1.1 200 OK\r\n"


def test_a_head_that_comes_again_is_a_new_one_that_says_the_same() -> None:
    heads = HeadReader()
    data = OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nA: b\r\n\r\n"
    seen = []

    for _ in range(4):
        head = heads.read(data)
        assert head == HeadReader().read(data)
        assert head is not None
        assert (head.trailers, head.headers) == (None, [(b"Transfer-Encoding", b"chunked")])
        head.headers.append((b"X", b"of the caller"))
        head.trailers = [(b"A", b"b")]
        seen.append(head)

    assert len({id(head) for head in seen}) == 4


def test_no_head_with_a_secret_is_kept() -> None:
    heads = HeadReader()

    for _ in range(3):
        heads.read(OK + b"Server: a\r\nSet-Cookie: s3cret\r\n\r\n")
    assert heads._last is None

    heads.read(OK + b"Server: a\r\n\r\n")
    assert heads._last is not None


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b"Set-Cookie : s3cret", "illegal header line: 'Set-Cookie '"),
        (b"X: s3cret\0", "illegal header line: 'X'"),
        (b"s3cret" * 20, "illegal header line: 's3crets3crets3crets3crets3crets3crets3cr'"),
        (b"Content-Length: s3cret", "bad Content-Length"),
    ],
)
def test_a_refusal_does_not_show_the_value_of_a_field(line: bytes, says: str) -> None:
    with pytest.raises(RemoteProtocolError) as caught:
        HeadReader().read(OK + line + b"\r\n\r\n")
    assert str(caught.value) == f"the response is not valid HTTP: {says}"


def test_a_protocol_error_is_one_line() -> None:
    with pytest.raises(RemoteProtocolError) as caught:
        HeadReader().read(b"\r\n\x1b]0;evil\x07")
    assert re.fullmatch(r"[ -~]+", str(caught.value))

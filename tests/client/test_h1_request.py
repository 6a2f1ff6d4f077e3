"""Requests as bytes: what a server makes of them, and what is never sent."""

import h11
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.client import Headers, InvalidURL, LocalProtocolError, Request
from workbench.client.body import IteratorStream
from workbench.client.h1_lines import encode_head
from workbench.client.h1_request import Outgoing

BAD = [
    ({"method": "GET\r\nX: y"}, "method"),
    ({"method": "G T"}, "method"),
    ({"method": ""}, "method"),
    ({"target": b"/a b"}, "URL"),
    ({"target": b"/a\r\nX: y"}, "URL"),
    ({"target": b"/\x00"}, "URL"),
    ({"headers": [(b"A\r\nB", b"c")]}, "header name"),
    ({"headers": [(b"A:", b"c")]}, "header name"),
    ({"headers": [(b"", b"c")]}, "header name"),
    ({"headers": [(b"A", b"s3cret\r\nB: d")]}, "value of the header 'A'"),
    ({"headers": [(b"A", b"s3cret\n")]}, "value of the header 'A'"),
    ({"headers": [(b"A", b"s3cret\x00")]}, "value of the header 'A'"),
]


@pytest.mark.parametrize(("parts", "says"), BAD, ids=range(len(BAD)))
def test_what_would_break_a_line_is_refused_by_name(parts: dict[str, object], says: str) -> None:
    given: dict[str, object] = {"method": "GET", "target": b"/", "headers": [], **parts}

    with pytest.raises(LocalProtocolError, match=says) as caught:
        encode_head(**given)  # type: ignore[arg-type]  # a table
    assert "s3cret" not in str(caught.value)


def written(request: Request) -> bytes:
    """Return all bytes of a request."""
    outgoing = Outgoing(request)
    if outgoing.stream is None:
        return outgoing.first
    assert isinstance(outgoing.stream, IteratorStream)
    pieces = [outgoing.encode(piece) for piece in outgoing.stream]
    return outgoing.first + b"".join(pieces) + outgoing.finish()


def read_by_a_server(data: bytes) -> tuple[bytes, bytes, list[tuple[bytes, bytes]], bytes]:
    """Return what h11 sees in the bytes of one request; fails if there is more than that."""
    connection = h11.Connection(h11.SERVER)
    connection.receive_data(data)
    head, body = connection.next_event(), b""
    assert isinstance(head, h11.Request)
    while isinstance(event := connection.next_event(), h11.Data):
        body += bytes(event.data)
    assert isinstance(event, h11.EndOfMessage)
    assert connection.trailing_data == (b"", False)
    fields = [(bytes(key), bytes(value)) for key, value in head.headers.raw_items()]
    return bytes(head.method), bytes(head.target), fields, body


plain_text = st.text("aZ0 ,=/é", max_size=6)
hostile_text = (
    plain_text | plain_text | plain_text | st.text('aZ0 \t:;,=/?#%\r\n\0\x7f"é\u2028', max_size=6)
)
given_fields = st.lists(
    st.tuples(
        st.sampled_from(["X-A", "x-a", "Expect", "Connection", "TE", "Via", "X_1", "X\r\nA"]),
        hostile_text,
    ),
    max_size=3,
)


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(["GET", "PUT", "POST", "M-SEARCH", "delete", "GET\r\nX:y"]),
    hostile_text,
    given_fields,
    st.none() | st.binary(max_size=20) | st.lists(st.binary(max_size=9), max_size=4),
)
def test_a_server_sees_the_one_request_that_was_meant_or_nothing_is_sent(
    method: str, path: str, fields: list[tuple[str, str]], content: bytes | list[bytes] | None
) -> None:
    body = iter(content) if isinstance(content, list) else content
    try:
        request = Request(method, "http://h/" + path, headers=fields, content=body)
        data = written(request)
    except (LocalProtocolError, InvalidURL):
        return
    sent = content if isinstance(content, bytes) else b"".join(content or [])

    assert read_by_a_server(data) == (
        request.method.encode(),
        request.url.raw_path,
        [(name, value.strip(b" \t")) for name, value in request.headers.raw],
        sent,
    )


def test_a_small_request_is_one_write() -> None:
    assert written(Request("POST", "http://h/p?q", content=b"hi")) == (
        b"POST /p?q HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi"
    )


def test_a_stream_is_written_in_chunks() -> None:
    assert written(Request("POST", "http://h", content=iter([b"a", b"", b"bc"]))).endswith(
        b"\r\n\r\n1\r\na\r\n2\r\nbc\r\n0\r\n\r\n"
    )


@pytest.mark.parametrize(
    ("headers", "content"),
    [
        ({"Content-Length": "3"}, b"hi"),
        ({"Content-Length": "3"}, iter([b"hi"])),
        ({"Content-Length": "1"}, iter([b"hi"])),
        ({"Content-Length": "2", "Transfer-Encoding": "chunked"}, b"hi"),
        ({"Transfer-Encoding": "gzip"}, b"hi"),
        ({"Content-Length": "x"}, b"hi"),
        ([("Content-Length", "2"), ("Content-Length", "2")], b"hi"),
    ],
)
def test_a_body_must_fit_its_announcement(headers: object, content: object) -> None:
    request = Request("POST", "http://h", headers=Headers(headers), content=content)  # type: ignore[arg-type]  # a table

    with pytest.raises(LocalProtocolError):
        written(request)

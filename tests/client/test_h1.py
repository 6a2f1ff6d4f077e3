"""HTTP/1.1 bytes: against h11 as the judge, and in any slices."""

import re
import time
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import h11
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hostile.smuggling import SMUGGLING
from tests.hostile.vectors import CODINGS, FRAMING, HEADS
from workbench.client import Headers, InvalidURL, LocalProtocolError, RemoteProtocolError, Request
from workbench.client.body import IteratorStream
from workbench.client.h1 import Head, HeadReader, Outgoing, ResponseReader, judged
from workbench.client.h1_lines import encode_head

OK = b"HTTP/1.1 200 OK\r\n"


def by_h11(data: bytes) -> tuple[int, list[tuple[bytes, bytes]], bytes] | None:
    """Return what h11 makes of a response: status, fields, body; None if it refuses."""
    connection = h11.Connection(h11.CLIENT)
    connection.send(h11.Request(method=b"GET", target=b"/", headers=[(b"Host", b"x")]))
    connection.send(h11.EndOfMessage())
    connection.receive_data(data)
    connection.receive_data(b"")
    head, body = None, b""
    try:
        while True:
            event = connection.next_event()
            if isinstance(event, h11.Response):
                head = event
            elif isinstance(event, h11.Data):
                body += bytes(event.data)
            elif isinstance(event, h11.EndOfMessage):
                assert head is not None
                raw = [(bytes(k), bytes(v)) for k, v in head.headers.raw_items()]
                return head.status_code, lowered(raw), body
            elif not isinstance(event, h11.InformationalResponse):
                return None
    except h11.RemoteProtocolError:
        return None


def by_us(
    data: bytes, cuts: list[int], heads: HeadReader | None = None
) -> tuple[int, list[tuple[bytes, bytes]], bytes, bool] | None:
    """Return what we make of a response that comes in slices, and if its connection is kept."""
    edges = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    slices = [data[start:end] for start, end in pairwise(edges)]
    reader = ResponseReader("GET", heads)
    head: Head | None = None
    body = b""
    try:
        for piece in [*slices, b""]:
            if head is None:
                head = reader.head(piece)
                piece = reader.pending() if head is not None else b""
                if not piece:
                    continue
            if not reader.complete:
                body += reader.body(piece)
    except RemoteProtocolError:
        return None
    if head is None or not reader.complete:
        return None
    return head.status, lowered(head.headers), body, reader.reusable


def lowered(fields: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Write a transfer coding in lower case, as h11 does on its way through."""
    return [(k, v.lower() if k == b"Transfer-Encoding" else v) for k, v in fields]


name = st.sampled_from(
    [b"Content-Length", b"Transfer-Encoding", b"Connection", b"X-A", b"Content-Type", b"", b"a b"]
)
value = st.sampled_from(
    [b"0", b"5", b"05", b"+5", b"5, 5", b"-1", b"chunked", b"CHUNKED", b"gzip", b"close",
     b"keep-alive", b"x", b"", b"\xff", b" y ", b"\x00", b"a\rb", b"a\r\n b"]
)  # fmt: skip
line_end = st.sampled_from([b"\r\n"] * 9 + [b"\n"])
status_line = st.sampled_from(
    [b"HTTP/1.1 200 OK"] * 6
    + [b"HTTP/1.0 200 OK", b"HTTP/1.1 200", b"HTTP/1.1 204 No", b"HTTP/1.1 999 ?",
       b"HTTP/1.1 100 Continue", b"HTTP/1.1  200 OK", b"HTTP/1.2 200 OK", b"http/1.1 200 OK"]
)  # fmt: skip
separator = st.sampled_from([b": "] * 6 + [b":", b" : ", b":\t"])
bodies = st.sampled_from(
    [b"", b"hello", b"hello world", b"5\r\nhello\r\n0\r\n\r\n", b"5\r\nhelloXX0\r\n\r\n",
     b"5;x=y\r\nhello\r\n0\r\nA: b\r\n\r\n", b"5 \r\nhello\r\n0\r\n\r\n", b"0\r\n\r\nEVIL"]
)  # fmt: skip


@st.composite
def responses(draw: Callable[..., Any]) -> bytes:
    lines = [draw(status_line)]
    for _ in range(draw(st.integers(0, 3))):
        lines.append(draw(name) + draw(separator) + draw(value))
    data: bytes = (
        b"".join([line + draw(line_end) for line in lines]) + draw(line_end) + draw(bodies)
    )
    if draw(st.integers(0, 5)) == 0:
        at = draw(st.integers(0, len(data) - 1))
        data = data[:at] + draw(st.binary(max_size=2)) + data[at + 1 :]
    return data


@settings(max_examples=1500, deadline=None)
@given(responses(), st.lists(st.integers(0, 400), max_size=4))
def test_nothing_is_taken_that_h11_refuses_and_nothing_read_differently(
    data: bytes, cuts: list[int]
) -> None:
    ours, whole, theirs = by_us(data, cuts), by_us(data, []), by_h11(data)
    heads = HeadReader()

    assert (ours is None) == (whole is None)  # the slices do not matter
    assert all(by_us(data, [], heads) == whole for _ in range(3))  # nor that it came before
    if ours is not None and whole is not None:
        assert ours[:3] == whole[:3]
        # What comes behind the end may come later; the connection looks before its next use.
        assert ours[3] or not whole[3]
        assert theirs is not None
        assert ours[:3] == theirs


VECTORS = {name: data for name, data, _ in [*HEADS, *FRAMING, *SMUGGLING, *CODINGS]}
# What h11 takes and we refuse: other versions, more than we bound, odd trailers.
STRICTER = {
    "HTTP/2.0 on the line", "status line of HTTP/1.2", "300 kB line, complete", "9,000 fields",
    "60 kB extension", "many extensions", "8,000 trailers", "trailer b'A: b\\r\\n c'",
    "trailer b'A: b\\n'", "trailer b'A: \\x01'",
}  # fmt: skip


def test_hostile_responses_are_read_as_h11_reads_them_or_not_at_all() -> None:
    ours = {name: by_us(data, []) for name, data in VECTORS.items()}
    theirs = {name: by_h11(data) for name, data in VECTORS.items()}

    assert {name for name in VECTORS if ours[name] is None and theirs[name]} == STRICTER
    for name, taken in ours.items():
        if taken is not None:
            judged_so = theirs[name]
            assert judged_so is not None
            assert (taken[0], taken[2]) == (judged_so[0], judged_so[2])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.binary(max_size=40), max_size=8), st.lists(st.integers(0, 600), max_size=20))
def test_chunks_come_out_as_they_went_in(pieces: list[bytes], cuts: list[int]) -> None:
    coded = b"".join([b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces if piece])
    data = OK + b"Transfer-Encoding: chunked\r\n\r\n" + coded + b"0\r\n\r\n"

    got = by_us(data, cuts)

    assert got is not None
    assert got[2:] == (b"".join(pieces), True)


@pytest.mark.parametrize("line", [b"A: b\r\n", b"A: b\n", b"x"])
def test_a_head_that_trickles_in_stays_cheap(line: bytes) -> None:
    data = OK + b"A: " + line * (60_000 // len(line))
    reader = ResponseReader("GET")
    started = time.process_time()

    for at in range(len(data)):
        assert reader.head(data[at : at + 1]) is None
    assert time.process_time() - started < 1  # looking at all of it each time takes four


def test_one_byte_chunks_stay_linear() -> None:
    data = OK + b"Transfer-Encoding: chunked\r\n\r\n" + b"1\r\nx\r\n" * 100_000 + b"0\r\n\r\n"

    got = by_us(data, list(range(0, len(data), 65536)))

    assert got is not None
    assert got[2] == b"x" * 100_000


def test_what_the_judge_took_is_not_kept() -> None:
    folded = OK + b"A: b\r\n c\r\nContent-Length: 0\r\n\r\n"

    assert HeadReader().read(folded) == judged(folded)
    assert by_us(folded, []) == (200, [(b"A", b"b c"), (b"Content-Length", b"0")], b"", False)


def test_a_head_that_comes_again_is_a_new_one_that_says_the_same() -> None:
    heads = HeadReader()
    data = OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nA: b\r\n\r\n"
    seen = []

    for _ in range(4):
        assert by_us(data, [], heads) == by_us(data, [])
        head = heads.read(data)
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
        ResponseReader("GET").head(OK + line + b"\r\n\r\n")
    assert str(caught.value) == f"the response is not valid HTTP: {says}"


def test_a_protocol_error_is_one_line() -> None:
    with pytest.raises(RemoteProtocolError) as caught:
        ResponseReader("GET").head(b"\r\n\x1b]0;evil\x07")
    assert re.fullmatch(r"[ -~]+", str(caught.value))

"""HTTP/1.1 bytes: against h11 as the judge, and in any slices."""

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
from workbench.client import RemoteProtocolError
from workbench.client.h1 import ResponseReader
from workbench.client.h1_head import Head, HeadReader, judged

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


@pytest.mark.parametrize("cuts", [[], list(range(200))])
def test_a_response_in_chunks_leaves_its_connection_clean(cuts: list[int]) -> None:
    data = OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nA: b\r\n\r\n"

    assert by_us(data, cuts) == (200, [(b"Transfer-Encoding", b"chunked")], b"hello", True)


@pytest.mark.parametrize("line", [b"A: b\r\n", b"A: b\n", b"x"])
def test_a_head_that_trickles_in_stays_cheap(line: bytes) -> None:
    data = OK + b"A: " + line * (60_000 // len(line))
    reader = ResponseReader("GET")
    started = time.process_time()

    for at in range(len(data)):
        assert reader.head(data[at : at + 1]) is None
    assert time.process_time() - started < 3  # looking at all of it each time takes four


def test_what_the_judge_took_is_not_kept() -> None:
    folded = OK + b"A: b\r\n c\r\nContent-Length: 0\r\n\r\n"

    assert HeadReader().read(folded) == judged(folded)
    assert by_us(folded, []) == (200, [(b"A", b"b c"), (b"Content-Length", b"0")], b"", False)

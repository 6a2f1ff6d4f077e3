"""Where bodies end, in any slices; test_h1.py holds whole responses against h11."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.client import RemoteProtocolError
from workbench.client.h1_body import Chunked, FixedLength, Framing, UntilClose


def taken(body: Framing, data: bytes, cuts: list[int]) -> tuple[bytes, bytes]:
    """Return the payload of a body that comes in slices, and what is behind it."""
    edges = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    payload = rest = b""
    for start, end in pairwise(edges):
        rest += data[start:end]
        if not body.complete:
            piece, rest = body.take(rest)
            payload += piece
    return payload, rest


@settings(max_examples=300, deadline=None)
@given(st.lists(st.binary(max_size=40), max_size=8), st.lists(st.integers(0, 600), max_size=20))
def test_chunks_come_out_as_they_went_in(pieces: list[bytes], cuts: list[int]) -> None:
    coded = b"".join([b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces if piece])
    body = Chunked([])

    assert taken(body, coded + b"0\r\n\r\nmore", cuts) == (b"".join(pieces), b"more")
    assert body.complete


def test_one_byte_chunks_stay_linear() -> None:
    data = b"1\r\nx\r\n" * 100_000 + b"0\r\n\r\n"

    assert taken(Chunked([]), data, list(range(0, len(data), 65536))) == (b"x" * 100_000, b"")


def test_trailers_are_added_to_the_list_given() -> None:
    trailers = [(b"A", b"b")]

    assert taken(Chunked(trailers), b"1\r\nx\r\n0\r\nC:  d\r\n\r\n", [7, 12]) == (b"x", b"")
    assert trailers == [(b"A", b"b"), (b"C", b"d")]


@given(st.binary(max_size=20), st.lists(st.integers(0, 20), max_size=4))
def test_a_body_of_known_length_ends_there(data: bytes, cuts: list[int]) -> None:
    length = len(data) // 2
    body = FixedLength(length)

    assert taken(body, data, cuts) == (data[:length], data[length:])
    assert body.complete


def test_what_ends_too_early_is_an_error_where_an_end_is_known() -> None:
    for body in (FixedLength(3), Chunked([])):
        body.take(b"1")
        with pytest.raises(RemoteProtocolError, match="in mid-body"):
            body.end()
    open_end = UntilClose()
    assert open_end.take(b"abc") == (b"abc", b"")
    assert not open_end.complete
    open_end.end()
    assert open_end.complete

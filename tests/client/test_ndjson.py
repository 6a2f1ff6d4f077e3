"""Values out of lines of JSON, whatever the slices, and errors that name the line."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.server.scripted import Script, Scripted, answering
from workbench.client import NDJSONError
from workbench.client.ndjson import JSONLines

from .conftest import Caller

Start = Callable[[Script], Scripted]
BODY = b'\xef\xbb\xbf{"a": 1}\r\n\n[2, "\xc3\xa4"]\n  \nnull\n3'


def values(*pieces: bytes, max_line: int = 1000) -> list[Any]:
    """Return what a stream makes of some pieces."""
    lines = JSONLines(max_line)
    found = [value for piece in pieces for value in lines.feed(piece)]
    return [*found, *lines.finish()]


def test_each_line_is_a_value_and_empty_ones_are_skipped() -> None:
    assert values(BODY) == [{"a": 1}, [2, "ä"], None, 3]


@given(st.lists(st.integers(0, len(BODY)), max_size=8).map(sorted))
def test_slices_make_no_difference(cuts: list[int]) -> None:
    edges = [0, *cuts, len(BODY)]
    pieces = [BODY[edges[at] : edges[at + 1]] for at in range(len(edges) - 1)]

    assert values(*pieces) == values(BODY)


@pytest.mark.parametrize(
    ("body", "line", "why"),
    [
        (b"1\n\n{oops}\n", 3, "is not JSON: expecting property name"),
        (b"1\n\xff\n", 2, "is not UTF-8 at byte 1"),
        (b"1\n" + b"x" * 2000, 2, "is longer than 1000 bytes"),
        (b'1\n"' + b"x" * 2000 + b'"\n', 2, "is longer than 1000 bytes"),
        (b'{"a":', 1, "is not JSON"),
    ],
)
def test_an_error_names_the_line(body: bytes, line: int, why: str) -> None:
    with pytest.raises(NDJSONError, match=why) as caught:
        values(body)
    assert caught.value.line_number == line


def test_deep_nesting_and_endless_numbers_are_errors_of_ours() -> None:
    for line in (b"[" * 200_000, b"1" * 10_000):
        with pytest.raises(NDJSONError):
            values(line, max_line=1_000_000)


@pytest.mark.anyio
async def test_a_response_yields_its_values(client: Caller, scripted: Start) -> None:
    reply = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b"
    server = scripted(answering(reply % (len(BODY), BODY), reply % (9, b"1\n2\noops\n")))

    good = await client.request("GET", server.url, stream=True)
    bad = await client.request("GET", server.url, stream=True)

    assert await client.pieces(good, "ndjson") == values(BODY)
    with pytest.raises(NDJSONError, match="line 3") as caught:
        await client.pieces(bad, "ndjson")
    assert caught.value.request is bad.request
    assert bad.is_closed

"""Events out of bytes: WHATWG's rules, whatever the slices; limits; when to connect again."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.server.scripted import Script, Scripted, answering
from workbench.client import ServerSentEvent, SSEError
from workbench.client.sse import EventStream, Reconnection, check_event_stream

from .conftest import Caller

Start = Callable[[Script], Scripted]


def events(*pieces: bytes) -> list[ServerSentEvent]:
    """Return what a stream makes of some pieces."""
    stream = EventStream()
    found = [event for piece in pieces for event in stream.feed(piece)]
    return [*found, *stream.finish()]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"data: a\n\n", [ServerSentEvent(data="a")]),
        (b"data:a\rdata: b\r\r", [ServerSentEvent(data="a\nb")]),
        (b"data:  a\r\n\r\n", [ServerSentEvent(data=" a")]),
        (b"\xef\xbb\xbfdata: a\n\n", [ServerSentEvent(data="a")]),
        (b": hello\n\ndata\n\n", [ServerSentEvent(data="")]),
        (b"event: add\ndata: 1\n\ndata: 2\n\n", [("add", "1"), ("message", "2")]),
        (b"event: add\n\ndata: 2\n\n", [ServerSentEvent(data="2")]),
        (b"id: 7\ndata: a\n\ndata: b\n\nid\ndata: c\n\n", ["7", "7", ""]),
        (b"id: 7\ndata: a\n\nid: x\0y\ndata: b\n\n", ["7", "7"]),
        (b"retry: 10\ndata: a\n\nretry: 1x\ndata: b\n\n", [10, None]),
        (b"data: a\n", []),
        (b"data: \xff\n\n", [ServerSentEvent(data="\ufffd")]),
        (b"dat: x\nDATA: y\n\n", []),
        (b"data: a:b\n\n", [ServerSentEvent(data="a:b")]),
    ],
)
def test_a_stream_is_read_by_the_rules(body: bytes, expected: list[object]) -> None:
    found: list[object] = list(events(body))
    for at, (event, wanted) in enumerate(zip(list(events(body)), expected, strict=True)):
        match wanted:
            case tuple():
                found[at] = (event.event, event.data)
            case str():
                found[at] = event.id
            case int() | None:
                found[at] = event.retry

    assert found == expected


def test_an_id_counts_once_its_event_is_through() -> None:
    stream = EventStream()

    list(stream.feed(b"id: 1\ndata: a\n\nid: 2\ndata: b\n"))

    assert stream.last_id == "1"


def drip(stream: EventStream, body: bytes) -> None:
    """Feed a body byte by byte."""
    for at in range(len(body)):
        list(stream.feed(body[at : at + 1]))


LINES = st.sampled_from(
    [b"data: x", b"data", b"", b"", b": c", b"id: 1", b"event: e", b"retry: 5", b"data: \xc3\xa4"]
)
ENDS = st.sampled_from([b"\n", b"\r", b"\r\n"])


@given(st.lists(st.tuples(LINES, ENDS), max_size=12), st.booleans(), st.data())
def test_slices_make_no_difference(
    lines: list[tuple[bytes, bytes]], bom: bool, data: st.DataObject
) -> None:
    body = b"\xef\xbb\xbf" * bom + b"".join(line + end for line, end in lines)
    cuts = data.draw(st.lists(st.integers(0, len(body)), max_size=8).map(sorted))
    pieces = [body[start:end] for start, end in pairwise([0, *cuts, len(body)])]

    assert events(*pieces) == events(body)
    assert events(*(body[at : at + 1] for at in range(len(body)))) == events(body)


@pytest.mark.parametrize("piece", [b"x" * 100, b"data: 1234\n" * 11], ids=["line", "event"])
def test_what_never_ends_is_an_error(piece: bytes) -> None:
    stream = EventStream(max_line=50, max_event=50)

    with pytest.raises(SSEError, match="more than 50 bytes"):
        drip(stream, piece)


@pytest.mark.parametrize("given_type", ["", "text/html", "text/event-streams", "application/json"])
def test_another_content_type_is_an_error_that_names_it(given_type: str) -> None:
    with pytest.raises(SSEError, match=given_type or "no Content-Type"):
        check_event_stream(given_type)


def test_the_content_type_may_have_parameters() -> None:
    check_event_stream("Text/Event-Stream; charset=utf-8")


def test_the_data_can_be_had_as_json() -> None:
    assert ServerSentEvent(data='{"a": 1}').json() == {"a": 1}
    with pytest.raises(ValueError, match=r"too deeply|Expecting"):
        ServerSentEvent(data="[" * 100_000).json()


def test_the_wait_grows_with_failures_in_a_row_and_is_spread() -> None:
    low, high = Reconnection(None, lambda: 0.0), Reconnection(None, lambda: 1.0)
    stream = EventStream()
    list(stream.feed(b"id: 9\nretry: 1000\ndata: a\n\n"))
    waits = []
    for each in (low, high):
        each.note(stream)
        waits.append(each.delay())
        for _ in range(20):
            each.gives_up()
            waits.append(each.delay())
        each.succeeded()

    assert waits[:4] == [0.5, 0.5, 1.0, 2.0]
    assert waits[20] == 30.0
    assert waits[21:25] == [1.0, 1.0, 2.0, 4.0]
    assert (low.last_id, low.delay()) == ("9", 0.5)


def test_failures_are_limited_and_a_server_cannot_send_us_to_sleep() -> None:
    tries = Reconnection(2, lambda: 1.0)
    stream = EventStream()
    list(stream.feed(b"retry: 999999999999\n\n"))
    tries.note(stream)

    assert tries.delay() == 24 * 3600
    assert [tries.gives_up() for _ in range(3)] == [False, False, True]


@pytest.mark.anyio
async def test_a_response_yields_its_events(client: Caller, scripted: Start) -> None:
    body = b"id: 1\ndata: a\n\ndata: b\n\n"
    head = b"HTTP/1.1 200 OK\r\nContent-Type: %b\r\nContent-Length: %d\r\n\r\n"
    server = scripted(
        answering(head % (b"text/event-stream", len(body)) + body, head % (b"text/html", 1) + b"x")
    )

    response = await client.request("GET", server.url, stream=True)
    found = await client.pieces(response, "sse")
    page = await client.get(server.url)

    assert [(event.id, event.data) for event in found] == [("1", "a"), ("1", "b")]
    with pytest.raises(SSEError, match="text/html") as caught:
        await client.pieces(page, "sse")
    assert caught.value.request is page.request

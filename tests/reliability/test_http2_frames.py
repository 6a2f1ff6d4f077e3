"""Hostile frames and random ones: our errors only, a closed connection, and no time or memory."""

import random
import re
from collections.abc import Callable
from typing import Any

import anyio.to_thread
import hpack
import pytest
from hyperframe.frame import (
    ContinuationFrame,
    DataFrame,
    Frame,
    HeadersFrame,
    PingFrame,
    RstStreamFrame,
    SettingsFrame,
    WindowUpdateFrame,
)
from hypothesis import given
from hypothesis import strategies as st

from tests.client.conftest import OpenClient
from tests.server.http2 import Frames, framed
from tests.server.scripted import Scripted
from workbench.client import ReadTimeout, Request, RequestError
from workbench.client.http2 import Wire

Start = Callable[..., Scripted]


def raw(frame: Frame, *flags: str) -> bytes:
    """Return a frame as bytes."""
    for flag in flags:
        frame.flags.add(flag)
    return bytes(frame.serialize())


def head(*fields: tuple[str, str], status: str = "200", stream: int = 1) -> bytes:
    """Return a response's head in one frame."""
    block = hpack.Encoder().encode([(":status", status), *fields])
    return raw(HeadersFrame(stream, block), "END_HEADERS")


def long_head(*fields: tuple[str, str]) -> bytes:
    """Return a response's head that needs several frames."""
    block = hpack.Encoder().encode([(":status", "200"), *fields])
    pieces = [block[at : at + 16_000] for at in range(0, len(block), 16_000)]
    more = [raw(ContinuationFrame(1, piece)) for piece in pieces[1:-1]]
    last = raw(ContinuationFrame(1, pieces[-1]), "END_HEADERS")
    return raw(HeadersFrame(1, pieces[0])) + b"".join(more) + last


def bomb() -> bytes:
    """Return a head of 16 kB that stands for 48 MB: one large field, named 12,000 times."""
    block = hpack.Encoder().encode([(":status", "200"), ("x", "y" * 4000)], huffman=False)
    return raw(HeadersFrame(1, block + b"\xbe" * 12_000), "END_HEADERS")


PING = raw(PingFrame(0, bytes(8)))
HOSTILE = {
    "hpack bomb": bomb(),
    "header list over the limit": long_head(*[(f"x{n}", "y" * 90) for n in range(1500)]),
    "more fields than allowed": long_head(*[(f"x{n}", "") for n in range(1100)]),
    "endless continuation": raw(HeadersFrame(1, b"\x88")) + raw(ContinuationFrame(1)) * 5000,
    "pings": PING * 3000,
    "answers to no ping": raw(PingFrame(0, bytes(8)), "ACK") * 3000,
    "settings": raw(SettingsFrame(0, {4: 70_000})) * 3000,
    "resets": raw(RstStreamFrame(3, error_code=8)) * 3000,
    "window updates": raw(WindowUpdateFrame(0, window_increment=1)) * 3000,
    "empty data": head() + raw(DataFrame(1)) * 3000,
    "pings among data": head() + (PING * 100 + raw(DataFrame(1, b"x"))) * 40,
    "a window beyond 2 GiB": raw(WindowUpdateFrame(0, window_increment=(1 << 31) - 1)),
    "data on a stream that is not ours": raw(DataFrame(2, b"x")),
    "data on a stream to come": raw(DataFrame(9, b"x")),
    "data before the head": raw(DataFrame(1, b"x")),
    "a head on a stream that is not ours": head(stream=2),
    "a push": b"\x00\x00\x05\x05\x04\x00\x00\x00\x01\x00\x00\x00\x02\x82",
    "no status": raw(HeadersFrame(1, b"\x40\x01a\x01b"), "END_HEADERS"),
    "a status in words": head(status="fine"),
    "a status with a sign": head(status="+20"),
    "a line break in a value": head(("a", "b\r\nc: d")),
    "an escape sequence in a name": head(("a\x1b]0;evil\x07" + "x" * 1000, "b")),
    "a line feed in a name": head(("a\nb", "c")),
    "a name in capitals": head(("A", "b")),
    "a field of HTTP/1.1": head(("connection", "close")),
    "a length in words": head(("content-length", "ten")),
    "more body than announced": head(("content-length", "1")) + raw(DataFrame(1, b"two")),
    "a frame too large": head() + b"\xff\xff\xff" + bytes(5) + b"\x01",
    "wrong padding": head() + b"\x00\x00\x02\x00\x08\x00\x00\x00\x01\xffx",
    "half a frame and the end": head() + raw(DataFrame(1, b"x" * 100))[:50],
}


@pytest.mark.anyio
@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_frames_end_in_our_error_and_a_closed_connection(
    open_client: OpenClient, scripted: Start, name: str
) -> None:
    closed = []

    def play(frames: Frames) -> None:
        frames.wait_for_request()
        frames.peer.send(HOSTILE[name])
        if name.startswith("half"):
            frames.peer.half_close()
        frames.peer.wait_for_close()
        closed.append(True)

    client, server = open_client(http1=False, http2=True, timeout=10), scripted(framed(play))
    with pytest.raises(RequestError) as caught:
        await client.get(server.url)
    assert not isinstance(caught.value, ReadTimeout)
    assert re.fullmatch("[ -~]{1,200}", str(caught.value))
    await anyio.to_thread.run_sync(server._threads[0].join, 5)
    assert (closed, client.pool.open) == ([True], 0)


def asked() -> Wire:
    """Return a connection with two requests under way, one of them with a body to come."""
    wire = Wire()
    wire.receive(raw(SettingsFrame(0)))
    wire.open(Request("GET", "https://h.test/"), has_body=False)
    wire.open(Request("POST", "https://h.test/"), has_body=True)
    wire.outgoing()
    return wire


def survives(wire: Wire, *pieces: bytes) -> bool:
    """Feed bytes and use the connection as a client would; tell whether it is still alive."""
    for piece in pieces:
        wire.receive(piece)
        for exchange in list(wire.streams.values()):
            wire.read(exchange)
            if not exchange.ended and exchange.id == 3 and wire.room(exchange) > 0:
                wire.send(exchange, b"x")
            if exchange.ended:
                wire.close(exchange)
        wire.outgoing()
    for exchange in list(wire.streams.values()):
        wire.close(exchange)
    wire.outgoing()
    if wire.failure is not None:
        assert wire.closing
        assert re.fullmatch("[ -~]{1,200}", str(wire.failure))
    return wire.failure is None


@given(st.lists(st.binary(min_size=1, max_size=200), max_size=5))
def test_no_bytes_make_it_raise(pieces: list[bytes]) -> None:
    survives(asked(), *pieces)


KINDS = st.integers(0, 11)
FRAMES = st.builds(
    lambda kind, flags, stream, body: (
        len(body).to_bytes(3) + bytes([kind, flags]) + stream.to_bytes(4) + body
    ),
    KINDS,
    st.integers(0, 255),
    st.sampled_from([0, 1, 2, 3, 5, 0x7FFFFFFF, 0xFFFFFFFF]),
    st.binary(max_size=40) | st.sampled_from([b"\x88", bytes(4), bytes(8), b"\x00\x05\x00\x00"]),
)


@given(st.lists(FRAMES, max_size=12), st.integers(1, 64))
def test_no_frames_make_it_raise(frames: list[bytes], step: int) -> None:
    data = b"".join(frames)
    survives(asked(), *(data[at : at + step] for at in range(0, len(data), step)))


TRAILERS = raw(HeadersFrame(1, b"\x00\x01t\x01u"), "END_HEADERS", "END_STREAM")
GOOD = [
    head(("a", "b")) + raw(DataFrame(1, b"body"), "END_STREAM") + head(stream=3)
    + raw(DataFrame(3, b"x" * 500)) + raw(RstStreamFrame(3, error_code=0)),
    PING + raw(SettingsFrame(0, {3: 1, 4: 10})) + raw(WindowUpdateFrame(3, window_increment=9))
    + head(stream=3, status="103") + head(("content-length", "2"), stream=3)
    + raw(DataFrame(3, b"ok"), "END_STREAM"),
    long_head(*[(f"x{n}", "y" * 50) for n in range(300)]) + raw(DataFrame(1, b"x")) + TRAILERS,
]  # fmt: skip


def damaged(chance: random.Random) -> bytes:
    """Return good frames with a few bytes changed, dropped, repeated or put in."""
    data = bytearray(chance.choice(GOOD))
    for _ in range(chance.randint(0, 3)):
        at = chance.randrange(len(data))
        match chance.randrange(4):
            case 0:
                data[at] = chance.randrange(256)
            case 1:
                del data[at : at + chance.randint(1, 9)]
            case 2:
                data[at:at] = chance.randbytes(chance.randint(1, 9))
            case _:
                data[at:at] = data[max(0, at - 13) : at]
    return bytes(data)


@pytest.mark.parametrize("seed", range(3))
def test_damaged_frames_are_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    outcomes = [survives(asked(), damaged(chance)) for _ in range(500)]

    assert min(sum(outcomes), len(outcomes) - sum(outcomes)) > 50


def test_a_body_is_put_together_once() -> None:
    wire = asked()
    wire.receive(head())
    exchange = wire.streams[1]
    for _ in range(60):
        wire.receive(raw(DataFrame(1, bytes(1 << 14))))

    assert len(exchange.pieces) == 60  # nothing has been copied so far
    assert len(wire.read(exchange)) == 60 << 14
    assert not exchange.pieces


def test_the_frames_of_a_stream_that_was_given_up_are_credited_back() -> None:
    wire: Any = asked()
    wire.receive(head())
    wire.close(wire.streams[1])
    before = wire._h2.inbound_flow_control_window
    for _ in range(64):
        wire.receive(raw(DataFrame(1, bytes(1 << 14))))

    assert wire.failure is None
    assert wire._h2.inbound_flow_control_window > before - (1 << 26)


def test_when_stream_numbers_run_out_the_request_goes_to_another_connection() -> None:
    wire: Any = asked()
    wire._h2.highest_outbound_stream_id = (1 << 31) - 1

    with pytest.raises(RequestError, match="no more streams") as caught:
        wire.open(Request("POST", "https://h.test/"), has_body=False)
    assert caught.value.unprocessed  # type: ignore[attr-defined]
    assert wire.closing

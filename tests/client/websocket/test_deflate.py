"""Compressed messages: in any fragments, with and without memory, and bombs that do not go off."""

import os
import zlib

import pytest

from tests.server.websocket import BINARY, PING, TEXT, frame
from workbench.client.websocket.handshake import Deflate
from workbench.client.websocket.protocol import Protocol


def packed(deflater: "zlib._Compress", data: bytes) -> bytes:
    """Return a message compressed as a server does."""
    return (deflater.compress(data) + deflater.flush(zlib.Z_SYNC_FLUSH)).removesuffix(
        b"\x00\x00\xff\xff"
    )


def deflater() -> "zlib._Compress":
    return zlib.compressobj(9, zlib.DEFLATED, -15)


def received(protocol: Protocol, data: bytes) -> list[str | bytes]:
    """Return the messages in some bytes."""
    protocol.receive(data)
    found = []
    while (message := protocol.next_message(0.0)) is not None:
        found.append(message)
    return found


def test_messages_share_a_window_and_pings_may_come_between_fragments() -> None:
    server, protocol = deflater(), Protocol(Deflate(), 1000)
    first, second = packed(server, b"hello " * 20), packed(server, b"hello " * 20)
    data = (
        frame(TEXT, first[:5], fin=False, packed=True)
        + frame(PING, b"x")
        + frame(0, first[5:])
        + frame(TEXT, b"as it is")
        + frame(BINARY, second, packed=True)
    )

    assert received(protocol, data) == ["hello " * 20, "as it is", b"hello " * 20]
    assert len(second) < len(first)


def test_a_forgetful_server_starts_anew_with_each_message() -> None:
    agreed = Deflate()
    agreed.peer_is_forgetful = True
    protocol = Protocol(agreed, 1000)

    for _ in range(2):
        assert received(protocol, frame(TEXT, packed(deflater(), b"abc" * 9), packed=True)) == [
            "abc" * 9
        ]


def test_a_final_block_ends_one_stream_and_begins_another() -> None:
    # RFC 7692, section 7.2.3.4
    protocol, final = Protocol(Deflate(), 1000), bytes.fromhex("f3 48 cd c9 c9 07 00 00")

    assert received(protocol, frame(TEXT, final, packed=True)) == ["Hello"]
    assert received(protocol, frame(TEXT, final, packed=True)) == ["Hello"]


def test_a_bomb_is_defused_at_the_limit() -> None:
    protocol = Protocol(Deflate(), 1 << 16)
    bomb = packed(deflater(), bytes(50 << 20))

    assert received(protocol, frame(BINARY, bomb, packed=True)) == []
    assert protocol.end is not None
    assert (protocol.end.code, protocol.end.reason) == (
        1009,
        "a message is larger than 65536 bytes",
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (frame(TEXT, b"\xff\xff\xff", packed=True), 1007),
        (frame(PING, b"", packed=True), 1002),
        (frame(TEXT, b"", fin=False) + frame(0, b"", packed=True), 1002),
        (frame(TEXT, packed(deflater(), b"\xff"), packed=True), 1007),
    ],
    ids=["corrupt", "a packed ping", "a packed continuation", "not UTF-8"],
)
def test_what_is_no_compressed_message_closes_the_connection(data: bytes, code: int) -> None:
    protocol = Protocol(Deflate(), 1000)

    assert received(protocol, data) == []
    assert protocol.end is not None
    assert protocol.end.code == code


@pytest.mark.parametrize("window", range(8, 16))
@pytest.mark.parametrize("forgetful", [False, True])
def test_what_we_send_inflates_within_the_window(window: int, forgetful: bool) -> None:
    agreed = Deflate()
    agreed.window, agreed.forgetful = window, forgetful
    protocol = Protocol(agreed, 1000)
    inflater = zlib.decompressobj(-max(window, 9))
    noise = os.urandom(5000) * 2
    for data in (noise, b"", noise, b"abc" * 1000):
        sent = protocol.message(data)
        size = sent[1] & 0x7F
        start = {126: 4, 127: 10}.get(size, 2)
        mask, masked = sent[start : start + 4], sent[start + 4 :]
        payload = bytes(b ^ mask[at % 4] for at, b in enumerate(masked))
        if sent[0] & 0x40:
            if forgetful:
                inflater = zlib.decompressobj(-max(window, 9))
            payload = inflater.decompress(payload + b"\x00\x00\xff\xff")
        assert payload == data

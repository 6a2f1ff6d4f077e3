"""Servers that use and abuse every rule of RFC 6455, after the sections of Autobahn's suite.

Each case is what a server says once the WebSocket is open, the messages that are to come out
of it, and the code of the close frame that the server is to get. All go over real sockets,
as a whole and byte by byte.
"""

import threading
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import anyio.to_thread
import pytest
import websockets.exceptions
import websockets.sync.server

from tests.client.conftest import Caller
from tests.client.websocket.sockets import Socket, opened
from tests.server.scripted import Peer, Script, Scripted
from tests.server.websocket import (
    BINARY,
    CLOSE,
    PING,
    PONG,
    TEXT,
    accept,
    closing,
    frame,
    read_frame,
)
from workbench.client import WebSocketClosed

pytestmark = pytest.mark.anyio
Start = Callable[[Script], Scripted]
LIMIT = 100_000
CHOPPED = 400  # longer ones are not sent byte by byte
BYE = closing(1000)
CONT = 0


@dataclass(frozen=True)
class Case:
    """What a server says, what comes of it, and how it ends."""

    said: bytes
    messages: tuple[str | bytes, ...] = ()
    code: int = 1000
    by_peer: bool = True
    pongs: tuple[bytes, ...] = ()  # the answers due; of those in a row the last will do


def well(said: bytes, *messages: str | bytes, **more: Any) -> Case:
    """Return a case that ends as it should."""
    return Case(said + BYE, messages, **more)


def badly(said: bytes, code: int = 1002, *messages: str | bytes) -> Case:
    """Return a case that we end, because of what the server does."""
    return Case(said + frame(TEXT, b"never read") + BYE, messages, code, by_peer=False)


def cut(opcode: int, *pieces: bytes, between: bytes = b"") -> bytes:
    """Return a message in fragments, with something between them."""
    frames = [frame(opcode if at == 0 else CONT, p, fin=False) for at, p in enumerate(pieces[:-1])]
    return between.join([*frames, frame(CONT, pieces[-1])])


def bits(first: int, payload: bytes = b"") -> bytes:
    """Return a short frame with any first byte."""
    return bytes([first, len(payload)]) + payload


SIZES = (0, 1, 125, 126, 127, 128, 65_535, 65_536)
FRAMING = {
    **{f"text of {n}": well(frame(TEXT, b"*" * n), "*" * n) for n in SIZES},
    **{f"binary of {n}": well(frame(BINARY, b"\xfe" * n), b"\xfe" * n) for n in SIZES},
    "masked": badly(b"\x81\x81\x00\x00\x00\x00x"),
    "a length of 125 in two bytes": badly(b"\x82\x7e\x00\x7d" + bytes(125)),
    "a length of 126 in eight bytes": badly(b"\x82\x7f" + (126).to_bytes(8) + bytes(126)),
    "a length of 2**63": badly(b"\x82\x7f" + (1 << 63).to_bytes(8)),
    "at the limit": well(frame(BINARY, bytes(LIMIT)), bytes(LIMIT)),
    "over the limit": badly(frame(BINARY, bytes(LIMIT + 1)), 1009),
    "fragments over the limit": badly(cut(BINARY, *[bytes(30_000)] * 4), 1009),
    "characters over the limit": badly(frame(TEXT, "€".encode() * 33_334), 1009),
    "a claim of 1 TiB": badly(b"\x82\x7f" + (1 << 40).to_bytes(8) + bytes(LIMIT + 1), 1009),
}
CONTROL = {
    **{
        f"ping of {n}": well(frame(PING, b"p" * n) + frame(TEXT, b"a"), "a", pongs=(b"p" * n,))
        for n in (0, 1, 124, 125)
    },
    "ping of 126": badly(frame(PING, b"p" * 126)),
    "ping in fragments": badly(frame(PING, b"p", fin=False)),
    "pong of 126": badly(frame(PONG, b"p" * 126)),
    "pong in fragments": badly(frame(PONG, b"", fin=False)),
    "close in fragments": badly(frame(CLOSE, b"\x03\xe8", fin=False)),
    "pongs nobody asked for": well(frame(PONG) + frame(PONG, b"x") + frame(TEXT, b"a"), "a"),
    "ping of bytes": well(frame(PING, b"\x00\xff") + frame(TEXT, b"a"), "a", pongs=(b"\x00\xff",)),
    "a flood of pings": badly(frame(PING, b"p") * 1500, 1008),
}
RESERVED = {
    **{
        f"bits {first >> 4 & 7} of opcode {first & 15}": badly(
            frame(TEXT, b"a") + bits(first, b"\x03\xe8" if first & 15 == CLOSE else b""), 1002, "a"
        )
        for opcode in (TEXT, BINARY, PING, PONG, CLOSE)
        for first in (0x90 | opcode, 0xA0 | opcode, 0xC0 | opcode, 0xF0 | opcode)
    },
    **{f"opcode {n}": badly(bits(0x80 | n, b"x")) for n in (3, 4, 5, 6, 7, 11, 12, 13, 14, 15)},
}
FRAGMENTS = {
    "two": well(cut(TEXT, b"frag", b"ment"), "fragment"),
    "empty ones": well(cut(TEXT, b"", b"", b""), ""),
    "an empty middle": well(cut(BINARY, b"a", b"", b"b"), b"ab"),
    "one byte each": well(cut(TEXT, *[b"x"] * 100), "x" * 100),
    "pings between": well(
        cut(TEXT, b"a", b"b", b"c", between=frame(PING, b"1")), "abc", pongs=(b"1", b"1")
    ),
    "pongs between": well(cut(BINARY, b"a", b"b", between=frame(PONG)), b"ab"),
    "two messages": well(cut(TEXT, b"a", b"b") + cut(BINARY, b"c", b"d"), "ab", b"cd"),
    "a continuation of nothing": badly(frame(CONT, b"x")),
    "an open continuation of nothing": badly(frame(CONT, b"x", fin=False)),
    "a continuation of what has ended": badly(frame(TEXT, b"a") + frame(CONT, b"b"), 1002, "a"),
    "a message within another": badly(frame(TEXT, b"a", fin=False) + frame(TEXT, b"b")),
    "another kind within a message": badly(frame(TEXT, b"a", fin=False) + frame(BINARY, b"b")),
    "a close within a message": Case(frame(TEXT, b"a", fin=False) + BYE),
}
VALID = (
    "Hello-µ@ßöäüàá-UTF-8!!",
    "κόσμε",
    "\x00\x7f",
    "\x80\u07ff\u0800\uffff",
    "\U00010000\U0010ffff",
    "\ud7ff\ue000\ufffd\ufdd0",
    "\ufeffBOM",
)
INVALID = (
    "80", "bf", "80bf", "c0", "fe", "ff", "fefeffff",  # stray, or never in UTF-8
    "c0af", "e080af", "f08080af", "f8808080af", "c1bf", "e09fbf", "f08fbfbf",  # overlong
    "eda080", "edadbf", "edbfbf", "eda080edb080",  # surrogates
    "f4908080", "f7bfbfbf", "fc8080808080",  # beyond U+10FFFF
    "cebae1bdb9cf83cebcceb5eda080656469746564",
    "c3", "e282", "f09f98",  # cut short
)  # fmt: skip


def each_byte(data: bytes) -> list[bytes]:
    return [data[at : at + 1] for at in range(len(data))]


UTF8 = {
    **{f"valid: {text!a}": well(frame(TEXT, text.encode()), text) for text in VALID},
    **{f"split: {text!a}": well(cut(TEXT, *each_byte(text.encode())), text) for text in VALID},
    **{f"invalid: {code}": badly(frame(TEXT, bytes.fromhex(code)), 1007) for code in INVALID},
    **{
        f"split and invalid: {code}": badly(cut(TEXT, *each_byte(bytes.fromhex(code)), b""), 1007)
        for code in INVALID
    },
    "invalid before the end": badly(frame(TEXT, b"a\xf4\x90", fin=False), 1007),
    "any bytes in binary": well(frame(BINARY, b"\xff\xfe\xed\xa0\x80"), b"\xff\xfe\xed\xa0\x80"),
}
CODES = (1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999)
NO_CODES = (0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535)
CLOSING = {
    **{f"code {code}": Case(closing(code), code=code) for code in CODES},
    **{f"code {code}, which is none": badly(closing(code)) for code in NO_CODES},
    "no code": Case(frame(CLOSE), code=1005),
    "half a code": badly(frame(CLOSE, b"\x03")),
    "a reason": Case(closing(1000, "bye")),
    "the longest reason": Case(closing(4000, "x" * 123), code=4000),
    "a reason too long": badly(closing(1000, "x" * 124)),
    "a reason that is not UTF-8": badly(frame(CLOSE, b"\x03\xe8\xff"), 1007),
    "more behind the end": Case(BYE + frame(TEXT, b"x") + frame(PING) + closing(4000)),
    "a word, then the end": well(frame(TEXT, b"word"), "word"),
}


def packed(*texts: bytes, end: int = zlib.Z_SYNC_FLUSH) -> list[bytes]:
    """Return messages compressed as one server does, one after the other."""
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    return [(deflater.compress(t) + deflater.flush(end))[:-4] for t in texts]


ONE, TWO = packed(b"hello " * 30, b"hello " * 31)
DEFLATE = {
    "a message": well(frame(TEXT, ONE, packed=True), "hello " * 30),
    "two that share a window": well(
        frame(TEXT, ONE, packed=True) + frame(BINARY, TWO, packed=True),
        "hello " * 30, b"hello " * 31,
    ),
    "one that is not compressed": well(frame(TEXT, b"plain"), "plain"),
    "an empty one": well(frame(TEXT, b"\x00", packed=True), ""),
    "fragments": well(
        frame(TEXT, ONE[:4], fin=False, packed=True) + frame(PING, b"1") + frame(CONT, ONE[4:]),
        "hello " * 30, pongs=(b"1",),
    ),
    "a bomb": badly(frame(BINARY, packed(bytes(20 << 20))[0], packed=True), 1009),
    "a bomb in fragments": badly(
        frame(BINARY, packed(bytes(20 << 20))[0][:9000], fin=False, packed=True), 1009
    ),
    "noise": badly(frame(TEXT, b"\xff\xff\xff\xff", packed=True), 1007),
    "not UTF-8": badly(frame(TEXT, packed(b"\xff")[0], packed=True), 1007),
    "a compressed ping": badly(bits(0xC9)),
    "a compressed continuation": badly(frame(TEXT, b"", fin=False) + bits(0xC0)),
    "another reserved bit": badly(bits(0xA1, b"x")),
}  # fmt: skip
SECTIONS = {
    "framing": FRAMING, "control": CONTROL, "reserved": RESERVED, "fragments": FRAGMENTS,
    "utf8": UTF8, "closing": CLOSING, "deflate": DEFLATE,
}  # fmt: skip
EXTENSION = b"Sec-WebSocket-Extensions: permessage-deflate"


async def heard(socket: Socket) -> tuple[tuple[str | bytes, ...], int, bool]:
    """Return the messages that come, and how it ends."""
    messages = []
    while True:
        try:
            messages.append(await socket.do("receive", 10))
        except WebSocketClosed as end:
            return tuple(messages), end.code, end.by_peer


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("step", [None, 1], ids=["whole", "bytes"])
async def test_whatever_a_server_says_comes_out_as_it_should(
    client: Caller, scripted: Start, section: str, step: int | None
) -> None:
    cases = {
        name: case for name, case in SECTIONS[section].items()
        if step is None or len(case.said) <= CHOPPED
    }  # fmt: skip
    told: dict[int, list[tuple[int, bytes]]] = {}

    def script(peer: Peer) -> None:
        number = int(accept(peer, *[EXTENSION] * (section == "deflate")).split()[1][1:])
        said = list(cases.values())[number].said
        for at in range(0, len(said), step or len(said)):
            if not peer.send(said[at : at + (step or len(said))]):
                break
        told[number] = []
        while (got := read_frame(peer)) is not None:
            told[number].append(got[:2])

    server = scripted(script)
    outcomes, wanted = {}, {}
    for number, (name, case) in enumerate(cases.items()):
        async with opened(client, server / str(number), max_message_size=LIMIT) as socket:
            outcomes[name] = await heard(socket)
        wanted[name] = (case.messages, case.code, case.by_peer)
    assert outcomes == wanted
    assert client.pool.open == 0

    for thread in server._threads:
        await anyio.to_thread.run_sync(thread.join, 5)
    for number, (name, case) in enumerate(cases.items()):
        *pongs, goodbye = told[number]
        # What has no code is answered with 1000.
        code = 1000 if case.code == 1005 else case.code
        assert (goodbye[0], int.from_bytes(goodbye[1][:2])) == (CLOSE, code), name
        if case.by_peer:
            due = [(PONG, payload) for payload in case.pongs]
            assert pongs[-1:] == due[-1:], name
            assert pongs == due[len(due) - len(pongs) :], name


async def test_a_server_that_only_stops_talking_is_gone_without_a_word(
    client: Caller, scripted: Start
) -> None:
    def script(peer: Peer) -> None:
        accept(peer)
        peer.send(frame(TEXT, b"last") + frame(TEXT, b"cut")[:3])
        peer.half_close()
        peer.wait_for_close()

    async with opened(client, scripted(script).url) as socket:
        assert await heard(socket) == (("last",), 1006, True)
        with pytest.raises(WebSocketClosed):
            await socket.do("send_text", "x")
    assert client.pool.open == 0


async def test_our_goodbye_is_answered_while_messages_are_under_way(
    client: Caller, scripted: Start
) -> None:
    seen = []

    def script(peer: Peer) -> None:
        accept(peer)
        peer.send(frame(TEXT, b"x") * 500 + frame(TEXT, b"half", fin=False))
        seen.append(read_frame(peer))
        peer.send(frame(PING) + closing(4001, "too"))
        peer.wait_for_close()

    async with opened(client, scripted(script).url) as socket:
        assert await socket.do("receive") == "x"
        await socket.do("close", 4001, "enough")
        assert (socket.raw.close_code, socket.raw.close_reason) == (4001, "too")
    assert seen[0] is not None
    assert seen[0][:2] == (CLOSE, b"\x0f\xa1enough")


# ---- a real server


def served(connection: websockets.sync.server.ServerConnection) -> None:
    """Do what is asked for by a first message."""
    match connection.recv():
        case "fragments":
            connection.send(["frag", "", "men", "ts"])
            connection.send([b"a", bytes(70_000)])
        case "pings":
            connection.ping("are you there?").wait(5)
            connection.send("you are")
        case "echo":
            for message in connection:
                connection.send(message)
        case "leave":
            connection.close(4321, "grüße")
        case "fail":
            raise ValueError


@pytest.fixture(scope="module", params=[None, "deflate"], ids=["plain", "compressed"])
def real(request: pytest.FixtureRequest) -> Iterator[str]:
    with websockets.sync.server.serve(
        served, "127.0.0.1", 0, compression=request.param, max_size=None
    ) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"ws://127.0.0.1:{server.socket.getsockname()[1]}/"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("ask", "messages", "code"),
    [
        ("fragments", ("fragments", b"a" + bytes(70_000)), 1000),
        ("pings", ("you are",), 1000),
        ("leave", (), 4321),
        ("fail", (), 1011),
    ],
)
async def test_a_real_server_is_understood(
    client: Caller, real: str, ask: str, messages: tuple[Any, ...], code: int
) -> None:
    async with opened(client, real) as socket:
        await socket.do("send_text", ask)
        assert await heard(socket) == (messages, code, True)
    assert client.pool.open == 0


async def test_a_real_server_understands_every_length_and_every_character(
    client: Caller, real: str
) -> None:
    said: list[str | bytes] = [b"\xff" * n for n in (*SIZES, 1_000_000)]
    said += [*VALID, "€" * 70_000]
    async with opened(client, real) as socket:
        await socket.do("send_text", "echo")
        for message in said:
            await socket.do("send_bytes" if isinstance(message, bytes) else "send_text", message)
            assert await socket.do("receive", 10) == message
    assert socket.raw.close_code == 1000

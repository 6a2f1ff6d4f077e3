"""The same scenes through our transport and through httpcore's stock pool: one outcome.

Where both differ on purpose, the last tests say how. Calls come one after the other: with
threads at once the stock pool exceeds its limit and closes connections that are in use.
"""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.client.conftest import Caller, Kind
from tests.server.scripted import Peer, Script, Scripted
from workbench.client import HTTPError, Timeout
from workbench.client.limits import DEFAULT_LIMITS

from .stock import AsyncStockTransport, StockTransport

pytestmark = pytest.mark.anyio
HEAD = b"HTTP/1.1 200 OK\r\n"
OK = HEAD + b"Content-Length: 2\r\n\r\nok"
CHUNKS = HEAD + b"Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n3;x=y\r\nay!\r\n0\r\n"


@pytest.fixture(params=["sync", "asyncio", "trio"])
def kind(request: pytest.FixtureRequest) -> Kind:
    """The kind of client under test."""
    found: Kind = request.param
    return found


@pytest.fixture
def anyio_backend(kind: Kind) -> str:
    """The library to run a test on."""
    return "asyncio" if kind == "sync" else kind


@dataclass
class Outcome:
    """What the caller and the server saw."""

    responses: list[tuple[Any, ...]] = field(default_factory=list)
    connections: int = 0
    heads: list[bytes] = field(default_factory=list)


@dataclass(frozen=True)
class Call:
    """A request to make."""

    method: str = "GET"
    options: dict[str, Any] = field(default_factory=dict)


def answering(*replies: bytes, hang_up: bool = False) -> Script:
    """Answer each connection's requests in turn, again from the first after the last."""

    def script(peer: Peer) -> None:
        at = 0
        while peer.read_head():
            peer.send(replies[at % len(replies)])
            at += 1
            if hang_up:
                return

    return script


def resetting(peer: Peer) -> None:
    peer.read_head()
    peer.reset()


def silent(peer: Peer) -> None:
    peer.read_head()
    peer.wait_for_close()


def swallowing(peer: Peer) -> None:
    """Take a body of any framing up to its end, which is `end.` or the last chunk; echo it."""
    while (head := peer.read_head()) and head:
        body = peer._buffer
        while not body.endswith((b"end.", b"0\r\n\r\n")):
            body += peer.receive()
        peer._buffer = b""
        peer.send(HEAD + b"Content-Length: %d\r\n\r\n%b" % (len(body), body))


async def outcome(
    kind: Kind, stock: bool, script: Script, calls: list[Call], **given: Any
) -> Outcome:
    """Return what comes of some calls, one after the other."""
    limits = given.pop("limits", DEFAULT_LIMITS)
    if stock:
        given["transport"] = (StockTransport if kind == "sync" else AsyncStockTransport)(limits)
    caller = Caller(kind, {"limits": limits, **given})
    seen = Outcome()
    with Scripted(script) as server:
        try:
            for call in calls:
                seen.responses.append(await response_to(caller, server.url, call))
        finally:
            await caller.aclose()
    seen.connections, seen.heads = server.connections, server.heads
    seen.heads = [head.replace(b"%d" % server.port, b"PORT") for head in server.heads]
    return seen


async def response_to(caller: Caller, url: str, call: Call) -> tuple[Any, ...]:
    """Return a response as plain values, or the name of what was raised."""
    options = call.options
    if callable(options.get("content")):
        options = {**options, "content": options["content"](caller.kind)}
    try:
        got = await caller.request(call.method, url, **options)
    except HTTPError as error:
        return (type(error).__name__,)
    return (got.status_code, got.reason_phrase, got.http_version, got.headers.raw, got.content)


def pieces(kind: Kind) -> "Iterator[bytes] | AsyncIterator[bytes]":
    """Return a body in pieces, some of them empty."""
    if kind == "sync":
        return iter([b"one", b"", b"two", b"end."])

    async def generate() -> AsyncIterator[bytes]:
        for piece in (b"one", b"", b"two", b"end."):
            yield piece

    return generate()


GET = Call()
QUICK = Call(options={"timeout": Timeout(5, read=0.05)})
SCENES: dict[str, tuple[Script, list[Call]]] = {
    "a body of a known length": (answering(OK), [GET]),
    "an empty body": (answering(HEAD + b"Content-Length: 0\r\n\r\n"), [GET, GET]),
    "a kept connection": (answering(OK), [GET, GET, GET]),
    "a body in chunks": (answering(CHUNKS + b"\r\n"), [GET, GET]),
    "trailers": (answering(CHUNKS + b"X-Sum: 1\r\n\r\n"), [GET, GET]),
    "a body that ends with its connection": (answering(HEAD + b"\r\nok", hang_up=True), [GET] * 2),
    "a peer that will close": (
        answering(HEAD + b"Connection: close\r\nContent-Length: 2\r\n\r\nok", hang_up=True),
        [GET, GET],
    ),
    "HTTP/1.0": (answering(OK.replace(b"1.1", b"1.0", 1), hang_up=True), [GET, GET]),
    "HEAD": (answering(HEAD + b"Content-Length: 9\r\n\r\n"), [Call("HEAD"), Call("HEAD")]),
    "204": (answering(b"HTTP/1.1 204 No Content\r\n\r\n"), [GET, GET]),
    "304": (answering(b"HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n"), [GET, GET]),
    "no reason": (answering(OK.replace(b" OK", b"")), [GET]),
    "an unknown status": (answering(OK.replace(b"200 OK", b"599 Odd")), [GET, GET]),
    "informational responses first": (
        answering(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK),
        [GET, GET],
    ),
    "repeated and padded fields": (
        answering(HEAD + b"A: 1\r\na:  2\t\r\nB:\r\nContent-Length: 2\r\n\r\nok"),
        [GET],
    ),
    "a body from memory": (swallowing, [Call("POST", {"content": b"the end."})] * 2),
    "a body in pieces": (swallowing, [Call("POST", {"content": pieces})] * 2),
    "a peer that hangs up at once": (answering(b"", hang_up=True), [GET]),
    "a head that breaks off": (answering(HEAD, hang_up=True), [GET]),
    "a body that breaks off": (
        answering(HEAD + b"Content-Length: 9\r\n\r\nok", hang_up=True),
        [GET, GET],
    ),
    "chunks that break off": (answering(CHUNKS[:-5], hang_up=True), [GET]),
    "a chunk of no size": (answering(HEAD + b"Transfer-Encoding: chunked\r\n\r\nx\r\n"), [GET]),
    "no HTTP": (answering(b"SSH-2.0-OpenSSH\r\n\r\n"), [GET]),
    "a field without a name": (answering(HEAD + b": x\r\n\r\n"), [GET]),
    "two lengths": (
        answering(HEAD + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\nok"),
        [GET],
    ),
    "a reset": (resetting, [GET]),
    "silence": (silent, [QUICK]),
}


@pytest.mark.parametrize("scene", SCENES)
async def test_both_come_to_the_same(kind: Kind, scene: str) -> None:
    script, calls = SCENES[scene]

    mine = await outcome(kind, False, script, calls)

    assert mine == await outcome(kind, True, script, calls)
    assert len(mine.responses) == len(calls)


async def test_what_cannot_be_sent_costs_the_stock_pool_alone_a_connection(kind: Kind) -> None:
    calls = [GET, Call("GET", {"headers": {"A": "b\nc"}}), GET]

    mine = await outcome(kind, False, answering(OK), calls)
    stock = await outcome(kind, True, answering(OK), calls)

    assert mine.responses == stock.responses
    assert mine.responses[1] == ("LocalProtocolError",)
    assert (mine.connections, stock.connections) == (1, 2)


async def test_bytes_behind_a_response_answer_the_next_request_of_the_stock_pool_alone(
    kind: Kind,
) -> None:
    script = answering(OK + OK.replace(b"ok", b"NO"))

    mine = await outcome(kind, False, script, [GET, GET])
    stock = await outcome(kind, True, script, [GET, GET])

    assert [got[-1] for got in mine.responses] == [b"ok", b"ok"]
    assert mine.connections == 2
    assert [got[-1] for got in stock.responses] != [b"ok", b"ok"]

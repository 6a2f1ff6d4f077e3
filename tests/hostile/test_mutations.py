"""Damaged responses, without sockets: whatever comes, only our own errors get out."""

import random

from workbench.client import Request, RequestError, Response
from workbench.client.body import IteratorStream
from workbench.client.h1 import ResponseReader
from workbench.client.headers import Headers

from .smuggling import SMUGGLING
from .vectors import CODINGS, FRAMING, HEADS

GET = Request("GET", "http://h/")
SEEDS = [reply for _, reply, _ in [*HEADS, *FRAMING, *SMUGGLING, *CODINGS] if 0 < len(reply) < 5000]
ROUNDS = 4000


def damaged(chance: random.Random) -> bytes:
    """Return a response with a few bytes changed, repeated, dropped or put in."""
    data = bytearray(chance.choice(SEEDS))
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(4):
            case 0:
                data[at : at + 1] = chance.choice([b"\r", b"\n", b"\0", b":", b" ", b"\xff", b"9"])
            case 1:
                del data[at : at + chance.randint(1, 5)]
            case 2:
                data[at:at] = chance.randbytes(chance.randint(1, 3))
            case _:
                data[at:at] = data[max(0, at - 12) : at]
    return bytes(data)


def read(data: bytes) -> Response | None:
    """Return the response in some bytes, read as far as the client would."""
    reader = ResponseReader("GET")
    head = reader.head(data)
    if head is None:
        reader.head(b"")
        return None
    behind = reader.pending()
    pieces = [reader.body(behind)] if behind else []
    if not reader.complete:
        pieces.append(reader.body(b""))
    response = Response(
        head.status,
        headers=Headers.of(head.headers),
        stream=IteratorStream(pieces),
        request=GET,
        extensions={"reason_phrase": head.reason},
    )
    response.read()
    return response


def test_only_our_errors_get_out() -> None:
    chance = random.Random(46)
    outcomes = {"read": 0, "refused": 0}

    for _ in range(ROUNDS):
        data = damaged(chance)
        try:
            response = read(data)
        except RequestError:
            outcomes["refused"] += 1
            continue
        outcomes["read"] += 1
        if response is not None:
            assert isinstance(response.text, str)
            assert repr(response.headers) + response.reason_phrase + response.http_version
            try:
                response.json()
            except ValueError:
                continue

    assert min(outcomes.values()) > ROUNDS / 20

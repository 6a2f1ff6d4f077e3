"""Random responses to clients of each kind, with everything switched on that reads fields."""

import gzip
import pickle
import random
import re
from collections.abc import Callable
from contextlib import suppress

import pytest

from tests.client.conftest import OpenClient, anyio_backend, kind, open_client, scripted
from tests.server.scripted import Peer, Script, Scripted
from workbench.client import DigestAuth, HTTPError, HTTPStatusError, Response, Retry

from .test_mutations import damaged

__all__ = ["anyio_backend", "kind", "open_client", "scripted"]  # fixtures

ROUNDS = 300
# What fields are made of: each piece has broken some client.
PIECES = {
    b"Location": b"/ // x http:// http: [::1] [ @ : 99999 ? # % %00 \\ file: \xff ..",
    b"Set-Cookie": b'a=b =x ; , path=/ domain=co.uk domain= expires=Thu, max-age=-1 " \x01 \xff',
    b"WWW-Authenticate": b'Digest Basic realm="r" nonce="n" qop=auth-int algorithm=X , = " \\',
    b"Content-Type": b'text/html ; charset= charset=utf-16 charset=iso2022_jp utf-7 " / \xff json',
    b"Content-Encoding": b"gzip deflate br zstd , identity x-gzip \xff zz",
    b"Transfer-Encoding": b"chunked , gzip identity \x0b ;",
    b"Content-Length": b"0 5 , -1 +5 99999999999999999999 0x5 \xb2",
    b"Retry-After": b"0 -1 1e9 Thu, 01 Jan 1970 99:99:99 GMT \xb2 ,",
    b"Link": b'< > ; rel=next rel= " , <x> \\ \xff',
    b"Connection": b"close keep-alive , upgrade \xff",
}
BODIES = [
    b"",
    b"hello",
    b"5\r\nhello\r\n0\r\n\r\n",
    gzip.compress(b"{}"),
    b"\xff\xfe{\x00}\x00",
    b"[" * 9,
]
STATUSES = [b"200", b"204", b"206", b"301", b"302", b"307", b"401", b"404", b"407", b"429", b"503"]


def made_up(chance: random.Random) -> bytes:
    """Return a response with fields of random pieces."""
    lines = [b"HTTP/1.1 " + chance.choice(STATUSES) + b" R"]
    for name in chance.sample(sorted(PIECES), chance.randint(1, 5)):
        words = chance.choices(PIECES[name].split(b" "), k=chance.randint(0, 4))
        lines.append(name + b": " + chance.choice([b"", b" "]).join(words))
    return b"\r\n".join(lines) + b"\r\n\r\n" + chance.choice(BODIES)


def noise(chance: random.Random) -> bytes:
    """Return some random bytes."""
    return chance.randbytes(chance.randint(0, 40))


def replies(seed: int) -> Callable[[], bytes]:
    """Return a function that gives the next response, whoever asks."""
    chance = random.Random(seed)
    makers: list[Callable[[random.Random], bytes]] = [made_up, damaged, noise]
    return lambda: chance.choices(makers, weights=[6, 3, 1])[0](chance)


def used(response: Response) -> None:
    """Look at everything that is made of a response's fields and body."""
    text = [response.text, response.reason_phrase, repr(response), repr(response.headers)]
    text += [str(response.links), str(response.encoding), str(response.charset_encoding)]
    text += [repr(response.cookies), str(response.elapsed), *response.iter_lines()]
    assert all(isinstance(each, str) for each in text)
    with suppress(ValueError):
        response.json()
    with suppress(ValueError):
        list(response.iter_ndjson())
    with suppress(HTTPStatusError):
        response.raise_for_status()
    copy = pickle.loads(pickle.dumps(response))
    assert (copy.status_code, copy.content) == (response.status_code, response.content)


def told(error: HTTPError) -> None:
    """Check that an error says what happened, in another process too."""
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), str(copy)) == (type(error), str(error))
    assert re.fullmatch(r"[^\x00-\x1f\x7f-\x9f]+", str(error))
    assert error.request.url.host


@pytest.mark.anyio
async def test_whatever_a_server_says_it_is_a_response_or_an_error_of_ours(
    open_client: OpenClient, scripted: Callable[[Script], Scripted]
) -> None:
    reply = replies(seed=55)

    def script(peer: Peer) -> None:
        if peer.read_head():
            peer.send(reply())

    server = scripted(script)
    client = open_client(
        follow_redirects=True,
        max_redirects=3,
        auth=DigestAuth("u", "p"),
        retries=Retry(2, backoff=0, max_delay=0),
        connect_to={"": f"127.0.0.1:{server.port}"},
        timeout=5,
    )
    outcomes = {"read": 0, "refused": 0}

    for _ in range(ROUNDS):
        try:
            response = await client.get(server / "x")
        except HTTPError as error:
            outcomes["refused"] += 1
            told(error)
        else:
            outcomes["read"] += 1
            used(response)

    assert min(outcomes.values()) > ROUNDS / 10
    assert client.pool.open == 0

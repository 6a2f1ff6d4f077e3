"""Every raw response of vectors.py, sent whole and byte by byte, gets the outcome it should."""

import re
import threading

import pytest

from tests.client.conftest import pool_of
from tests.server.scripted import Peer, Scripted
from workbench.client import Client, DecodingError, RequestError

from .smuggling import SMUGGLING
from .vectors import CODINGS, FRAMING, HEADS, Accepted, Outcome, Refused, Vector

ALL = [*HEADS, *FRAMING, *SMUGGLING, *CODINGS]
SLOW = 2000  # longer ones are not sent byte by byte


def outcome(reply: bytes, step: int) -> tuple[Outcome, Client, Scripted]:
    """Return what a client makes of a reply that is sent `step` bytes at a time."""

    def script(peer: Peer) -> None:
        while peer.read_head():
            for at in range(0, len(reply), step):
                if not peer.send(reply[at : at + step]):
                    return
            if ends_with_the_connection(reply):
                return

    with Scripted(script) as server, Client(timeout=5) as client:
        try:
            response = client.get(server.url)
        except RequestError as error:
            if error.request.url != server.url or "\n" in str(error):
                raise
            return Refused(type(error), str(error)), client, server
        kept = pool_of(client).idle == 1
        return Accepted(response.content, kept, response.status_code), client, server


def ends_with_the_connection(reply: bytes) -> bool:
    """Tell whether a reply needs the end of the connection to be complete (or hopeless)."""
    cut = [vector[1] for vector in ALL if vector[0].startswith("cut") or vector[0] in ENDLESS]
    return reply in cut


ENDLESS = {"HTTP/0.9", "nothing", "half a head", "no length", "300 kB line"}


@pytest.mark.parametrize("vector", ALL, ids=lambda vector: vector[0])
def test_a_response_gets_the_outcome_it_should(vector: Vector) -> None:
    _, reply, expected = vector

    # What is not HTTP is refused at its first byte, when a hint is not to be had yet.
    by_byte = reply.startswith(b"HTTP/") and len(reply) < SLOW
    for step in (len(reply) or 1, *([1] if by_byte else [])):
        got, client, _ = outcome(reply, step)
        if isinstance(expected, Accepted):
            if step == 1 and not expected.kept:
                assert isinstance(got, Accepted)  # the surplus may come after the release
                assert got.body == expected.body
            else:
                assert got == expected
        else:
            assert isinstance(got, Refused)
            assert got.error is expected.error
            assert re.search(re.escape(expected.says), got.says)
            assert pool_of(client).open == 0 or got.error is DecodingError


@pytest.mark.parametrize(
    ("method", "head"),
    [
        ("GET", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"),
        ("GET", b"HTTP/1.1 204 No Content\r\n\r\n"),
        ("GET", b"HTTP/1.1 304 Not Modified\r\n\r\n"),
        ("HEAD", b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n"),
    ],
    ids=["sized", "204", "304", "head"],
)
@pytest.mark.parametrize("late", [False, True], ids=["glued", "later"])
def test_bytes_behind_a_response_never_answer_the_next_request(
    method: str, head: bytes, late: bool
) -> None:
    evil = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nEVIL"

    def script(peer: Peer) -> None:
        peer.read_head()
        if peer.number:
            peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood")
        elif late:
            peer.send(head)
            answered.wait(5)
            peer.send(evil)
            planted.set()
        else:
            peer.send(head + evil)
        peer.wait_for_close()

    answered, planted = threading.Event(), threading.Event()
    with Scripted(script) as server, Client() as client:
        client.request(method, server.url)
        if late:
            answered.set()
            planted.wait(5)
        assert client.get(server.url).content == b"good"
        assert server.connections == 2

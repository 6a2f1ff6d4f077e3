"""Who answers: a process that does as little as possible for each request.

    python -m tests.benchmarks.clients.server CERTIFICATE KEY

It prints its two ports, for http and https, and serves until stdin closes. `/` is small JSON,
`/late` the same after a while, `/down/N` has N bytes; what is posted is swallowed. HTTP/2 is
spoken to whoever starts with its preface.
"""

import asyncio
import json
import ssl
import sys
from email.utils import formatdate
from typing import Any

from .http2_answers import PREFACE, HTTP2Answers
from .machine import SERVER_CORE, allow_descriptors, loop_factory, pin

LATE = 2.0  # seconds; long enough for 1,000 requests to be under way at once
PIECE = bytes(1 << 18)
BODY = json.dumps({"id": 1, "name": "Ada", "tags": ["a", "b"], "note": "x" * 120}).encode()


def reply() -> bytes:
    """Return the small response, which changes with the time, as everywhere, once a second."""
    return (
        b"HTTP/1.1 200 OK\r\nServer: bench\r\nDate: %b\r\nContent-Type: application/json\r\n"
        b"Connection: keep-alive\r\nContent-Length: %d\r\n\r\n%b"
        % (formatdate(usegmt=True).encode(), len(BODY), BODY)
    )


class Answering(asyncio.Protocol):
    """Answer each request without looking closely at it."""

    reply = reply()

    def __init__(self) -> None:
        self.buffer = b""
        self.swallowing = False
        self.room = asyncio.Event()
        self.http2: HTTP2Answers | None = None

    def connection_made(self, transport: Any) -> None:
        """Remember where to answer."""
        self.transport = transport
        self.room.set()

    def pause_writing(self) -> None:
        """Stop sending a long body."""
        self.room.clear()

    def resume_writing(self) -> None:
        """Go on with it."""
        self.room.set()

    def connection_lost(self, error: Exception | None) -> None:
        """Let nobody wait for room."""
        self.room.set()

    def data_received(self, data: bytes) -> None:
        """Answer what is complete."""
        if self.http2 is not None:
            self.transport.write(self.http2.answer(data))
            return
        if self.swallowing:
            self.swallow(data)
            return
        self.buffer += data
        if self.buffer.startswith(PREFACE):
            self.http2 = HTTP2Answers(BODY)
            self.transport.write(self.http2.answer(self.buffer[len(PREFACE) :]))
        elif self.buffer.startswith(b"GET / "):
            heads = self.buffer.count(b"\r\n\r\n")
            if heads:
                self.buffer = self.buffer.rpartition(b"\r\n\r\n")[2]
                self.transport.write(self.reply * heads)
        elif b"\r\n\r\n" in self.buffer:
            head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
            self.route(head)

    def route(self, head: bytes) -> None:
        """Answer one of the rarer requests."""
        method, path, _ = head.split(b" ", 2)
        if method == b"POST":
            if b"\r\nexpect:" in head.lower():
                self.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            self.swallowing = True
            rest, self.buffer = self.buffer, b""
            self.swallow(rest)
        elif path == b"/late":
            asyncio.get_running_loop().call_later(LATE, self.transport.write, self.reply)
        elif path.startswith(b"/down/"):
            task = asyncio.ensure_future(self.send_body(int(path.removeprefix(b"/down/"))))
            self.sending = task  # the loop keeps weak references only
        else:
            self.transport.write(self.reply)

    def swallow(self, data: bytes) -> None:
        """Take in a body in chunks, all of whose payload is zeros, and answer at its end."""
        self.buffer = (self.buffer + data[-7:])[-7:]
        if self.buffer == b"\r\n0\r\n\r\n":
            self.swallowing = False
            self.buffer = b""
            self.transport.write(self.reply)

    async def send_body(self, size: int) -> None:
        """Send a long body, no faster than it is taken."""
        self.transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % size)
        while size > 0 and not self.transport.is_closing():
            await self.room.wait()
            self.transport.write(PIECE if size >= len(PIECE) else PIECE[:size])
            size -= len(PIECE)


async def keep_time() -> None:
    """Let responses have the time they are sent at."""
    while True:
        Answering.reply = reply()
        await asyncio.sleep(1)


async def serve(certificate: str, key: str) -> None:
    """Serve until stdin closes; print the ports first."""
    loop = asyncio.get_running_loop()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    context.set_alpn_protocols(["h2", "http/1.1"])
    ports = []
    for tls in (None, context):
        server = await loop.create_server(Answering, "127.0.0.1", 0, backlog=4096, ssl=tls)
        ports.append(server.sockets[0].getsockname()[1])
    print(*ports, flush=True)
    clock = asyncio.ensure_future(keep_time())
    await loop.run_in_executor(None, sys.stdin.read)
    clock.cancel()


if __name__ == "__main__":
    pin(SERVER_CORE)
    allow_descriptors()
    with asyncio.Runner(loop_factory=loop_factory("fastest")) as runner:
        runner.run(serve(*sys.argv[1:]))

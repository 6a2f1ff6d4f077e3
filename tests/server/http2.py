"""HTTP/2 servers: hypercorn with a small application, and one that plays a script of frames."""

import asyncio
import json
import socket
import threading
from collections.abc import Callable
from typing import Any, Self

import h2.config
import h2.connection
import h2.events
import h2.settings
import hypercorn.asyncio
import hypercorn.config

from .scripted import Peer, Script


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Echo a request or a WebSocket's messages, or send as many bytes as the path says."""
    if scope["type"] == "websocket":
        await echo(receive, send)
    if scope["type"] != "http":
        return
    body = b""
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        body += message.get("body", b"")
        more = message.get("more_body", False)
    parts = scope["path"].strip("/").split("/")
    if parts[0] == "bytes":
        reply = b"x" * int(parts[1])
    else:
        headers = [(n.decode(), v.decode()) for n, v in scope["headers"]]
        said = {"method": scope["method"], "path": scope["path"], "headers": headers}
        reply = json.dumps({**said, "size": len(body), "version": scope["http_version"]}).encode()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": reply})


async def echo(receive: Any, send: Any) -> None:
    """Accept a WebSocket and say what is said."""
    await receive()
    await send({"type": "websocket.accept"})
    while (message := await receive())["type"] == "websocket.receive":
        await send({"type": "websocket.send", "text": message["text"]})


class Hypercorn:
    """The server, running from entering to leaving its `with` block."""

    def __init__(self, pem: str) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port: int = self._listener.getsockname()[1]
        self.connections = 0
        self._pem = pem
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))

    @property
    def url(self) -> str:
        """The server's address, without a slash at the end."""
        return f"https://127.0.0.1:{self.port}"

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        config = hypercorn.config.Config()
        config.bind = [f"fd://{self._listener.fileno()}"]
        config.certfile = config.keyfile = self._pem
        config.graceful_timeout = 0.1
        config.errorlog = None
        self._ready.set()
        await hypercorn.asyncio.serve(app, config, shutdown_trigger=self._stop.wait)

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait(5)
        return self

    def __exit__(self, *exc: object) -> None:
        assert self._loop is not None
        assert self._stop is not None
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)
        self._listener.detach()


class Frames:
    """The server's end of one connection, with h2 to speak for it."""

    def __init__(self, peer: Peer, settings: dict[Any, int] | None = None) -> None:
        self.peer = peer
        self.h2 = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        if settings:
            self.h2.local_settings = h2.settings.Settings(client=False, initial_values=settings)
        self.h2.initiate_connection()
        self.seen: list[Any] = []
        self.flush()

    def flush(self) -> None:
        """Write what h2 has to say."""
        self.peer.send(self.h2.data_to_send())

    def wait_for(self, kind: type, count: int = 1) -> Any:
        """Return the next event of a kind, or the last of several; None if the client hung up."""
        found = None
        for _ in range(count):
            found = self._next(kind)
        return found

    def _next(self, kind: type) -> Any:
        while True:
            for at, event in enumerate(self.seen):
                if isinstance(event, kind):
                    return self.seen.pop(at)
            data = self.peer.receive()
            if not data:
                return None
            self.seen += self.h2.receive_data(data)
            self.flush()

    def wait_for_request(self) -> Any:
        """Return the next request; None if the client hung up."""
        return self.wait_for(h2.events.RequestReceived)

    def answer(self, stream_id: int, body: bytes = b"ok") -> None:
        """Send a whole response."""
        self.h2.send_headers(stream_id, [(":status", "200")])
        self.h2.send_data(stream_id, body, end_stream=True)
        self.flush()


def framed(play: Callable[[Frames], None], settings: dict[Any, int] | None = None) -> Script:
    """Return a script that plays frames."""
    return lambda peer: play(Frames(peer, settings))

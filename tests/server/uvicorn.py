"""uvicorn with a small application that says what it was asked and sends the body back."""

import asyncio
import socket
import threading
from typing import Any, Self

import uvicorn


async def mirror(scope: Any, receive: Any, send: Any) -> None:
    """Answer with the request's body, piece by piece as it comes; its line is in the fields."""
    asked = f"{scope['method']} {scope['raw_path'].decode()}?{scope['query_string'].decode()}"
    fields = [(b"x-asked", asked.encode()), (b"set-cookie", b"seen=1")]
    message = await receive()  # the first asks for a body that waits for leave to be sent
    await send({"type": "http.response.start", "status": 200, "headers": fields})
    while message.get("more_body", False):
        await send({"type": "http.response.body", "body": message["body"], "more_body": True})
        message = await receive()
    await send({"type": "http.response.body", "body": message.get("body", b"")})


class Uvicorn:
    """The server, running from entering to leaving its `with` block."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        config = uvicorn.Config(mirror, lifespan="off", log_config=None, access_log=False)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=lambda: asyncio.run(self._server.serve([self._listener]))
        )

    @property
    def url(self) -> str:
        """The server's address, without a slash at the end."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._server.should_exit = True
        self._thread.join(10)
        self._listener.close()

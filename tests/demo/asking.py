"""Ask the demo in process, without a socket."""

import json
from dataclasses import dataclass, field
from typing import Any

import anyio

from workbench.demo.app import Demo
from workbench.demo.wire import Message


@dataclass
class Answer:
    """What the demo sent for one request."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    chunks: list[bytes] = field(default_factory=list)

    @property
    def body(self) -> bytes:
        return b"".join(self.chunks)

    @property
    def json(self) -> Any:
        return json.loads(self.body)


async def ask(
    demo: Demo,
    method: str,
    url: str,
    body: bytes = b"",
    headers: dict[str, str] | None = None,
    gone_after: int | None = None,
) -> Answer:
    """Send one request into the demo; `gone_after` so many chunks the client hangs up."""
    path, _, query = url.partition("?")
    answer = Answer()
    gone = anyio.Event()
    asked = False

    async def receive() -> Message:
        nonlocal asked
        if not asked:
            asked = True
            return {"type": "http.request", "body": body, "more_body": False}
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = {
                k.decode("latin-1"): v.decode("latin-1") for k, v in message["headers"]
            }
        else:
            answer.chunks.append(message["body"])
            if gone_after is not None and len(answer.chunks) >= gone_after:
                gone.set()

    pairs = {"host": "demo.test"} | (headers or {})
    scope: Message = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(k.encode(), v.encode()) for k, v in pairs.items()],
    }
    await demo(scope, receive, send)
    return answer


def answer_to(method: str, url: str, body: bytes = b"", **headers: str) -> Answer:
    """Ask a fresh demo once."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return anyio.run(lambda: ask(Demo(), method, url, body, named))

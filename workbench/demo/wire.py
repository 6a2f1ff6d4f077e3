"""What the demo's endpoints work with: a request read whole, a reply, and a refusal."""

import json
import math
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any

# The three parts of an ASGI application's signature.
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

HeaderPairs = tuple[tuple[str, str], ...]


class Refusal(Exception):  # noqa: N818 - it is an answer to the client, not a fault of the demo
    """A request the demo answers with an error status and one sentence."""

    def __init__(self, status: int, error: str, headers: HeaderPairs = ()) -> None:
        super().__init__(error)
        self.status = status
        self.error = error
        self.headers = headers


@dataclass(frozen=True, slots=True)
class Incoming:
    """One request; `path` holds what the route's `:names` matched."""

    method: str
    url: str
    headers: HeaderPairs = ()
    query: tuple[tuple[str, str], ...] = ()
    path: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    def header(self, name: str) -> str:
        """Return the first header of this lower-case name, or an empty text."""
        return next((value for key, value in self.headers if key == name), "")

    def asked(self, name: str) -> str | None:
        """Return the first query parameter of this name, or None."""
        return next((value for key, value in self.query if key == name), None)

    def number(self, name: str, default: float, low: float, high: float) -> float:
        """Return a query parameter as a number, moved into the range the demo allows."""
        text = self.asked(name)
        if text is None or text == "":
            return default
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if math.isnan(number):
            raise Refusal(400, f'{name} must be a number, not "{text}"')
        return min(max(number, low), high)

    def document(self) -> object:
        """Return the body as JSON; refuses what is not JSON."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise Refusal(400, f"the body is not JSON: {error}") from error


@dataclass(frozen=True, slots=True)
class Reply:
    """A response; `body` is whole, or a stream that may know its length beforehand.

    Header values are sent as Latin-1, so a value can carry any byte.
    """

    status: int = 200
    headers: HeaderPairs = ()
    body: bytes | AsyncIterator[bytes] = b""
    length: int | None = None


def json_reply(document: object, status: int = 200, headers: HeaderPairs = ()) -> Reply:
    """Return a reply that holds an indented JSON document."""
    body = json.dumps(document, indent=2, ensure_ascii=False).encode() + b"\n"
    return Reply(status, (("content-type", "application/json"), *headers), body)

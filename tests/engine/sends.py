"""Requests that are filled in, and the sending of them on their own."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

from workbench.engine.growing import GrowingRecord
from workbench.engine.sending import Sender
from workbench.model import (
    AuthSpec,
    BasicAuth,
    Exchange,
    Failure,
    NoAuth,
    Options,
    Resolved,
)

T = TypeVar("T")

NONE = NoAuth()

EMPTY = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
BASIC_ADA = b"authorization: Basic YWRhOnB3"  # ada:pw


def sending(
    story: Callable[[Sender], Awaitable[T]], most_body: int = 1000, root: Path | None = None
) -> T:
    """Return what a story with a sender comes to."""

    async def main() -> T:
        sender = Sender(most_body, root)
        try:
            return await story(sender)
        finally:
            await sender.aclose()

    return asyncio.run(main())


async def sent(sender: Sender, resolved: Resolved, **how: Any) -> tuple[Exchange, Failure | None]:
    """Send a request, and return its record and why it is not complete."""
    record = GrowingRecord(1, resolved, lambda _: None, keep_body=True)
    failure = await sender.send(resolved, record, **how)
    record.end(failure)
    return record.exchange, failure


def asking(url: str, auth: AuthSpec = NONE, **options: Any) -> Resolved:
    """Return a request with these options."""
    return Resolved("a", "A", "GET", url, auth=auth, options=Options(**options))


def redirecting(place: str) -> bytes:
    """Return a response that leads elsewhere."""
    return f"HTTP/1.1 302 Found\r\nLocation: {place}\r\nContent-Length: 2\r\n\r\nno".encode()


def keyed(url: str, **changes: Any) -> Resolved:
    """Return a request with a secret header and a secret body."""
    options = changes.pop("options", Options())
    return Resolved(
        "a",
        "A",
        "POST",
        url,
        (("X-Key", "k"), ("X-Plain", "p")),
        BasicAuth("ada", "pw"),
        b"body",
        options,
        secret_headers=frozenset({"X-Key"}),
        **changes,
    )


def temporary(place: str) -> bytes:
    """Return a response that leads elsewhere, where the same is to be sent."""
    return f"HTTP/1.1 307 Temporary\r\nLocation: {place}\r\nContent-Length: 0\r\n\r\n".encode()

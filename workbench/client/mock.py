"""A transport that asks a function: for tests of code that uses the client."""

from collections.abc import Awaitable, Callable
from inspect import isawaitable
from typing import Any

from .request import Request
from .response import Response
from .transport import AsyncBaseTransport, BaseTransport

Handler = Callable[[Request], Response]
AsyncHandler = Callable[[Request], Awaitable[Response]]


class MockTransport(BaseTransport, AsyncBaseTransport):
    """Answer every request with what `handler(request)` returns.

    The request's body is read before. The handler may be an async function if an
    AsyncClient calls it; what it raises, the caller of the client gets.
    """

    def __init__(self, handler: Handler | AsyncHandler) -> None:
        self.handler = handler

    def handle_request(self, request: Request) -> Response:
        """Return the handler's response."""
        request.read()
        response: Any = self.handler(request)
        if isawaitable(response):
            close = getattr(response, "close", None)
            if close is not None:
                close()  # a coroutine nobody awaits would warn
            raise TypeError("an async handler cannot answer a sync Client; use AsyncClient")
        return checked(response)

    async def handle_async_request(self, request: Request) -> Response:
        """Return the handler's response, awaited if need be."""
        await request.aread()
        response: Any = self.handler(request)
        return checked(await response if isawaitable(response) else response)


def checked(response: object) -> Response:
    """Return a handler's answer if it is a response."""
    if not isinstance(response, Response):
        raise TypeError(f"the handler must return a Response, not {type(response).__name__}")
    return response

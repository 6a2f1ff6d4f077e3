"""Requests answered by an ASGI application in this process, without a socket.

The application runs in a task of its own, so that both bodies can be streamed: it waits
where the reader of its response has not caught up. Its exchange ends when it returns, as
a test of its background tasks expects.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import TYPE_CHECKING, Any

from .body import AsyncByteStream
from .request import Request
from .response import AsyncResponse
from .transport import AsyncBaseTransport, patience_of

if TYPE_CHECKING:
    from .asgi_exchange import Exchange
    from .lifespan import Lifespan

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
ASGISend = Callable[[Message], Awaitable[None]]
ASGIApp = Callable[[MutableMapping[str, Any], Receive, ASGISend], Awaitable[None]]


class ASGITransport(AsyncBaseTransport):
    """Answer requests with an ASGI application.

    `raise_app_exceptions` raises what the application raises, from the call or from
    the reading of the body; without it the answer is a status of 500, or a
    RemoteProtocolError where the response had begun. With `lifespan` (as
    `AsyncClient(app=…)` has it) entering the transport starts the application up and
    closing it shuts it down.

    Closing a response early tells the application with `http.disconnect`, and a further
    `send` raises OSError (ASGI 2.4). Closing the transport cancels what still runs.
    """

    def __init__(
        self,
        app: ASGIApp,
        raise_app_exceptions: bool = True,
        root_path: str = "",
        client: tuple[str, int] = ("127.0.0.1", 123),
        *,
        lifespan: bool = False,
    ) -> None:
        self.app = app
        self.raise_app_exceptions = raise_app_exceptions
        self.root_path = root_path
        self.client = client
        self._has_lifespan = lifespan
        self._lifespan: Lifespan | None = None
        self._running: list[Exchange] = []

    async def __aenter__(self) -> "ASGITransport":
        if self._has_lifespan:
            from .lifespan import Lifespan

            self._lifespan = Lifespan(self.app)
            await self._lifespan.startup()
        return self

    async def handle_async_request(self, request: Request) -> AsyncResponse:
        """Return the application's response as soon as its head is there."""
        if not isinstance(request.stream, AsyncByteStream):
            raise TypeError("an AsyncClient cannot send a body of the other kind of iterator")
        from .asgi_exchange import Exchange

        exchange = Exchange(
            self.app,
            self._scope(request),
            request,
            request.stream,
            patience_of(request),
            raise_app_exceptions=self.raise_app_exceptions,
        )
        self._running = [each for each in self._running if not each.task.done.is_set()]
        self._running.append(exchange)
        return await exchange.respond()

    def _scope(self, request: Request) -> dict[str, Any]:
        url = request.url
        scope: dict[str, Any] = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.4"},
            "http_version": "1.1",
            "method": request.method,
            "headers": [(name.lower(), value) for name, value in request.headers.raw],
            "scheme": url.scheme,
            "path": url.path,
            "raw_path": url.raw_path.partition(b"?")[0],
            "query_string": url.query,
            "server": (url.host, url.port),
            "client": self.client,
            "root_path": self.root_path,
        }
        if self._lifespan is not None:
            scope["state"] = self._lifespan.state.copy()
        return scope

    async def aclose(self) -> None:
        """Cancel the exchanges that are under way, then shut the application down."""
        running, self._running = self._running, []
        for exchange in running:
            await exchange.task.stop()
            await exchange.aclose()
        if self._lifespan is not None:
            await self._lifespan.shutdown()

"""One call of an ASGI application: the request it receives and the response it sends."""

from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable
from typing import Any

import anyio

from .asgi import ASGIApp, Message
from .body import AsyncByteStream, ByteStream
from .errors import RemoteProtocolError
from .request import Request
from .response import AsyncResponse
from .tasks import Task
from .timeout import Patience


class Exchange(AsyncByteStream):
    """One call of the application, and the body of its response."""

    def __init__(
        self,
        app: ASGIApp,
        scope: dict[str, Any],
        request: Request,
        body: AsyncIterable[bytes],
        patience: Patience,
        *,
        raise_app_exceptions: bool,
    ) -> None:
        self._raises = raise_app_exceptions
        self.task = Task(self._call)
        self._app = app
        self._scope = scope
        self._request = request
        self._patience = patience
        self._status: int | None = None
        self._headers: list[tuple[bytes, bytes]] = []
        self._begun = anyio.Event()  # the head is there, or will not come
        self._over = anyio.Event()  # the response is complete, or nobody wants it any more
        self._complete = False
        self._gone = False
        self._asked: AsyncIterator[bytes] | None = aiter(body)
        self._sink, self._source = anyio.create_memory_object_stream[bytes](0)

    async def respond(self) -> AsyncResponse:
        """Start the application and return its response, the body unread."""
        self.task.start()
        try:
            await self._within_time(self._begun.wait)
            if self._status is None:
                await self.task.done.wait()
                self._check_end()
                self._status, self._complete = 500, True
        except BaseException:
            await self.aclose()
            raise
        return AsyncResponse(
            self._status, headers=self._headers, stream=self, request=self._request
        )

    async def _within_time(self, wait: Callable[[], Awaitable[Any]]) -> Any:
        """Wait as long as the total limit allows; the others are limits of a network."""
        try:
            with anyio.fail_after(self._patience.within(None)):
                return await wait()
        except TimeoutError as error:
            if self._patience.passed():
                raise self._patience.no_bytes() from error
            raise

    # ---- what the application sees

    async def _call(self) -> None:
        try:
            await self._app(self._scope, self._receive, self._send)
        finally:
            self._sink.close()
            self._over.set()
            self._begun.set()

    async def _receive(self) -> Message:
        if self._gone:
            return {"type": "http.disconnect"}
        if self._asked is None:
            await self._over.wait()
            return {"type": "http.disconnect"}
        stream = self._request.stream
        if isinstance(stream, ByteStream):
            self._asked = None
            return {"type": "http.request", "body": stream.content, "more_body": False}
        try:
            piece = await anext(self._asked)
        except StopAsyncIteration:
            self._asked = None
            return {"type": "http.request", "body": b"", "more_body": False}
        return {"type": "http.request", "body": piece, "more_body": True}

    async def _send(self, message: Message) -> None:
        if self._gone:
            raise OSError("the client has closed the response")
        match message["type"]:
            case "http.response.start":
                if self._status is not None:
                    raise RuntimeError("the application started its response twice")
                self._status = int(message["status"])
                self._headers = [(bytes(n), bytes(v)) for n, v in message.get("headers", ())]
                self._begun.set()
            case "http.response.body":
                await self._send_body(message.get("body", b""), message.get("more_body", False))

    async def _send_body(self, body: bytes, more: bool) -> None:
        if self._status is None:
            raise RuntimeError("the application sent a body before the start of its response")
        if self._complete:
            raise RuntimeError("the application sent a body after the end of its response")
        if body and self._request.method != "HEAD":
            try:
                await self._sink.send(bytes(body))
            except anyio.BrokenResourceError:
                raise OSError("the client has closed the response") from None
        if not more:
            self._complete = True
            self._over.set()

    # ---- the body, as the client reads it

    def __aiter__(self) -> "Exchange":
        return self

    async def __anext__(self) -> bytes:
        try:
            piece: bytes = await self._within_time(self._source.receive)
        except anyio.EndOfStream:
            await self.task.done.wait()
            if (self._status is not None and not self._complete) or self.task.error is not None:
                self._check_end()
            raise StopAsyncIteration from None
        return piece

    def _check_end(self) -> None:
        """Raise what an application that has ended owes us, if it owes anything."""
        error = self.task.error
        if error is not None and self._raises:
            raise error
        if error is None and self._status is None:
            raise RemoteProtocolError("the application returned without a response")
        if self._status is not None and not self._complete:
            raise RemoteProtocolError("the application ended before its response did") from error

    async def aclose(self) -> None:
        """Tell the application, if it is still at it, that nobody listens any more."""
        self._gone = True
        self._over.set()
        self._source.close()

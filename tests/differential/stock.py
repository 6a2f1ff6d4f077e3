"""httpcore's own pool behind our interface: what our pool, connection and reader are held against.

`Client(transport=StockTransport())` and `AsyncClient(transport=AsyncStockTransport())` send
through it; everything above the transport is the same.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

import httpcore

import workbench.client as ours
from workbench.client import (
    AsyncBaseTransport,
    AsyncByteStream,
    BaseTransport,
    Limits,
    Request,
    Response,
    SyncByteStream,
)


@contextmanager
def translated() -> Iterator[None]:
    """Raise our exception for httpcore's of the same name."""
    try:
        yield
    except Exception as error:
        kind = getattr(ours, type(error).__name__, None)
        if kind is None or not type(error).__module__.startswith("httpcore"):
            raise
        raise kind(str(error)) from error


def parts(request: Request) -> dict[str, Any]:
    """Return a request as httpcore's takes it."""
    url = request.url
    target = httpcore.URL(
        scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
    )
    given = {"headers": request.headers.raw, "content": request.stream}
    return {"method": request.method, "url": target, "extensions": request.extensions, **given}


class Body(SyncByteStream):
    """The body of a response of the stock pool."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        with translated():
            yield from self._stream

    def close(self) -> None:
        with translated():
            self._stream.close()


class AsyncBody(AsyncByteStream):
    """The body of a response of the stock pool."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with translated():
            async for piece in self._stream:
                yield piece

    async def aclose(self) -> None:
        with translated():
            await self._stream.aclose()


def settings(limits: Limits) -> dict[str, Any]:
    """Return limits as httpcore takes them."""
    return {
        "max_connections": limits.max_connections,
        "max_keepalive_connections": limits.max_keepalive_connections,
        "keepalive_expiry": limits.keepalive_expiry,
    }


class StockTransport(BaseTransport):
    """httpcore.ConnectionPool."""

    def __init__(self, limits: Limits) -> None:
        self._pool = httpcore.ConnectionPool(**settings(limits))

    def handle_request(self, request: Request) -> Response:
        with translated():
            got = self._pool.handle_request(httpcore.Request(**parts(request)))
        return Response(
            got.status,
            headers=got.headers,
            stream=Body(got.stream),
            extensions=dict(got.extensions),
        )

    def close(self) -> None:
        self._pool.close()


class AsyncStockTransport(AsyncBaseTransport):
    """httpcore.AsyncConnectionPool."""

    def __init__(self, limits: Limits) -> None:
        self._pool = httpcore.AsyncConnectionPool(**settings(limits))

    async def handle_async_request(self, request: Request) -> Response:
        with translated():
            got = await self._pool.handle_async_request(httpcore.Request(**parts(request)))
        return Response(
            got.status,
            headers=got.headers,
            stream=AsyncBody(got.stream),
            extensions=dict(got.extensions),
        )

    async def aclose(self) -> None:
        await self._pool.aclose()

"""Applications of Python as targets: requests answered in this process, without a server.

Naming one means running its code; whoever asks for it has been trusted to before.
"""

import inspect
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import anyio.to_thread

from workbench.client import ASGITransport, AsyncBaseTransport, WSGITransport
from workbench.client.body import AsyncByteStream, SyncByteStream
from workbench.client.request import Request
from workbench.client.response import AsyncResponse, Response
from workbench.errors import Problem, WorkbenchError


def load_app(name: str, folders: Sequence[Path]) -> Callable[..., Any]:
    """Return the application that `package.module:name` means, `name()` being a factory.

    `folders` are looked through before Python's own path. Raises WorkbenchError.
    """
    module, colon, attribute = name.partition(":")
    if not colon or not module or not attribute:
        hint = "write package.module:name, as for a server"
        raise WorkbenchError(Problem(f'"{name}" does not name an application', hint=hint))
    before = list(sys.path)
    sys.path[:0] = [str(folder) for folder in folders]
    try:
        found: Any = import_module(module)
        for part in attribute.removesuffix("()").split("."):
            found = getattr(found, part)
        if attribute.endswith("()"):
            found = found()
    except Exception as error:
        what = f'cannot load the application "{name}": {type(error).__name__}: {error}'
        raise WorkbenchError(Problem(" ".join(what.split()))) from error
    finally:
        sys.path[:] = before
    if not callable(found):
        what = f'"{name}" is not an application: it cannot be called'
        hint = "name the application itself, or what makes it with () behind"
        raise WorkbenchError(Problem(what, hint=hint))
    application: Callable[..., Any] = found
    return application


def transport_to(app: Callable[..., Any]) -> AsyncBaseTransport:
    """Return what answers requests with an application of either kind.

    What it raises becomes an answer of status 500, as a server would give it.
    """
    if is_asgi(app):
        return ASGITransport(app, raise_app_exceptions=False, lifespan=True)
    return ThreadedWSGI(app)


def is_asgi(app: Callable[..., Any]) -> bool:
    """Tell whether an application is ASGI's kind (version 3) rather than WSGI's."""
    if inspect.iscoroutinefunction(app) or inspect.iscoroutinefunction(type(app).__call__):
        return True
    try:
        return len(inspect.signature(app).parameters) == 3
    except (TypeError, ValueError):
        return False


class ThreadedWSGI(AsyncBaseTransport):
    """A WSGI application, called in threads so that it holds up nobody else."""

    def __init__(self, app: Callable[..., Any]) -> None:
        self._transport = WSGITransport(app, raise_app_exceptions=False)

    async def handle_async_request(self, request: Request) -> AsyncResponse:
        """Return the application's response as soon as it has something to say."""
        content = await request.aread()
        if request.headers.pop("transfer-encoding", None) is not None:
            # WSGI has no way to say where a body ends, other than by its length.
            request.headers["Content-Length"] = str(len(content))
        response: Response = await anyio.to_thread.run_sync(
            self._transport.handle_request, request, abandon_on_cancel=True
        )
        stream = response.stream
        assert isinstance(stream, SyncByteStream)
        return AsyncResponse(
            response.status_code,
            headers=response.headers,
            stream=ThreadedStream(stream),
            request=request,
            extensions=response.extensions,
        )


class ThreadedStream(AsyncByteStream):
    """A body whose chunks are waited for in a thread."""

    def __init__(self, stream: SyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        chunks: Iterator[bytes] = iter(self._stream)
        while (chunk := await anyio.to_thread.run_sync(next, chunks, None)) is not None:
            yield chunk

    async def aclose(self) -> None:
        """Close the application's own iterator."""
        await anyio.to_thread.run_sync(self._stream.close)

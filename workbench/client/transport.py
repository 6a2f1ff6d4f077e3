"""The seam at which another way to answer requests can be put in."""

from collections.abc import Iterable
from time import perf_counter
from types import TracebackType
from typing import TYPE_CHECKING, Self

from .body import BodyStream, ByteStream
from .headers import Headers
from .request import Request
from .response import Response
from .timeout import Patience
from .timings import Stamps

if TYPE_CHECKING:
    from .h1_head import Head
    from .network.base import AsyncStream, Stream


class BaseTransport:
    """Something that answers requests with blocking calls. Subclass it for one of your own.

    The client adds the request and the timings to the response it returns, enters it
    with the client's `with` block and closes it with the client.
    """

    def handle_request(self, request: Request) -> Response:
        """Return the response to a request, its body unread."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go of everything."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        self.close()


class AsyncBaseTransport:
    """Something that answers requests asynchronously. Subclass it for one of your own.

    The client adds the request and the timings to the response it returns, enters it
    with the client's `async with` block and closes it with the client.
    """

    async def handle_async_request(self, request: Request) -> Response:
        """Return the response to a request, its body unread."""
        raise NotImplementedError

    async def aclose(self) -> None:
        """Let go of everything."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        await self.aclose()


def check_transports(client: str, method: str, transports: Iterable[object]) -> None:
    """Refuse a transport of the other kind of client where it is given, not at a request."""
    for each in transports:
        if each is not None and not hasattr(each, method):
            kind = type(each).__name__
            raise TypeError(f"{client} calls {method}() of its transports, and {kind} has none")


def patience_of(request: Request) -> Patience:
    """Return the time limits of a request; its extensions carry them."""
    extensions = request.extensions
    return Patience(extensions.get("timeout") or {}, extensions.get("deadline"), perf_counter)


def extensions_of(
    head: "Head", stamps: Stamps, stream: "AsyncStream | Stream", body: BodyStream
) -> dict[str, object]:
    """Return what a response carries beside its headers and body."""
    stamps.peer = stream.peer
    extensions: dict[str, object] = {
        "http_version": b"HTTP/" + head.version,
        "reason_phrase": head.reason,
        "stamps": stamps,
    }
    if stream.tls is not None:
        extensions["tls"] = stream.tls
    if head.trailers is not None:
        extensions["trailers"] = head.trailers
    if head.informational is not None:
        extensions["informational"] = [
            (each.status, Headers.of(each.headers)) for each in head.informational
        ]
    if type(body) is not ByteStream and hasattr(body, "network_stream"):
        extensions["network_stream"] = body.network_stream
    return extensions

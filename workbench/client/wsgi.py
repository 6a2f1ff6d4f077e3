"""Requests answered by a WSGI application in this process, without a socket (PEP 3333)."""

import io
import sys
from collections.abc import Callable, Iterable, Iterator
from inspect import iscoroutinefunction
from types import TracebackType
from typing import Any, TextIO
from urllib.parse import unquote_to_bytes

from .body import SLICE, ByteStream, SyncByteStream
from .errors import RemoteProtocolError
from .request import Request
from .response import Response
from .transport import BaseTransport

ExcInfo = tuple[type[BaseException], BaseException, TracebackType]
WSGIApp = Callable[[dict[str, Any], Callable[..., Callable[[bytes], object]]], Iterable[bytes]]


class WSGITransport(BaseTransport):
    """Answer requests with a WSGI application.

    `raise_app_exceptions` raises what the application raises; without it the answer is a
    status of 500, or what the application itself made of its error. `wsgi_errors` is
    where it writes its log, standard error by default.
    """

    def __init__(
        self,
        app: WSGIApp,
        raise_app_exceptions: bool = True,
        script_name: str = "",
        remote_addr: str = "127.0.0.1",
        wsgi_errors: TextIO | None = None,
    ) -> None:
        if iscoroutinefunction(app) or iscoroutinefunction(getattr(app, "__call__", None)):  # noqa: B004
            raise TypeError("this is an ASGI application; use AsyncClient(app=…) or ASGITransport")
        self.app = app
        self.raise_app_exceptions = raise_app_exceptions
        self.script_name = script_name
        self.remote_addr = remote_addr
        self.wsgi_errors = wsgi_errors

    def handle_request(self, request: Request) -> Response:
        """Return the application's response as soon as it has something to say."""
        if not isinstance(request.stream, SyncByteStream):
            raise TypeError("a Client cannot send a body of the other kind of iterator")
        call = Call()
        body: Iterable[bytes] = ()
        try:
            body = self.app(self._environ(request, request.stream), call.start_response)
            pieces = iter(body)
            first = next((piece for piece in pieces if piece), b"")
            if call.error is not None and self.raise_app_exceptions:
                raise call.error
            if call.status is None:
                raise RemoteProtocolError("the application returned without a response")
        except Exception as error:
            close(body)
            if self.raise_app_exceptions or isinstance(error, RemoteProtocolError):
                raise
            return Response(500, stream=ByteStream(b""), request=request)
        code, _, reason = call.status.partition(" ")
        return Response(
            int(code),
            headers=call.headers,
            stream=AppBody(body, [*call.written, first], pieces),
            request=request,
            extensions={"reason_phrase": reason.encode("latin-1", "replace")},
        )

    def _environ(self, request: Request, stream: SyncByteStream) -> dict[str, Any]:
        url = request.url
        path, _, _ = url.raw_path.partition(b"?")
        environ: dict[str, Any] = {
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": url.scheme,
            "wsgi.input": io.BufferedReader(Input(stream), SLICE),
            "wsgi.input_terminated": True,
            "wsgi.errors": self.wsgi_errors or sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
            "REQUEST_METHOD": request.method,
            "SCRIPT_NAME": self.script_name,
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": url.query.decode("ascii"),
            "SERVER_NAME": url.host,
            "SERVER_PORT": str(url.origin[2]),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": self.remote_addr,
        }
        for name, value in request.headers.raw:
            key = name.decode("latin-1").upper().replace("-", "_")
            if key not in {"CONTENT_TYPE", "CONTENT_LENGTH"}:
                key = f"HTTP_{key}"
            text = value.decode("latin-1")
            joint = "; " if key == "HTTP_COOKIE" else ", "
            environ[key] = f"{environ[key]}{joint}{text}" if key in environ else text
        return environ


class Call:
    """What one call of the application says through `start_response`."""

    def __init__(self) -> None:
        self.status: str | None = None
        self.headers: list[tuple[str, str]] = []
        self.written: list[bytes] = []
        self.error: BaseException | None = None

    def start_response(
        self,
        status: str,
        response_headers: list[tuple[str, str]],
        exc_info: ExcInfo | tuple[None, None, None] | None = None,
    ) -> Callable[[bytes], object]:
        """Note the head of the response; return the function for bytes in front of the body."""
        if exc_info is not None:
            self.error = exc_info[1]
        elif self.status is not None:
            raise RuntimeError("the application started its response twice")
        self.status = status
        self.headers = list(response_headers)
        return self.written.append


class Input(io.RawIOBase):
    """A request's body as a file."""

    def __init__(self, stream: SyncByteStream) -> None:
        self._pieces = iter(stream)
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer with what comes next; return how much it was."""
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = memoryview(piece)
        size = min(len(buffer), len(self._rest))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
        return size


class AppBody(SyncByteStream):
    """What an application returns, from its first bytes on."""

    def __init__(self, body: Iterable[bytes], ready: list[bytes], pieces: Iterator[bytes]) -> None:
        self._body = body
        self._ready = ready
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        yield from filter(None, self._ready)
        yield from self._pieces

    def close(self) -> None:
        """Call the `close()` that applications may have on what they return."""
        close(self._body)


def close(body: Iterable[bytes]) -> None:
    """Close what an application returned, if it can be closed."""
    end = getattr(body, "close", None)
    if end is not None:
        end()

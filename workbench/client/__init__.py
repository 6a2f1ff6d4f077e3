"""An HTTP client: sync and async, with httpx's names and a transport of its own.

    from workbench.client import AsyncClient

    async with AsyncClient() as client:
        response = await client.get("https://example.org")

Importing it loads no network code; the first request does.
"""

from .api import delete, get, head, options, patch, post, put, request, stream
from .asgi import ASGITransport
from .auth import Auth, BasicAuth, BearerAuth
from .backend import AsyncioBackend, TrioBackend
from .body import AsyncByteStream, ByteStream, SyncByteStream
from .client import AsyncClient, Client
from .cookies import Cookies
from .errors import (
    CloseError,
    ConnectError,
    ConnectTimeout,
    CookieConflict,
    DecodingError,
    HTTPError,
    HTTPStatusError,
    InvalidURL,
    LocalProtocolError,
    NameResolutionError,
    NetworkError,
    PoolTimeout,
    ProtocolError,
    ReadError,
    ReadTimeout,
    RemoteProtocolError,
    RequestError,
    RequestNotRead,
    ResponseNotRead,
    StreamClosed,
    StreamConsumed,
    StreamError,
    TimeoutException,
    TLSError,
    TooManyRedirects,
    TotalTimeout,
    TransportError,
    UnsupportedProtocol,
    WriteError,
    WriteTimeout,
)
from .headers import Headers
from .limits import Limits
from .mock import MockTransport
from .options import USE_CLIENT_DEFAULT
from .parallel import Parallel, PendingResponse, parallel
from .parallel_async import AsyncParallel, AsyncPendingResponse
from .query import QueryParams
from .request import Request
from .response import AsyncResponse, Response
from .status_codes import codes
from .timeout import Timeout
from .timings import Timings
from .transport import AsyncBaseTransport, AsyncHTTPTransport, BaseTransport, HTTPTransport
from .url import URL
from .wsgi import WSGITransport

__all__ = [
    "URL",
    "USE_CLIENT_DEFAULT",
    "ASGITransport",
    "AsyncBaseTransport",
    "AsyncByteStream",
    "AsyncClient",
    "AsyncHTTPTransport",
    "AsyncParallel",
    "AsyncPendingResponse",
    "AsyncResponse",
    "AsyncioBackend",
    "Auth",
    "BaseTransport",
    "BasicAuth",
    "BearerAuth",
    "ByteStream",
    "Client",
    "CloseError",
    "ConnectError",
    "ConnectTimeout",
    "CookieConflict",
    "Cookies",
    "DecodingError",
    "HTTPError",
    "HTTPStatusError",
    "HTTPTransport",
    "Headers",
    "InvalidURL",
    "Limits",
    "LocalProtocolError",
    "MockTransport",
    "NameResolutionError",
    "NetworkError",
    "Parallel",
    "PendingResponse",
    "PoolTimeout",
    "ProtocolError",
    "QueryParams",
    "ReadError",
    "ReadTimeout",
    "RemoteProtocolError",
    "Request",
    "RequestError",
    "RequestNotRead",
    "Response",
    "ResponseNotRead",
    "StreamClosed",
    "StreamConsumed",
    "StreamError",
    "SyncByteStream",
    "TLSError",
    "Timeout",
    "TimeoutException",
    "Timings",
    "TooManyRedirects",
    "TotalTimeout",
    "TransportError",
    "TrioBackend",
    "UnsupportedProtocol",
    "WSGITransport",
    "WriteError",
    "WriteTimeout",
    "codes",
    "delete",
    "get",
    "head",
    "options",
    "parallel",
    "patch",
    "post",
    "put",
    "request",
    "stream",
]

"""An HTTP client: sync and async, with httpx's names and a transport of its own.

    from workbench.client import AsyncClient

    async with AsyncClient() as client:
        response = await client.get("https://example.org")

Importing it loads no network code; the first request does.
"""

from .api import delete, get, head, options, patch, post, put, request, stream
from .auth import Auth, BasicAuth, BearerAuth
from .backend import AsyncioBackend, TrioBackend
from .client import AsyncClient, Client
from .errors import (
    CloseError,
    ConnectError,
    ConnectTimeout,
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
from .ndjson import NDJSONError
from .options import USE_CLIENT_DEFAULT
from .query import QueryParams
from .request import Request
from .response import AsyncResponse, Response
from .sse import ServerSentEvent, SSEError
from .timeout import Timeout
from .timings import Timings
from .url import URL
from .websocket.errors import (
    WebSocketClosed,
    WebSocketError,
    WebSocketMessageError,
    WebSocketUpgradeError,
)

__all__ = [
    "URL",
    "USE_CLIENT_DEFAULT",
    "AsyncClient",
    "AsyncResponse",
    "AsyncioBackend",
    "Auth",
    "BasicAuth",
    "BearerAuth",
    "Client",
    "CloseError",
    "ConnectError",
    "ConnectTimeout",
    "DecodingError",
    "HTTPError",
    "HTTPStatusError",
    "Headers",
    "InvalidURL",
    "Limits",
    "LocalProtocolError",
    "NDJSONError",
    "NameResolutionError",
    "NetworkError",
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
    "SSEError",
    "ServerSentEvent",
    "StreamClosed",
    "StreamConsumed",
    "StreamError",
    "TLSError",
    "Timeout",
    "TimeoutException",
    "Timings",
    "TooManyRedirects",
    "TotalTimeout",
    "TransportError",
    "TrioBackend",
    "UnsupportedProtocol",
    "WebSocketClosed",
    "WebSocketError",
    "WebSocketMessageError",
    "WebSocketUpgradeError",
    "WriteError",
    "WriteTimeout",
    "delete",
    "get",
    "head",
    "options",
    "patch",
    "post",
    "put",
    "request",
    "stream",
]

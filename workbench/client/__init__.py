"""An HTTP client: sync and async, with httpx's names and a transport of its own.

    from workbench.client import AsyncClient

    async with AsyncClient() as client:
        response = await client.get("https://example.org")

Importing it loads no network code; the first request does. DIFFERENCES.md beside this file
lists every place where it is meant to differ from httpx, each with its reason and its test.
"""

from .api import delete, get, head, options, patch, post, put, request, stream
from .asgi import ASGITransport
from .async_client import AsyncClient
from .async_transport import AsyncHTTPTransport
from .auth import (
    APIKeyAuth,
    Auth,
    AWSSigV4Auth,
    BasicAuth,
    BearerAuth,
    DeviceCode,
    DigestAuth,
    FunctionAuth,
    HostAuth,
    MemoryTokenStore,
    NoAuth,
    OAuth2,
    OAuth2AuthorizationCode,
    OAuth2ClientCredentials,
    OAuth2DeviceCode,
    OAuth2Password,
    OAuth2RefreshToken,
    Token,
    TokenStore,
)
from .backend import AsyncioBackend, TrioBackend
from .body import AsyncByteStream, ByteStream, SyncByteStream
from .certificate import Certificate
from .cookies import Cookies
from .errors import (
    AuthenticationError,
    BodyGone,
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
    OAuth2Error,
    PoolTimeout,
    ProtocolError,
    ProxyError,
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
from .event_source import AsyncEventSource, EventSource
from .headers import Headers
from .limits import Limits
from .loopback_receiver import LoopbackReceiver
from .mock import MockTransport
from .ndjson import NDJSONError
from .netrc import NetRCAuth
from .options import USE_CLIENT_DEFAULT
from .parallel import Parallel, PendingResponse, parallel
from .parallel_async import AsyncParallel, AsyncPendingResponse
from .peer import Peer, TLSPeer
from .proxy import Proxy
from .query import QueryParams
from .request import Request
from .response import AsyncResponse, Response
from .retry import Attempt, Retry
from .sse import ServerSentEvent, SSEError
from .status_codes import codes
from .sync_client import Client
from .sync_transport import HTTPTransport
from .timeout import Timeout
from .timings import Timings
from .tls import create_ssl_context
from .token_file import FileTokenStore
from .transport import AsyncBaseTransport, BaseTransport
from .url import URL
from .websocket.errors import (
    WebSocketClosed,
    WebSocketError,
    WebSocketMessageError,
    WebSocketUpgradeError,
)
from .wsgi import WSGITransport

__all__ = [
    "URL",
    "USE_CLIENT_DEFAULT",
    "APIKeyAuth",
    "ASGITransport",
    "AWSSigV4Auth",
    "AsyncBaseTransport",
    "AsyncByteStream",
    "AsyncClient",
    "AsyncEventSource",
    "AsyncHTTPTransport",
    "AsyncParallel",
    "AsyncPendingResponse",
    "AsyncResponse",
    "AsyncioBackend",
    "Attempt",
    "Auth",
    "AuthenticationError",
    "BaseTransport",
    "BasicAuth",
    "BearerAuth",
    "BodyGone",
    "ByteStream",
    "Certificate",
    "Client",
    "CloseError",
    "ConnectError",
    "ConnectTimeout",
    "CookieConflict",
    "Cookies",
    "DecodingError",
    "DeviceCode",
    "DigestAuth",
    "EventSource",
    "FileTokenStore",
    "FunctionAuth",
    "HTTPError",
    "HTTPStatusError",
    "HTTPTransport",
    "Headers",
    "HostAuth",
    "InvalidURL",
    "Limits",
    "LocalProtocolError",
    "LoopbackReceiver",
    "MemoryTokenStore",
    "MockTransport",
    "NDJSONError",
    "NameResolutionError",
    "NetRCAuth",
    "NetworkError",
    "NoAuth",
    "OAuth2",
    "OAuth2AuthorizationCode",
    "OAuth2ClientCredentials",
    "OAuth2DeviceCode",
    "OAuth2Error",
    "OAuth2Password",
    "OAuth2RefreshToken",
    "Parallel",
    "Peer",
    "PendingResponse",
    "PoolTimeout",
    "ProtocolError",
    "Proxy",
    "ProxyError",
    "QueryParams",
    "ReadError",
    "ReadTimeout",
    "RemoteProtocolError",
    "Request",
    "RequestError",
    "RequestNotRead",
    "Response",
    "ResponseNotRead",
    "Retry",
    "SSEError",
    "ServerSentEvent",
    "StreamClosed",
    "StreamConsumed",
    "StreamError",
    "SyncByteStream",
    "TLSError",
    "TLSPeer",
    "Timeout",
    "TimeoutException",
    "Timings",
    "Token",
    "TokenStore",
    "TooManyRedirects",
    "TotalTimeout",
    "TransportError",
    "TrioBackend",
    "UnsupportedProtocol",
    "WSGITransport",
    "WebSocketClosed",
    "WebSocketError",
    "WebSocketMessageError",
    "WebSocketUpgradeError",
    "WriteError",
    "WriteTimeout",
    "codes",
    "create_ssl_context",
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

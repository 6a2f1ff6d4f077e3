"""An HTTP client: sync and async, with httpx's names and a transport of its own.

    from workbench.client import AsyncClient

    async with AsyncClient() as client:
        response = await client.get("https://example.org")

Importing it loads no network code; the first request does.
"""

from .api import delete, get, head, options, patch, post, put, request, stream
from .auth import (
    APIKeyAuth,
    Auth,
    AWSSigV4Auth,
    BasicAuth,
    BearerAuth,
    DeviceCode,
    DigestAuth,
    FunctionAuth,
    MemoryTokenStore,
    NoAuth,
    OAuth2AuthorizationCode,
    OAuth2ClientCredentials,
    OAuth2DeviceCode,
    OAuth2Password,
    OAuth2RefreshToken,
    Token,
    TokenStore,
)
from .backend import AsyncioBackend, TrioBackend
from .client import AsyncClient, Client
from .errors import (
    AuthenticationError,
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
    OAuth2Error,
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
from .loopback_receiver import LoopbackReceiver
from .netrc import NetRCAuth
from .options import USE_CLIENT_DEFAULT
from .query import QueryParams
from .request import Request
from .response import AsyncResponse, Response
from .retry import Attempt, Retry
from .timeout import Timeout
from .timings import Timings
from .token_file import FileTokenStore
from .url import URL

__all__ = [
    "URL",
    "USE_CLIENT_DEFAULT",
    "APIKeyAuth",
    "AWSSigV4Auth",
    "AsyncClient",
    "AsyncResponse",
    "AsyncioBackend",
    "Attempt",
    "Auth",
    "AuthenticationError",
    "BasicAuth",
    "BearerAuth",
    "Client",
    "CloseError",
    "ConnectError",
    "ConnectTimeout",
    "DecodingError",
    "DeviceCode",
    "DigestAuth",
    "FileTokenStore",
    "FunctionAuth",
    "HTTPError",
    "HTTPStatusError",
    "Headers",
    "InvalidURL",
    "Limits",
    "LocalProtocolError",
    "LoopbackReceiver",
    "MemoryTokenStore",
    "NameResolutionError",
    "NetRCAuth",
    "NetworkError",
    "NoAuth",
    "OAuth2AuthorizationCode",
    "OAuth2ClientCredentials",
    "OAuth2DeviceCode",
    "OAuth2Error",
    "OAuth2Password",
    "OAuth2RefreshToken",
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
    "Retry",
    "StreamClosed",
    "StreamConsumed",
    "StreamError",
    "TLSError",
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

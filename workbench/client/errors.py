"""Everything that can go wrong, by what a caller would do about it.

    HTTPError
    ├── RequestError                    no usable response
    │   ├── TransportError
    │   │   ├── TimeoutException
    │   │   │   ├── ConnectTimeout      no connection (DNS, TCP and TLS together) in time
    │   │   │   ├── ReadTimeout         the peer went silent
    │   │   │   ├── WriteTimeout        the peer stopped taking what we send
    │   │   │   ├── PoolTimeout         no connection became free
    │   │   │   └── TotalTimeout        the whole exchange took too long
    │   │   ├── NetworkError
    │   │   │   ├── ConnectError
    │   │   │   │   ├── NameResolutionError
    │   │   │   │   └── TLSError
    │   │   │   ├── ReadError
    │   │   │   ├── WriteError
    │   │   │   └── CloseError
    │   │   ├── ProtocolError
    │   │   │   ├── LocalProtocolError  we were asked to send what HTTP does not allow
    │   │   │   └── RemoteProtocolError the peer does not speak HTTP as it should
    │   │   ├── ProxyError              the proxy refuses, or is not one
    │   │   └── UnsupportedProtocol     neither http nor https
    │   ├── DecodingError               a compressed body is cut short or corrupt
    │   ├── TooManyRedirects
    │   └── AuthenticationError         credentials could not be had or used
    │       └── OAuth2Error             the authorization server says no
    └── HTTPStatusError                 raise_for_status() met a 4xx or 5xx
    InvalidURL
    CookieConflict                      a cookie's name alone is ambiguous
    StreamError                         a body was used in the wrong order
    ├── StreamConsumed
    │   └── BodyGone                    a generator's body would have to be sent again
    ├── StreamClosed
    ├── ResponseNotRead
    └── RequestNotRead

Messages are one line, start in lower case, and hold no credentials.
"""

from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from .request import Request
    from .response import Response
    from .retry import Attempt


# How far a request had come: those of `Timings`, and what lies before, between and behind.
Phase = Literal[
    "prepare", "queue", "dns", "connect", "tls", "send", "wait", "receive",
    "auth", "redirect", "status",
]  # fmt: skip


def revived(kind: type[Exception], args: tuple[Any, ...]) -> Exception:
    """Return an error as it was pickled, whatever its constructor takes."""
    error = kind.__new__(kind)
    error.args = args
    return error


class HTTPError(Exception):
    """Whatever a request can end in: catch this to catch everything below it.

    `phase` is how far it had come: "prepare" (nothing went out), "queue", "dns", "connect",
    "tls", "send", "wait" (for the first byte), "receive", "auth", "redirect" or "status".
    `attempts` are the tries that came to this, where the client was told to retry.
    """

    phase: Phase = "prepare"
    attempts: "tuple[Attempt, ...]" = ()

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self._request: Request | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        return revived, (type(self), self.args), self.__dict__

    @property
    def request(self) -> "Request":
        """The request that failed; raises RuntimeError if none was attached."""
        if self._request is None:
            raise RuntimeError("this error was raised outside of any request")
        return self._request

    @request.setter
    def request(self, request: "Request") -> None:
        self._request = request


class RequestError(HTTPError):
    """The request brought no usable response."""

    def __init__(self, message: str, *, request: "Request | None" = None) -> None:
        super().__init__(message)
        self._request = request


class TransportError(RequestError):
    """The request failed on the way: the connection, the clock or the protocol.

    `retriable` tells that a kept connection died before any byte of a response, so
    that a request which may be repeated deserves a fresh connection. `unprocessed` tells
    that the peer has said it did nothing about the request, so that any may be repeated.
    """

    retriable = False
    unprocessed = False


class TimeoutException(TransportError):  # noqa: N818 -- httpx's name
    """A time limit passed."""


class ConnectTimeout(TimeoutException):
    """No connection in time: name resolution, TCP and TLS count together."""

    phase: Phase = "connect"


class ReadTimeout(TimeoutException):
    """No byte arrived for as long as a read may take."""

    phase: Phase = "receive"


class WriteTimeout(TimeoutException):
    """The peer took no byte for as long as a write may take."""

    phase: Phase = "send"


class PoolTimeout(TimeoutException):
    """All connections stayed busy for as long as a request may queue."""

    phase: Phase = "queue"


class TotalTimeout(TimeoutException):
    """The exchange as a whole, redirects and body included, took too long."""


class NetworkError(TransportError):
    """The network failed."""


class ConnectError(NetworkError):
    """No connection could be made."""

    phase: Phase = "connect"


class NameResolutionError(ConnectError):
    """The host name has no address."""

    phase: Phase = "dns"


class TLSError(ConnectError):
    """The TLS handshake failed, often because the certificate is not trusted."""

    phase: Phase = "tls"


class ReadError(NetworkError):
    """The connection broke while we were reading."""

    phase: Phase = "receive"


class WriteError(NetworkError):
    """The connection broke while we were writing."""

    phase: Phase = "send"


class CloseError(NetworkError):
    """The connection could not be closed."""

    phase: Phase = "receive"


class ProtocolError(TransportError):
    """Somebody broke the rules of HTTP."""


class LocalProtocolError(ProtocolError):
    """We were asked to send something HTTP does not allow; nothing was sent."""


class RemoteProtocolError(ProtocolError):
    """The peer sent something that is not a valid HTTP response."""

    phase: Phase = "receive"


class ProxyError(TransportError):
    """The proxy does not let the request through, or is none."""

    phase: Phase = "connect"


class UnsupportedProtocol(TransportError):  # noqa: N818 -- httpx's name
    """The URL is neither http nor https."""


class DecodingError(RequestError):
    """The body is not what its Content-Encoding says: cut short, corrupt or too deep."""

    phase: Phase = "receive"


class TooManyRedirects(RequestError):  # noqa: N818 -- httpx's name
    """The redirects did not end within the limit."""

    phase: Phase = "redirect"


class AuthenticationError(RequestError):
    """A challenge asks for what we cannot do, or no credentials could be had."""

    phase: Phase = "auth"


class OAuth2Error(AuthenticationError):
    """An authorization server gave no token.

    `error` is its code for the reason, such as "invalid_grant" (RFC 6749, section 5.2),
    `description` its words; both are cleaned of control characters and secrets.
    """

    def __init__(self, error: str, description: str = "") -> None:
        self.error = error
        self.description = description
        said = f"{error}: {description}" if description else error
        super().__init__(f"no token from the authorization server: {said}")


class HTTPStatusError(HTTPError):
    """The response has an error status; see `Response.raise_for_status`."""

    phase: Phase = "status"

    def __init__(self, message: str, *, request: "Request", response: "Response") -> None:
        super().__init__(message)
        self.request = request
        self.response = response


class InvalidURL(Exception):  # noqa: N818 -- httpx's name
    """The text is not a URL that can be requested."""


class CookieConflict(Exception):  # noqa: N818 -- httpx's name
    """More than one cookie has the name that was asked for."""


class StreamError(RuntimeError):
    """A body was used in a way its state does not allow."""

    def __reduce__(self) -> tuple[Any, ...]:
        return revived, (type(self), self.args), self.__dict__


class StreamConsumed(StreamError):  # noqa: N818 -- httpx's name
    """The body has been iterated already and cannot be had again."""

    def __init__(self) -> None:
        super().__init__("the body was streamed already; it cannot be had a second time")


class BodyGone(StreamConsumed):
    """A request would have to be sent again whose body came from a generator or a pipe.

    `request` is the one that was not sent.
    """

    def __init__(self, request: "Request") -> None:
        StreamError.__init__(
            self,
            f"the body of this {request.method} request was sent already and cannot be had again; "
            "give bytes, a file that can be rewound or an iterable that starts anew",
        )
        self.request = request


class StreamClosed(StreamError):  # noqa: N818 -- httpx's name
    """The response was closed before its body was read."""

    def __init__(self) -> None:
        super().__init__("the response is closed; its body was not read")


class ResponseNotRead(StreamError):  # noqa: N818 -- httpx's name
    """The content was asked for before the body was read."""

    def __init__(self) -> None:
        super().__init__("the response has not been read; call read() first")


class RequestNotRead(StreamError):  # noqa: N818 -- httpx's name
    """The content of a streamed request was asked for before it was read."""

    def __init__(self) -> None:
        super().__init__("the request body has not been read; call read() first")

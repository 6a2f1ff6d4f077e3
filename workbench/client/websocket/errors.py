"""What can go wrong with a WebSocket, beside what can with any request.

TransportError
└── WebSocketError
    ├── WebSocketUpgradeError   the server did not agree; has the response
    ├── WebSocketClosed         the connection has ended; has code and reason
    └── WebSocketMessageError   a message is not what was asked for
"""

from types import TracebackType

from workbench.client.errors import HTTPError, TransportError
from workbench.client.request import Request
from workbench.client.response import Response


class WebSocketError(TransportError):
    """A WebSocket could not be opened, or has come to its end."""

    phase = "receive"


class WebSocketUpgradeError(WebSocketError):
    """The server did not open a WebSocket; `response` is what it said instead."""

    def __init__(self, message: str, *, request: Request, response: Response) -> None:
        super().__init__(message, request=request)
        self.response = response


class WebSocketClosed(WebSocketError):  # noqa: N818 -- it may have ended well
    """The connection is closed.

    `code` is RFC 6455's (section 7.4.1): 1000 and 1001 are ends as they should be, 1005
    is one without a code, 1006 one without a word. `by_peer` tells who ended it.
    """

    def __init__(self, code: int, reason: str, by_peer: bool) -> None:
        said = f": {reason}" if reason else ""
        who = "the peer" if by_peer else "us"
        super().__init__(f"the WebSocket was closed by {who} with code {code}{said}")
        self.code = code
        self.reason = reason
        self.by_peer = by_peer


class WebSocketMessageError(WebSocketError):
    """The next message is binary where text was asked for, or the other way round."""


class Concerning:
    """A block whose errors carry the request that opened the WebSocket; to be used again."""

    def __init__(self, request: Request) -> None:
        self._request = request

    def __enter__(self) -> None:
        return None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if isinstance(error, HTTPError) and error._request is None:
            error.request = self._request

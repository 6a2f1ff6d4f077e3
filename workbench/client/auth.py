"""Who is asking: credentials as generators that may answer a challenge.

A scheme sees requests and responses only; sending is left to the flow.
"""

from base64 import b64encode
from collections.abc import Generator

from .request import Request
from .response import Response


class Auth:
    """A way to authenticate. Subclass it and override `auth_flow`.

    `requires_request_body` and `requires_response_body` have the body read before the
    flow sees the request or response.
    """

    requires_request_body = False
    requires_response_body = False

    def auth_flow(self, request: Request) -> Generator[Request, Response, None]:
        """Yield requests to send, the last of which is the one that counts.

        Each yield gives the response; a flow that answers a challenge yields again.
        """
        yield request


class BasicAuth(Auth):
    """User name and password in every request (RFC 7617)."""

    def __init__(self, username: str | bytes, password: str | bytes) -> None:
        pair = b":".join(
            part.encode() if isinstance(part, str) else part for part in (username, password)
        )
        self._header = f"Basic {b64encode(pair).decode('ascii')}"

    def auth_flow(self, request: Request) -> Generator[Request, Response, None]:
        """Add the Authorization header."""
        request.headers["Authorization"] = self._header
        yield request


class BearerAuth(Auth):
    """A token in every request (RFC 6750)."""

    def __init__(self, token: str) -> None:
        self._header = f"Bearer {token}"

    def auth_flow(self, request: Request) -> Generator[Request, Response, None]:
        """Add the Authorization header."""
        request.headers["Authorization"] = self._header
        yield request

"""From a client to an open WebSocket: the handshake as an ordinary exchange.

Redirects, credentials, cookies and time limits are those of any request.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Unpack

from workbench.client.headers import Headers
from workbench.client.options import USE_CLIENT_DEFAULT, WebSocketOptions
from workbench.client.request import Request
from workbench.client.response import Response
from workbench.client.url import URL

from .asynchronous import AsyncWebSocket
from .errors import WebSocketUpgradeError
from .handshake import (
    SCHEMES,
    Refusal,
    agreed_deflate,
    check_answer,
    chosen_subprotocol,
    handshake_headers,
)
from .heartbeat import Heartbeat
from .sync import WebSocket

if TYPE_CHECKING:
    from workbench.client.async_client import AsyncClient
    from workbench.client.base_client import BaseClient
    from workbench.client.sync_client import Client

MAX_MESSAGE = 16 << 20
PING_INTERVAL = 20.0
PING_TIMEOUT = 20.0
CLOSE_TIMEOUT = 10.0


class Opening:
    """One handshake: the request to send, how to send it, and what to make of the response."""

    def __init__(self, client: "BaseClient", url: URL | str, options: WebSocketOptions) -> None:
        self._options = options
        self._nonce = os.urandom(16)
        self._subprotocols = list(options.get("subprotocols", ()))
        self._compression = options.get("compression", True)
        headers = Headers(options.get("headers"))
        for name, value in handshake_headers(self._nonce, self._subprotocols, self._compression):
            headers[name] = value
        target = client._merged_url(url)
        target = target.copy_with(scheme=SCHEMES.get(target.scheme, target.scheme))
        self.request: Request = client.build_request(
            "GET",
            target,
            params=options.get("params"),
            headers=headers,
            timeout=options.get("timeout", USE_CLIENT_DEFAULT),
            extensions=options.get("extensions"),
        )
        self.sending: Any = {
            "stream": True,
            "auth": options.get("auth", USE_CLIENT_DEFAULT),
            "follow_redirects": options.get("follow_redirects", USE_CLIENT_DEFAULT),
        }

    def settings(self, response: Response) -> dict[str, Any]:
        """Return what a WebSocket is to know; raises Refusal if the response opens none."""
        options, headers = self._options, response.headers
        check_answer(response.status_code, headers, self._nonce)
        if "network_stream" not in response.extensions:
            raise Refusal("the transport gives no stream for a WebSocket")
        return {
            "subprotocol": chosen_subprotocol(headers, self._subprotocols),
            "deflate": agreed_deflate(headers, self._compression),
            "max_message_size": options.get("max_message_size", MAX_MESSAGE),
            "heartbeat": Heartbeat(
                options.get("ping_interval", PING_INTERVAL),
                options.get("ping_timeout", PING_TIMEOUT),
            ),
            "write_timeout": (self.request.extensions.get("timeout") or {}).get("write"),
            "close_timeout": options.get("close_timeout", CLOSE_TIMEOUT),
        }


@contextmanager
def refused(response: Response) -> Iterator[None]:
    """Turn a Refusal into the error that carries the response."""
    try:
        yield
    except Refusal as error:
        raise WebSocketUpgradeError(
            str(error), request=response.request, response=response
        ) from None


def open_websocket(
    client: "Client", url: URL | str, **options: Unpack[WebSocketOptions]
) -> WebSocket:
    """Return an open WebSocket; raises WebSocketUpgradeError if the server refuses."""
    opening = Opening(client, url, options)
    response = client.send(opening.request, **opening.sending)
    try:
        with refused(response):
            return WebSocket(response, **opening.settings(response))
    except BaseException:
        response.discard()
        raise


async def aopen_websocket(
    client: "AsyncClient", url: URL | str, **options: Unpack[WebSocketOptions]
) -> AsyncWebSocket:
    """Return an open WebSocket; raises WebSocketUpgradeError if the server refuses."""
    opening = Opening(client, url, options)
    response = await client.send(opening.request, **opening.sending)
    try:
        with refused(response):
            return AsyncWebSocket(response, **opening.settings(response))
    except BaseException:
        await response.adiscard()
        raise

"""Open a WebSocket: the handshake as any request, and then the conversation."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workbench import client
from workbench.client.websocket.asynchronous import AsyncWebSocket
from workbench.client.websocket.handshake import Refusal
from workbench.client.websocket.opening import Opening
from workbench.errors import Problem
from workbench.model import Failure, Resolved

from .conversation import CLOSE_SECONDS, MOST_MESSAGE, Conversation
from .growing import GrowingRecord
from .outbox import Outbox
from .receiving import Receive
from .subscription import INIT, SUBPROTOCOL, Subscription

_PROTOCOL = "sec-websocket-protocol"
_OURS = frozenset((_PROTOCOL, "content-type"))  # headers that the handshake has its own way with


class Talking:
    """One request that opens a WebSocket; its record takes up to `most` bytes."""

    def __init__(
        self,
        resolved: Resolved,
        root: Path,
        allowed: frozenset[str],
        most: int,
        outbox: Outbox | None,
    ) -> None:
        self._resolved = resolved
        self._root = root
        self._allowed = allowed
        self._most = most
        self._outbox = outbox
        self._opening: Opening | None = None

    def request(
        self, http: client.AsyncClient, limits: client.Timeout, extensions: Mapping[str, Any]
    ) -> client.Request:
        """Return the request that asks for the WebSocket."""
        headers = self._resolved.headers
        self._opening = Opening(
            http,
            self._resolved.url,
            {
                "headers": [(name, value) for name, value in headers if name.lower() not in _OURS],
                "timeout": limits,
                "extensions": extensions,
                "subprotocols": self._subprotocols(),
                "max_message_size": MOST_MESSAGE,
                "close_timeout": CLOSE_SECONDS,
            },
        )
        return self._opening.request

    async def receive(
        self, response: client.Response, record: GrowingRecord, *, refused: Receive
    ) -> Failure | None:
        """Talk until the end; what refuses the WebSocket is taken in by `refused`."""
        assert self._opening is not None
        try:
            settings = self._opening.settings(response)
        except Refusal as refusal:
            if response.status_code != 101:
                await refused(response, record)
            hint = "is this the URL of a WebSocket? its answer is kept"
            return Failure("protocol", Problem(f"no WebSocket: {refusal}", hint=hint))
        subscription, messages = None, self._resolved.messages
        if self._resolved.subscribes and isinstance(self._resolved.body, bytes):
            init = next((each.text for each in messages if each.name == INIT), "")
            subscription = Subscription(self._resolved.body.decode(), init)
            messages = tuple(each for each in messages if each.name != INIT)
        async with AsyncWebSocket(response, **settings) as websocket:
            conversation = Conversation(
                websocket, record, self._root, self._allowed, self._most, subscription
            )
            return await conversation.run(messages, self._resolved.options, self._outbox)

    def _subprotocols(self) -> list[str]:
        asked = [value for name, value in self._resolved.headers if name.lower() == _PROTOCOL]
        names = [name.strip() for value in asked for name in value.split(",") if name.strip()]
        if self._resolved.subscribes and not names:
            names = [SUBPROTOCOL]
        return list(dict.fromkeys(names))

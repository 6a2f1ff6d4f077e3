"""A GraphQL subscription over a WebSocket: the protocol graphql-transport-ws. No I/O.

https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md
"""

import json
from typing import Any

SUBPROTOCOL = "graphql-transport-ws"
INIT = "connection_init"
"""The first message; one of this name in the request is what it carries."""
_ID = "1"


class Subscription:
    """One operation: says what to send, and when it is over.

    `payload` is the JSON object of the request, as it goes over HTTP as well; `init` that of
    the connection, such as credentials, if there is one.
    """

    def __init__(self, payload: str, init: str = "") -> None:
        self._payload = payload
        self._init = init
        self._is_acknowledged = False
        self.over = False

    def opening(self) -> str:
        """Return what is sent first."""
        payload = f', "payload": {self._init}' if self._init else ""
        return f'{{"type": "{INIT}"{payload}}}'

    def answer(self, text: str) -> str | None:
        """Take in a message of the server, and return what to send for it, if anything."""
        said = _object(text)
        match said.get("type"):
            case "connection_ack" if not self._is_acknowledged:
                self._is_acknowledged = True
                return f'{{"id": "{_ID}", "type": "subscribe", "payload": {self._payload}}}'
            case "ping":
                return json.dumps({"type": "pong"})
            case "complete" | "error" if said.get("id") == _ID:
                self.over = True
        return None

    def ending(self) -> str | None:
        """Return what is sent before the connection is closed by us, if anything."""
        if self.over or not self._is_acknowledged:
            return None
        self.over = True
        return json.dumps({"id": _ID, "type": "complete"})


def _object(text: str) -> dict[str, Any]:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}

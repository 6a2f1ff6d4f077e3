"""The opening handshake: what to ask for, and whether the answer agrees (RFC 6455, section 4).

No I/O and no randomness: the key is given.
"""

import re
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha1

from workbench.client.errors import LocalProtocolError
from workbench.client.h1_lines import TOKEN
from workbench.client.headers import Headers

MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
SCHEMES = {"ws": "http", "wss": "https"}
OFFER = "permessage-deflate; client_max_window_bits"
DEFAULT_WINDOW = 15


class Refusal(Exception):  # noqa: N818 -- turned into an error that has the response
    """The answer to a handshake opens no WebSocket."""


class Deflate:
    """What was agreed on for per-message deflate (RFC 7692): our window, and who forgets."""

    __slots__ = ("forgetful", "peer_is_forgetful", "window")

    def __init__(self) -> None:
        self.window = DEFAULT_WINDOW
        self.forgetful = False
        self.peer_is_forgetful = False


def handshake_headers(
    nonce: bytes, subprotocols: Sequence[str], compression: bool
) -> list[tuple[str, str]]:
    """Return the fields that ask for a WebSocket; `nonce` is 16 random bytes."""
    fields = [
        ("Connection", "Upgrade"),
        ("Upgrade", "websocket"),
        ("Sec-WebSocket-Key", b64encode(nonce).decode("ascii")),
        ("Sec-WebSocket-Version", "13"),
    ]
    for name in subprotocols:
        if not re.fullmatch(TOKEN, name.encode()) or list(subprotocols).count(name) > 1:
            raise LocalProtocolError(f"the subprotocol {name!r} is no single word, or there twice")
    if subprotocols:
        fields.append(("Sec-WebSocket-Protocol", ", ".join(subprotocols)))
    if compression:
        fields.append(("Sec-WebSocket-Extensions", OFFER))
    return fields


def check_answer(status: int, headers: Headers, nonce: bytes) -> None:
    """Raise Refusal unless a response opens the WebSocket that was asked for."""
    if status != 101:
        raise Refusal(f"the server answered with status {status} instead of 101")
    if headers.get("upgrade", "").strip().lower() != "websocket":
        raise Refusal("the server switched to something else than a WebSocket")
    options = [option.strip().lower() for option in headers.get("connection", "").split(",")]
    if "upgrade" not in options:
        raise Refusal("the server's answer lacks 'Connection: Upgrade'")
    accept = b64encode(sha1(b64encode(nonce) + MAGIC, usedforsecurity=False).digest())
    if headers.get("sec-websocket-accept", "").strip() != accept.decode("ascii"):
        raise Refusal("the server's Sec-WebSocket-Accept does not answer our key")


def chosen_subprotocol(headers: Headers, offered: Sequence[str]) -> str | None:
    """Return the subprotocol the server chose, if any; one we did not offer is a Refusal."""
    chosen = headers.get_list("sec-websocket-protocol")
    if not chosen:
        return None
    if len(chosen) > 1 or chosen[0] not in offered:
        raise Refusal(f"the server chose a subprotocol that was not offered: {chosen[0][:60]!r}")
    return chosen[0]


def agreed_deflate(headers: Headers, compression: bool) -> Deflate | None:
    """Return the agreement on compression, if any; one we did not offer is a Refusal."""
    given = headers.get_list("sec-websocket-extensions", split_commas=True)
    if not given:
        return None
    name, *parameters = [part.strip() for part in given[0].split(";")]
    if not compression or len(given) > 1 or name.lower() != "permessage-deflate":
        raise Refusal(f"the server chose an extension that was not offered: {given[-1][:60]!r}")
    agreed, seen = Deflate(), set()
    for parameter in parameters:
        key, _, value = (part.strip().strip('"') for part in parameter.lower().partition("="))
        if key in seen:
            raise Refusal(f"the server's compression names {key[:40]!r} twice")
        seen.add(key)
        if key == "client_no_context_takeover" and not value:
            agreed.forgetful = True
        elif key == "server_no_context_takeover" and not value:
            agreed.peer_is_forgetful = True
        elif key == "client_max_window_bits" and value in WINDOWS:
            agreed.window = WINDOWS[value]
        elif key != "server_max_window_bits" or value not in WINDOWS:
            raise Refusal(f"the server's compression has an odd parameter: {parameter[:60]!r}")
    return agreed


WINDOWS = {str(bits): bits for bits in range(8, 16)}

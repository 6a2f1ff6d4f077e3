"""The server's side of a WebSocket in raw bytes, for scripted servers."""

import struct
from base64 import b64encode
from hashlib import sha1

from .scripted import Peer

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


def accept(peer: Peer, *fields: bytes) -> bytes:
    """Answer a handshake, with some more header fields; return the request's head."""
    head = peer.read_head()
    key = field(head, b"Sec-WebSocket-Key")
    answer = b64encode(sha1(key + MAGIC).digest())
    peer.send(
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: " + answer + b"\r\n" + b"".join(f + b"\r\n" for f in fields)
        + b"\r\n"
    )  # fmt: skip
    return head


def field(head: bytes, name: bytes) -> bytes:
    """Return the value of a header field; b"" if it is not there."""
    for line in head.split(b"\r\n"):
        key, _, value = line.partition(b": ")
        if key.lower() == name.lower():
            return value
    return b""


def frame(opcode: int, payload: bytes = b"", *, fin: bool = True, packed: bool = False) -> bytes:
    """Return a server's frame."""
    first = opcode | (0x80 if fin else 0) | (0x40 if packed else 0)
    size = len(payload)
    if size < 126:
        return bytes([first, size]) + payload
    if size < 1 << 16:
        return struct.pack("!BBH", first, 126, size) + payload
    return struct.pack("!BBQ", first, 127, size) + payload


def closing(code: int, reason: str = "") -> bytes:
    """Return a close frame."""
    return frame(CLOSE, struct.pack("!H", code) + reason.encode())


def read_frame(peer: Peer) -> tuple[int, bytes, bytes] | None:
    """Return opcode, payload and mask of the client's next frame; None at the end."""
    head = take(peer, 2)
    if len(head) < 2:
        return None
    size = head[1] & 0x7F
    if size == 126:
        (size,) = struct.unpack("!H", take(peer, 2))
    elif size == 127:
        (size,) = struct.unpack("!Q", take(peer, 8))
    assert head[1] & 0x80, "a client masks every frame"
    mask, masked = take(peer, 4), take(peer, size)
    return head[0] & 0x0F, bytes(b ^ mask[at % 4] for at, b in enumerate(masked)), mask


def take(peer: Peer, size: int) -> bytes:
    """Return exactly some bytes, or fewer at the end."""
    while len(peer._buffer) < size and (data := peer.receive()):
        peer._buffer += data
    taken, peer._buffer = peer._buffer[:size], peer._buffer[size:]
    return taken

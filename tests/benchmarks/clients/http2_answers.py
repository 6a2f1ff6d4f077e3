"""HTTP/2 for a server that always says the same: frames ready made, no state but a buffer."""

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
DATA, HEADERS, SETTINGS, PING = 0x0, 0x1, 0x4, 0x6
ACK, END_STREAM, END_HEADERS = 0x1, 0x1, 0x4
# HPACK's static table, without indexing: `:status: 200`, then content-type by its name.
FIELDS = b"\x88\x0f\x10\x10application/json"
MAX_CONCURRENT_STREAMS = b"\x00\x03" + (1000).to_bytes(4)


def frame(kind: int, flags: int, stream: bytes, payload: bytes = b"") -> bytes:
    """Return a frame (RFC 9113, section 4.1)."""
    return len(payload).to_bytes(3) + bytes((kind, flags)) + stream + payload


class HTTP2Answers:
    """One connection. Requests have no body; windows are the client's to keep open."""

    def __init__(self, body: bytes) -> None:
        self._buffer = b""
        self._body = body
        self._greeted = False

    def answer(self, data: bytes) -> bytes:
        """Return what to send for what was received."""
        buffer = self._buffer + data
        replies = []
        if not self._greeted:
            self._greeted = True
            replies.append(frame(SETTINGS, 0, bytes(4), MAX_CONCURRENT_STREAMS))
        at = 0
        while len(buffer) - at >= 9:
            end = at + 9 + int.from_bytes(buffer[at : at + 3])
            if len(buffer) < end:
                break
            kind, flags, stream = buffer[at + 3], buffer[at + 4], buffer[at + 5 : at + 9]
            if kind == HEADERS:
                replies.append(frame(HEADERS, END_HEADERS, stream, FIELDS))
                replies.append(frame(DATA, END_STREAM, stream, self._body))
            elif kind in {SETTINGS, PING} and not flags & ACK:
                echo = buffer[at + 9 : end] if kind == PING else b""
                replies.append(frame(kind, ACK, stream, echo))
            at = end
        self._buffer = buffer[at:]
        return b"".join(replies)

"""The bodies of responses of HTTP/1.1: where they end, and what is payload."""

import re

from .errors import RemoteProtocolError
from .h1_head import MAX_FIELDS, MAX_HEAD
from .h1_lines import FieldReader
from .headers import RawHeaders

MAX_CHUNK_LINE = 4096
MAX_EXTENSIONS = 16 * 1024  # of all chunks of one body

CHUNK = re.compile(rb"([0-9A-Fa-f]{1,16})(;[^\x00\r\n]*+)?[ \t]*\r\n")


class FixedLength:
    """A body of a length known from its head."""

    __slots__ = ("_left", "complete")

    def __init__(self, length: int) -> None:
        self._left = length
        self.complete = length == 0

    def take(self, buffer: bytes) -> tuple[bytes, bytes]:
        """Return the part of a buffer that belongs to the body, and the rest."""
        left = self._left
        if len(buffer) < left:
            self._left = left - len(buffer)
            return buffer, b""
        self._left = 0
        self.complete = True
        if len(buffer) == left:
            return buffer, b""
        return buffer[:left], buffer[left:]

    def end(self) -> None:
        """The peer hung up: an error, since the body is not complete."""
        raise RemoteProtocolError(
            f"the connection was closed in mid-body, {self._left} bytes before its end"
        )


class UntilClose:
    """A body that ends with its connection."""

    __slots__ = ("complete",)

    def __init__(self) -> None:
        self.complete = False

    def take(self, buffer: bytes) -> tuple[bytes, bytes]:
        """Return the part of a buffer that belongs to the body: all of it."""
        return buffer, b""

    def end(self) -> None:
        """The peer hung up, as expected."""
        self.complete = True


class Chunked:
    """A body in chunks; its trailers are checked and added to the list given."""

    __slots__ = ("_extensions", "_in_trailers", "_left", "_trailing", "complete")

    def __init__(self, trailers: RawHeaders) -> None:
        self.complete = False
        self._trailing = trailers
        self._left = 0  # of the current chunk, with the line end behind it
        self._in_trailers = False
        self._extensions = 0

    def take(self, buffer: bytes) -> tuple[bytes, bytes]:
        """Return the payload of everything that can be read by now, joined, and the rest."""
        pieces: list[bytes] = []
        position, size = 0, len(buffer)
        while position < size and not self.complete:
            if self._left > 2:
                piece = buffer[position : position + self._left - 2]
                pieces.append(piece)
                position += len(piece)
                self._left -= len(piece)
            elif self._left:
                if buffer[position : position + 2] != b"\r\n"[: size - position]:
                    raise RemoteProtocolError("a chunk of the body is not where it should end")
                if size - position < 2:
                    break
                position += 2
                self._left = 0
            else:
                start = position
                position = self._line(buffer, start)
                if position == start:
                    break
        payload = pieces[0] if len(pieces) == 1 else b"".join(pieces)
        return payload, buffer[position:] if position else buffer

    def _line(self, buffer: bytes, position: int) -> int:
        """Read a chunk's first line or the trailers; return where they end, or `position`."""
        if self._in_trailers:
            return self._trailers(buffer, position)
        match = CHUNK.match(buffer, position)
        if match is None:
            if len(buffer) - position > MAX_CHUNK_LINE or b"\n" in buffer[position:]:
                raise RemoteProtocolError("a chunk of the body does not start with its size")
            return position
        if match.end() - position > MAX_CHUNK_LINE:
            raise RemoteProtocolError("a chunk of the body has too long a first line")
        if match[2] is not None:
            self._extensions += len(match[2])
            if self._extensions > MAX_EXTENSIONS:
                raise RemoteProtocolError("the body has more than 16 KiB of chunk extensions")
        length = int(match[1], 16)
        self._in_trailers = length == 0
        self._left = length + 2 if length else 0
        return match.end()

    def _trailers(self, buffer: bytes, position: int) -> int:
        if buffer[position : position + 2] == b"\r\n":
            self.complete = True
            return position + 2
        end = buffer.find(b"\r\n\r\n", position)
        if (end if end >= 0 else len(buffer)) - position > MAX_HEAD:
            raise RemoteProtocolError("the body's trailers are larger than 100 KiB")
        if end < 0:
            return position
        lines = buffer[position:end].split(b"\r\n")
        if len(lines) > MAX_FIELDS:
            raise RemoteProtocolError(f"the body has more than {MAX_FIELDS} trailers")
        read = FieldReader().read(lines)
        if read is None:
            raise RemoteProtocolError("the body's trailers are malformed")
        self._trailing += read[0]
        self.complete = True
        return end + 4

    def end(self) -> None:
        """The peer hung up: an error, since the last chunk has not come."""
        raise RemoteProtocolError("the connection was closed in mid-body, before its last chunk")


Framing = FixedLength | UntilClose | Chunked

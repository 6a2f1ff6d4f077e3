"""TLS within TLS on a blocking socket: to an origin through a tunnel of an https proxy."""

import ssl
from collections.abc import Callable
from typing import Any, TypeVar

import httpcore

from .base import Stream

T = TypeVar("T")
PIECE = 1 << 16


class TLSOverSocket(Stream):
    """One connection; the outer TLS is the socket's own."""

    def __init__(
        self,
        sock: ssl.SSLSocket,
        context: ssl.SSLContext,
        server_name: str | None,
        timeout: float | None,
    ) -> None:
        self._sock = sock
        self._incoming = ssl.MemoryBIO()
        self._outgoing = ssl.MemoryBIO()
        self._object = context.wrap_bio(self._incoming, self._outgoing, server_hostname=server_name)
        try:
            self._sock.settimeout(timeout)
            self._until_done(self._object.do_handshake)
        except BaseException as error:
            self._sock.close()
            if isinstance(error, TimeoutError):
                raise httpcore.ConnectTimeout from error
            if isinstance(error, OSError):
                raise httpcore.ConnectError(str(error)) from error
            raise

    def _until_done(self, action: Callable[[], T]) -> T:
        """Do something with the inner TLS, carrying its bytes to and fro meanwhile."""
        while True:
            try:
                result = action()
            except ssl.SSLWantReadError:
                self._flush()
                data = self._sock.recv(PIECE)
                if data:
                    self._incoming.write(data)
                else:
                    self._incoming.write_eof()
            else:
                self._flush()
                return result

    def _flush(self) -> None:
        data = self._outgoing.read()
        if data:
            self._sock.sendall(data)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return some bytes, or none at the end."""
        try:
            self._sock.settimeout(timeout)
            return self._until_done(lambda: self._object.read(max_bytes))
        except (ssl.SSLZeroReturnError, ssl.SSLEOFError):
            return b""
        except TimeoutError as error:
            raise httpcore.ReadTimeout from error
        except OSError as error:
            raise httpcore.ReadError(str(error)) from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write bytes, waiting while the peer takes none."""
        try:
            self._sock.settimeout(timeout)
            view = memoryview(buffer)
            while view:
                piece = view[:PIECE]
                sent = self._until_done(lambda piece=piece: self._object.write(piece))  # type: ignore[misc]  # a lambda's default
                view = view[sent:]
        except TimeoutError as error:
            raise httpcore.WriteTimeout from error
        except OSError as error:
            raise httpcore.WriteError(str(error)) from error

    def close(self) -> None:
        """Close."""
        self._sock.close()

    def abort(self) -> None:
        """Close at once."""
        self._sock.close()

    def get_extra_info(self, info: str) -> Any:
        """Return one of httpcore's facts about the connection."""
        if info == "ssl_object":
            return self._object
        if info == "is_readable" and (self._object.pending() or self._incoming.pending):
            return True
        from .sync import SocketStream

        return SocketStream(self._sock).get_extra_info(info)

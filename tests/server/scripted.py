"""A raw socket server that says exactly the bytes a test tells it to.

    def script(peer: Peer) -> None:
        peer.read_head()
        peer.send(b"HTTP/1.1 200 OK\r\n")

    with Scripted(script) as server: ...

Each connection runs the script in a thread of its own and is closed at its end.
"""

import select
import socket
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Self


class Peer:
    """The server's end of one connection."""

    def __init__(self, sock: socket.socket, number: int, server: "Scripted") -> None:
        self.number = number  # 0 for the first connection
        self._server = server
        self._sock = sock
        self._buffer = b""

    def read_head(self) -> bytes:
        """Return the next request's head; b"" if the client hung up."""
        while b"\r\n\r\n" not in self._buffer:
            data = self.receive()
            if not data:
                return b""
            self._buffer += data
        head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
        self._server.heads.append(head)
        return head

    def read_body(self, size: int) -> bytes:
        """Return so many bytes behind a head, or fewer if the client hung up."""
        while len(self._buffer) < size and (data := self.receive()):
            self._buffer += data
        body, self._buffer = self._buffer[:size], self._buffer[size:]
        return body

    def receive(self, size: int = 65536) -> bytes:
        """Return some bytes; b"" at the end or when the connection is gone."""
        try:
            return self._sock.recv(size)
        except OSError:
            return b""

    def send(self, data: bytes) -> bool:
        """Send bytes; tell whether the client still took them."""
        try:
            self._sock.sendall(data)
        except OSError:
            return False
        return True

    def wait_for_close(self) -> None:
        """Wait until the client hangs up."""
        while self.receive():
            pass

    def closed_by_client(self, timeout: float = 5.0) -> bool:
        """Tell whether the client hangs up within some seconds."""
        readable, _, _ = select.select([self._sock], [], [], timeout)
        return bool(readable) and not self.receive()

    def reset(self) -> None:
        """Hang up with a reset, so that the client's reads and writes fail."""
        self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close()

    def close(self) -> None:
        """Hang up."""
        self._sock.close()

    def half_close(self) -> None:
        """End our direction; the client may go on sending."""
        with suppress(OSError):  # the client has gone already
            self._sock.shutdown(socket.SHUT_WR)


Script = Callable[[Peer], None]


class Scripted:
    """The server, running from entering to leaving its `with` block."""

    def __init__(self, script: Script, unix: str | None = None) -> None:
        self._script = script
        if unix is None:
            self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        else:
            self._listener = socket.socket(socket.AF_UNIX)
            self._listener.bind(unix)
            self._listener.listen(256)
        self._wake, self._woken = socket.socketpair()
        self.port: int = 0 if unix else self._listener.getsockname()[1]
        self.heads: list[bytes] = []
        self.failures: list[BaseException] = []
        self.connections = 0
        self._peers: list[Peer] = []
        self._threads: list[threading.Thread] = []
        self._acceptor = threading.Thread(target=self._accept)

    @property
    def url(self) -> str:
        """The server's address, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def __truediv__(self, path: str) -> str:
        return f"{self.url}/{path}"

    def _accept(self) -> None:
        while True:
            readable, _, _ = select.select([self._listener, self._woken], [], [])
            if self._woken in readable:
                return
            sock, _ = self._listener.accept()
            if sock.family != socket.AF_UNIX:
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            peer = Peer(sock, self.connections, self)
            self.connections += 1
            thread = threading.Thread(target=self._run, args=(peer,), daemon=True)
            self._peers.append(peer)
            self._threads.append(thread)
            thread.start()

    def _run(self, peer: Peer) -> None:
        try:
            self._script(peer)
        except Exception as error:  # noqa: BLE001 -- raised again where the test sees it
            self.failures.append(error)
        finally:
            peer.close()

    def __enter__(self) -> Self:
        self._acceptor.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._wake.send(b"x")
        self._acceptor.join()
        for peer in self._peers:
            try:
                peer._sock.shutdown(socket.SHUT_RDWR)  # wakes a script that waits for bytes
            except OSError:
                continue  # it is closed already
        for thread in self._threads:
            thread.join(10)
        for sock in (self._listener, self._wake, self._woken):
            sock.close()
        if self.failures and error is None:
            raise self.failures[0]


def answering(*replies: bytes, close: bool = False) -> Script:
    """Return a script that answers each request of a connection with the next reply.

    After the last one it waits for the client to hang up, or hangs up itself with `close`.
    """

    def script(peer: Peer) -> None:
        for reply in replies:
            if not peer.read_head():
                return
            peer.send(reply)
        if not close:
            peer.wait_for_close()

    return script
